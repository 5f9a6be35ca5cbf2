import { FACTORS, type Duplicate, type Factor, type Grade } from '../../src/domain/duplicates';
import { understoodText } from '../../src/wecom/copy-chat';
import { duplicateHint, duplicatesText, type Found } from '../../src/wecom/copy-duplicates';
import { after, classify, contact, filed, MONDAY } from '../support/builders';

const DAY = 86_400_000;
const open = after(after(filed(), contact, 'zhou.min'), classify(), 'zhou.min');
const closed = { ...open, state: 'CLOSED', closedAt: MONDAY } as const;
const lines = (Object.keys(FACTORS) as Factor[])
  .filter((factor) => factor !== 'idNo')
  .map((factor) => ({ factor, points: FACTORS[factor].most, words: FACTORS[factor].words }));
const duplicate = (grade: Grade): Duplicate => ({ complaintId: open.id, score: 100, grade, lines });
const found = (more: Partial<Found> = {}): Found => ({
  shown: [{ complaint: open, duplicate: duplicate('likely') }],
  ...{ hidden: 0, at: MONDAY },
  ...more,
});

describe('the hint before a complaint is filed (R18)', () => {
  it('names the case, its state and age, and every reason with its points', () => {
    expect(duplicateHint(found())).toBe(
      [
        '注意，投诉人以前投诉过：',
        '· KFB26000001（已分类，今天登记）很可能是同一件：同一电话 40 分、同一证件号 5 分、内容相似 35 分、同一业务 10 分、金额相同 5 分、时间接近 5 分，共 100 分',
        '是同一件又没有新事实、新理由，就不要重复登记，回复「取消」。',
      ].join('\n'),
    );
  });

  it.each([
    [0, '今天登记'],
    [1, '昨天登记'],
    [3, '3天前登记'],
  ])('counts %d days by the date in Shanghai', (days, words) => {
    expect(duplicateHint(found({ at: new Date(MONDAY.getTime() + days * DAY) }))).toContain(words);
  });

  it('advises against filing only where an open case is likely the same (L6)', () => {
    const possible = found({ shown: [{ complaint: open, duplicate: duplicate('possible') }] });
    expect(duplicateHint(possible)).toContain('可能有关');
    expect(duplicateHint(possible)).not.toContain('取消');
  });

  it('says of a closed case that its repeat is filed, and may be major (R23)', () => {
    const hint = duplicateHint(found({ shown: [{ complaint: closed, duplicate: duplicate('likely') }] }));
    expect(hint).toContain('已办结');
    expect(hint).toContain('照常登记');
    expect(hint).not.toContain('取消');
  });

  it('says how many there are that one may not see, and is silent when there is none', () => {
    expect(duplicateHint(found({ shown: [], hidden: 2 }))).toContain(
      '有 2 件投诉人相同的投诉，您无权查看，请联系小组主管',
    );
    expect(duplicateHint(found({ shown: [] }))).toBeUndefined();
    expect(duplicatesText(open.id, found({ shown: [] }))).toBe('没有找到投诉人相同的其他投诉。');
  });

  it('fits into one message of WeCom together with the longest read-back', () => {
    const shown = [...Array(20).keys()].map((at) => ({
      complaint: at % 2 === 0 ? open : closed,
      duplicate: duplicate('likely'),
    }));
    const readBack = understoodText(
      {
        ...{
          name: '欧阳女士',
          phone: '13812345678',
          idNo: '11010519491231002X',
          account: '6222021234567890',
        },
        ...{ facts: '年'.repeat(500), request: '退'.repeat(500), claimedFen: 10_000_000_000_000 },
        ...{ receivedAt: MONDAY.toISOString(), problems: ['id_check_digit', 'phone_digits'] },
        suggested: { business: 'personal-info', reason: 'system' },
      },
      true,
    );
    const hint = duplicateHint(found({ shown, hidden: 20, at: new Date(MONDAY.getTime() + 400 * DAY) }));
    expect(hint).toContain('还有 18 件');
    expect(Buffer.byteLength(`${readBack}\n\n${hint ?? ''}`)).toBeLessThanOrEqual(2048);
    expect(Buffer.byteLength(duplicatesText(open.id, found({ shown, hidden: 20 })))).toBeLessThanOrEqual(
      2048,
    );
  });
});

import type { Complaint } from '../../src/domain/complaint';
import { noticeCard, outcomeText } from '../../src/wecom/cards/notice-card';
import { linkText } from '../../src/wecom/copy-customer';
import { at, inState, MONDAY, org } from '../support/builders';

const answered: Complaint = {
  ...inState('FOLLOW_UP'),
  survey: { cycle: 1, at: MONDAY, score: 4, objection: true, remark: '电话一直打不通' },
};
const cardTo = (to: string) =>
  JSON.stringify(noticeCard({ kind: 'surveyed', to }, answered, org, 'task', () => 0));

describe('the card of an answer by a link (R22)', () => {
  it('asks FOLLOW to look it through, the lead whether the case is taken up again (T13, T14)', () => {
    expect(cardTo('tang.xin')).toContain('KFB26000001 投诉人已在线评价');
    expect(cardTo('tang.xin')).toContain('4 分，有异议，请核对后提交回访');
    expect(cardTo('lin.tao')).toContain('4 分，有异议，请看是否重新调查或重做方案');
  });

  it('holds nothing that was remarked', () => {
    expect(cardTo('tang.xin')).not.toContain('打不通');
  });

  it('says when the follow-up was recorded', () => {
    expect(outcomeText({ kind: 'surveyed', to: 'tang.xin' }, answered, org)).toBe('回访已提交');
  });
});

describe('a link, as the officer is told it', () => {
  const given = { url: 'https://suda.example.com/c/x', until: at('2026-03-09 09:30') };

  it.each([
    ['survey', '回访链接', '只能提交一次'],
    ['notice', '答复链接', '输错 5 次就失效'],
  ] as const)('to a %s says until when it is good and what is to be done with it', (kind, name, words) => {
    const text = linkText(answered, kind, given);
    expect(text).toContain(`KFB26000001 的${name}（3月9日 09:30 前有效）：\n${given.url}\n`);
    expect(text).toContain(words);
    expect(text).toContain('再要一个，这个就失效');
  });
});

import { readContact, readExecute, readFollowUp } from '../../src/chat/forms';
import { readReply, readSuspend, readTelling } from '../../src/chat/forms-of-side';
import { dated, momentIn } from '../../src/chat/moments';
import { at } from '../support/builders';

const NOW = at('2026-03-03 10:00');

describe('a moment told by its distance from today', () => {
  it.each([
    ['时间：昨天 15:20', '时间：2026-03-02 15:20'],
    ['时间:今天下午3点', '时间:2026-03-03 下午3点'],
    ['告知时间：前天 9:00，对方知悉', '告知时间：2026-03-01 9:00，对方知悉'],
    ['时间：昨日15:20', '时间：2026-03-02 15:20'],
    ['时间：15:20', '时间：2026-03-03 15:20'],
    ['时间：上午9点半', '时间：2026-03-03 上午9点半'],
    ['时间：3月2日 15:20', '时间：2026-03-02 15:20'],
    ['时间：12月31日 15:20', '时间：2025-12-31 15:20'],
    ['执行时间：昨天 9:00；告知时间：今天 9:30', '执行时间：2026-03-02 9:00；告知时间：2026-03-03 9:30'],
    ['时间：2026-03-01 15:20', '时间：2026-03-01 15:20'],
    ['时间：2026年3月1日 15:20', '时间：2026年3月1日 15:20'],
    ['他说昨天 15:20 来过', '他说昨天 15:20 来过'],
    ['时间：等他来', '时间：等他来'],
  ])('%s is written %s', (text, whole) => {
    expect(dated(text, NOW).replace(/\s+/gu, ' ')).toBe(whole);
    // Confirmed another day it stays the same.
    expect(dated(dated(text, NOW), at('2026-03-09 10:00'))).toBe(dated(text, NOW));
  });

  it.each([
    ['2026-03-02 15点半', '15:30'],
    ['2026-03-02 下午3点', '15:00'],
    ['2026-03-02 凌晨2:05', '02:05'],
  ])('%s is %s', (text, time) => {
    expect(momentIn(text)).toEqual({ at: at(`2026-03-02 ${time}`), hasTime: true });
  });
});

describe('what is entered afterwards (R5)', () => {
  const happenedAt = at('2026-03-02 15:20');
  const TIME = '时间：2026-03-02 15:20';

  it('is read of a contact, a telling, a follow-up and an answer to the regulator, wherever it stands', () => {
    for (const text of [`电话 ${TIME} 已说明`, `${TIME}；电话，已说明`, `电话 已说明，${TIME}`])
      expect(readContact(text)).toEqual({ fields: { mode: 'phone', note: '已说明', happenedAt } });
    expect(readTelling(`电话 投诉人知悉 ${TIME}`)).toEqual({
      fields: { mode: 'phone', proof: '投诉人知悉', happenedAt },
    });
    expect(readFollowUp(`非常满意 ${TIME}`)).toMatchObject({ fields: { attempt: { score: 5 }, happenedAt } });
    expect(readFollowUp(`没有联系上 ${TIME}`)).toMatchObject({
      fields: { attempt: { reached: false, remark: '没有联系上' }, happenedAt },
    });
    expect(readReply(`信函 复函12号 ${TIME}`)).toMatchObject({ fields: { proof: '复函12号', happenedAt } });
  });

  it('of an execution is one moment for both, or each its own', () => {
    const done = at('2026-03-02 11:00');
    const whole = '凭证：退款流水；告知：电话，投诉人知悉';
    expect(readExecute(whole)).toEqual({
      fields: { proof: '退款流水', notice: { mode: 'phone', proof: '投诉人知悉' } },
    });
    expect(readExecute(`${whole}；${TIME}`)).toEqual({
      fields: {
        happenedAt,
        proof: '退款流水',
        notice: { mode: 'phone', proof: '投诉人知悉', happenedAt },
      },
    });
    expect(readExecute(`${whole}；执行时间：2026-03-02 11:00；告知${TIME}`)).toEqual({
      fields: {
        happenedAt: done,
        proof: '退款流水',
        notice: { mode: 'phone', proof: '投诉人知悉', happenedAt },
      },
    });
    expect(readExecute(`凭证：流水；告知${TIME}；告知：电话，知悉`)).toMatchObject({
      fields: { proof: '流水', notice: { proof: '知悉', happenedAt } },
    });
  });

  it('told again after it was asked for, is the later one', () => {
    expect(readContact(`电话 已说明，时间：2026-03-02；${TIME}`)).toMatchObject({ fields: { happenedAt } });
    const twice = `电话 已说明，时间：2026-03-01 10:00；${TIME}`;
    expect(readContact(twice)).toMatchObject({ fields: { note: '已说明', happenedAt } });
  });

  it('of the telling in a suspension too', () => {
    expect(readSuspend(`鉴定 至2026-04-02；依据：委托书12号；告知：电话，同意；告知${TIME}`)).toMatchObject({
      fields: { paper: '委托书12号', told: { proof: '同意', happenedAt } },
    });
  });

  it.each(['时间：2026-03-02', '时间：等他来', '时间：2026-02-30 15:20'])(
    'is asked for again when 「%s」 tells no day and time',
    (text) => {
      const gap = '几点（写「时间：昨天 15:20」）';
      expect(readContact(`电话 已说明，${text}`)).toEqual({ missing: [gap] });
      expect(readTelling(`电话 已知悉，${text}`)).toEqual({ missing: [gap] });
      expect(readFollowUp(`满意，${text}`)).toEqual({ missing: [gap] });
      expect(readFollowUp(`没有联系上，${text}`)).toEqual({ missing: [gap] });
      expect(readReply(`信函 复函12号，${text}`)).toEqual({ missing: [gap] });
      expect(readExecute(`凭证：流水；告知：电话，知悉；告知${text}`)).toEqual({
        missing: ['几点（写「告知时间：昨天 15:20」）'],
      });
    },
  );
});

import * as fc from 'fast-check';
import type { Complaint } from '../../src/domain/complaint';
import { explain } from '../../src/domain/why';
import { MESSAGE_LIMITS } from '../../src/wecom/limits';
import { whyText } from '../../src/wecom/copy-why';
import {
  after,
  assign,
  at,
  classify,
  contact,
  filed,
  find,
  inState,
  MONDAY,
  org,
  rules,
} from '../support/builders';
import { play, tries } from '../support/random-case';
import { approved, SAMPLES } from '../support/side-states';

const text = (complaint: Complaint): string => whyText(complaint, explain(complaint, rules), org);
const size = (message: string): number => Buffer.byteLength(message);

describe('为什么 in words', () => {
  it('gives the sum of each limit, the nearest due first', () => {
    const start = at('2026-02-13 16:00');
    const complaint = after(filed({ receivedAt: start }), classify(), 'zhou.min', start);
    expect(text(complaint)).toBe(
      [
        'KFB26000001 各项时限是这样算的：',
        '【首次联系】2月14日 09:30 到期',
        '2月13日 16:00 收到投诉，限 2 个工作小时',
        '2月13日 16:00–17:30（1 小时 30 分钟）、2月14日 09:00–09:30（30 分钟），共 2 小时',
        '【调查】2月26日 24:00 到期',
        '2月13日 16:00 分类完成，限 5 个工作日',
        '2月13日当天不算，往后工作日 5 天（含调休上班 1 天）＋周末 3 天＋放假 6 天＝14 天，到 2月27日',
        '法定期限 2月28日 24:00 之前 2 天是 2月26日 24:00，取较早的 2月26日 24:00',
        '【法定办理期限】2月28日 24:00 到期',
        '2月13日 16:00 收到投诉，限 15 天',
        '2月13日当天不算，往后 15 天，到 2月28日',
      ].join('\n'),
    );
  });

  it('names who extended the limit, what a suspension gave back, and what is paused now', () => {
    const start = at('2026-03-12 10:00');
    const left = at('2026-03-20 09:00');
    const back = at('2026-04-02 10:00');
    let complaint = after(
      after(filed({ receivedAt: start }), contact, 'zhou.min', start),
      classify(),
      'zhou.min',
      start,
    );
    complaint = after(after(complaint, assign, 'lin.tao', start), find, 'chen.gang', at('2026-03-19 15:00'));
    complaint = approved(after(complaint, SAMPLES.extend.act, 'wu.qian', left), 'zhao.lei', left);
    const suspend = { ...SAMPLES.suspend.act, until: at('2026-04-30 18:00') };
    complaint = approved(after(complaint, suspend, 'wu.qian', left), 'lin.tao', left);
    expect(text(complaint)).toBe(
      [
        'KFB26000001 各项时限是这样算的：',
        '【法定办理期限】暂停计算',
        '3月12日 10:00 收到投诉，限 30 天',
        '3月20日 09:00 赵磊批准第一次延期',
        '3月12日当天不算，往后 8 天，到 3月20日',
        '3月20日 09:00 起暂停计算，还剩 22 天',
        '【方案与执行】暂停计算',
        '3月19日 15:00 进入方案制定，限 3 个工作日',
        '3月19日当天不算，往后工作日 1 天，到 3月20日',
        '3月20日 09:00 起暂停计算，还剩 2 个工作日',
      ].join('\n'),
    );

    complaint = after(complaint, SAMPLES.resume.act, 'lin.tao', back);
    expect(text(complaint)).toContain('3月20日 09:00 至 4月2日 10:00 暂停，不计 13 天（其中工作日 9 天）');
    expect(text(complaint)).toContain('3月12日当天不算，往后 30 天＋暂停 13 天＝43 天，到 4月24日');
  });

  it('calls a signature by its name, and begins anew in other words', () => {
    expect(text(inState('AWAITING_APPROVAL'))).toContain('【部门负责人审批】');
    const again = after(inState('FOLLOW_UP'), SAMPLES.reopen.act, 'lin.tao');
    expect(text(again)).toContain('3月2日 09:30 重新起算，限 15 天');
    expect(text(again)).toContain('3月2日 09:30 重新调查，限 5 个工作日');
  });

  it('says so when nothing runs', () => {
    expect(text(inState('CLOSED'))).toBe('KFB26000001 现在没有在计的时限。');
  });

  it('shows the seconds of a limit in seconds', () => {
    const clock = { ...filed().clocks[0], duration: { amount: 20, unit: 's' as const } };
    const complaint = {
      ...filed(),
      clocks: [{ ...clock, dueAt: new Date(MONDAY.getTime() + 20_000) }],
    } as Complaint;
    expect(text(complaint)).toContain('3月2日 09:30:00–09:30:20（20 秒）');
  });

  it('leaves whole limits out where a message holds no more, the furthest first', () => {
    const many = { ...inState('PLANNING') };
    const clocks = Array.from({ length: 20 }, (_, i) => ({
      ...many.clocks[0],
      id: `C0-${i + 2}`,
      stoppedAt: undefined,
    }));
    const message = text({ ...many, clocks: [...many.clocks, ...clocks] as Complaint['clocks'] });
    expect(size(message)).toBeLessThanOrEqual(MESSAGE_LIMITS.text.max);
    expect(message.endsWith('\n其余时限略')).toBe(true);
    expect(message).toContain('【方案与执行】');
  });

  it('fits in a message whatever the case has been through', () => {
    fc.assert(
      fc.property(tries, (list) => {
        for (const { after: complaint } of play(list).steps) {
          const message = text(complaint);
          expect(size(message)).toBeLessThanOrEqual(MESSAGE_LIMITS.text.max);
          expect(message).not.toMatch(/undefined|NaN|Invalid/u);
        }
      }),
      { numRuns: 100 },
    );
  });
});

import * as fc from 'fast-check';
import { circumstancesIn, replyDaysIn, sourceIn, subjectsIn } from '../../src/chat/circumstances';
import {
  readAwaitPapers,
  readBackfill,
  readDecline,
  readEmergency,
  readExtend,
  readLink,
  readMerge,
  readReason,
  readRelevel,
  readReopen,
  readReply,
  readResume,
  readSuspend,
  readTelling,
  readVerdict,
  readVerify,
  readWithdraw,
} from '../../src/chat/forms-of-side';
import { endIn, momentIn } from '../../src/chat/moments';
import { understandComplaint } from '../../src/chat/understand';
import { EXAMPLE } from '../../src/wecom/copy-forms';
import { at, MONDAY, org, rules } from '../support/builders';

const { reasons } = rules.emergency;
const NOW = at('2026-04-10 09:30');

/** What each example the bot gives is read as: nobody is shown a sentence that does not work. */
describe('the example of every step beside the main path', () => {
  it.each<[keyof typeof EXAMPLE, (text: string) => unknown, object]>([
    ['decline', readDecline, { ground: 'not_a_party', reason: '邻居代为反映' }],
    ['tell', readTelling, { mode: 'phone', proof: '投诉人已知悉' }],
    ['merge', readMerge, { into: 'KFB26000001', note: '同一客户同一笔年费，没有新材料', hasNewFacts: false }],
    ['unmerge', readReason, { reason: '是另一张卡的年费' }],
    ['link', readLink, { to: 'KFB26000001', reason: '同一次系统故障' }],
    [
      'suspend',
      readSuspend,
      {
        ground: 'appraisal',
        until: at('2026-04-03 00:00'),
        paper: '鉴定委托书12号',
        told: { mode: 'phone', proof: '投诉人同意' },
      },
    ],
    ['resume', readResume, { result: '鉴定意见已收到' }],
    ['extend', readExtend, { ground: '需要调取外地凭证' }],
    ['withdraw', readWithdraw, { identity: '核对身份证', proof: '撤回申请书' }],
    ['reopen', readReopen, { reason: '投诉人补交流水', materialAt: at('2026-04-07 00:00') }],
    ['redo', readReason, { reason: '退款没有到账' }],
    ['relevel', readRelevel, { to: 'major', reason: '媒体报道' }],
    [
      'emergency',
      (text) => readEmergency(text, reasons, NOW),
      { reason: 'churn', action: '当面安抚并承诺当日答复', witness: '值班经理', costFen: 0, actedAt: NOW },
    ],
    ['backfill', readBackfill, { text: EXAMPLE.backfill }],
    ['recuse', readReason, { reason: '投诉人是我亲属' }],
    ['await_papers', readAwaitPapers, { what: '签购单' }],
    ['reply_regulator', readReply, { mode: 'letter', proof: '复函12号' }],
    [
      'verify',
      (text) => readVerify(text, NOW),
      { appliedAt: new Date(at('2026-04-02 00:00').getTime() - 1), proof: '核查申请书' },
    ],
    [
      'uphold',
      readVerdict,
      { reasons: '事实清楚、依据充分', notice: { mode: 'letter', proof: '邮寄回执12号' } },
    ],
    ['overturn', readVerdict, { reasons: '证据不足', notice: { mode: 'letter', proof: '邮寄回执12号' } }],
  ])('%s', (form, read, fields) => {
    expect(read(EXAMPLE[form])).toEqual({ fields });
  });
});

describe('what a sentence leaves out is asked for by name', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['不予办理', readDecline('邻居来问'), ['理由（非本人提出、没有授权、不属于投诉）']],
    ['合并', readMerge('原因：重复'), ['并入哪一件（写「到 编号」）']],
    [
      '中止',
      readSuspend('鉴定'),
      ['到哪一天（写「至2026-04-02」）', '依据材料（写「依据：…」）', '告知（写「告知：电话，…」）'],
    ],
    [
      '中止到没有的日子',
      readSuspend('鉴定 至2026-02-30；依据：书；告知：电话，同意'),
      ['到哪一天（写「至2026-04-02」）'],
    ],
    ['撤回', readWithdraw('身份：本人'), ['撤回凭证（写「凭证：…」）']],
    ['重新调查', readReopen('原因：新流水'), ['新材料哪天收到（写「收到：2026-04-07」）']],
    ['调级', readRelevel('原因：复杂得很'), ['级别（一般、复杂、重大）']],
    ['补办', readBackfill('好了'), ['做了什么和结果']],
    [
      '紧急处理花了说不清的钱',
      readEmergency('扬言销户；措施：安抚；见证：经理；花费：一些', reasons, NOW),
      ['花费多少元（写「花费：0元」）'],
    ],
  ])('%s', (_what, reading, missing) => {
    expect(reading).toEqual({ missing });
  });

  it('an emergency of no listed kind is asked for with the list (R35)', () => {
    const reading = readEmergency('心情不好；措施：安抚；见证：经理', reasons, NOW);
    expect(reading).toEqual({ missing: [`情形（${Object.values(reasons).join('、')}）`] });
  });

  it.each([
    ['客户说要销户', 'churn'],
    ['客户要自伤', 'harm'],
    ['现场聚集三十人', 'crowd'],
    ['有媒体在现场', 'media'],
    ['资金流失', 'loss'],
  ])('「%s」 is %s', (head, reason) => {
    const reading = readEmergency(`${head}；措施：安抚；见证：经理`, reasons, NOW);
    expect(reading).toMatchObject({ fields: { reason, costFen: 0, actedAt: NOW } });
  });
});

describe('words that turn a reading', () => {
  it.each([
    ['到 KFB26000001 原因：有新证据', true],
    ['到 KFB26000001 原因：没有新证据', false],
    ['到 KFB26000001 原因：无新的事实', false],
    ['到 KFB26000001 原因：同一件', false],
  ])('%s: new facts %s (L6)', (text, hasNewFacts) => {
    expect(readMerge(text)).toMatchObject({ fields: { hasNewFacts } });
  });

  it('nobody reached counts as told with its proof (L2)', () => {
    expect(readTelling('三次电话无法接通')).toMatchObject({ fields: { mode: 'unreachable' } });
  });

  it('an application of today is of now, not of the end of the day', () => {
    expect(readVerify('申请：2026-04-10；凭证：申请书', NOW)).toMatchObject({ fields: { appliedAt: NOW } });
  });
});

describe('moments', () => {
  it.each([
    ['2026-04-02', '2026-04-02 00:00', '2026-04-03 00:00'],
    ['2026年4月2日', '2026-04-02 00:00', '2026-04-03 00:00'],
    ['至2026/4/2 17:30', '2026-04-02 17:30', '2026-04-02 17:30'],
    ['2026-04-02 下午3:20', '2026-04-02 15:20', '2026-04-02 15:20'],
  ])('%s', (text, begin, end) => {
    expect(momentIn(text)?.at).toEqual(at(begin));
    expect(endIn(text)).toEqual(at(end));
  });

  it.each(['2026-02-30', '明天', '', '26-04-02', '2026-13-01'])('「%s」 is none', (text) => {
    expect(momentIn(text)).toBeUndefined();
    expect(endIn(text)).toBeUndefined();
  });
});

describe('重大情形 (R23) and 来源 (R18)', () => {
  it.each<[string, object]>([
    ['信用卡 收费 5人投诉', { complainants: 5, reasons: [] }],
    ['20人当面投诉', { complainants: 20, inPerson: true, reasons: [] }],
    ['涉嫌诈骗，已有媒体报道', { reasons: ['crime', 'media'] }],
    ['客户信息泄露', { reasons: ['leak'] }],
    ['监管指定', { reasons: ['regulator'] }],
    ['信用卡 定价收费', { reasons: [] }],
  ])('%s', (text, circumstances) => {
    expect(circumstancesIn(text)).toEqual(circumstances);
  });

  it('names members of the staff complained about, and says which name nobody has (L4)', () => {
    const people = [...org.people.values()];
    expect(subjectsIn('被投诉人：陈刚、王二', people).map((each) => each?.userId)).toEqual([
      'chen.gang',
      undefined,
    ]);
    expect(subjectsIn('没有点名', people)).toEqual([]);
  });

  it.each([
    ['监管局转办：王女士投诉', 'regulator'],
    ['收到客户来信', 'letter'],
    ['客服热线转来', 'hotline'],
    ['记者反映', 'media'],
    ['王女士投诉年费', undefined],
  ])('%s: %s', (text, source) => {
    expect(sourceIn(text)).toBe(source);
  });

  it('a transfer by the regulator keeps the days its letter gives (C9)', () => {
    expect(replyDaysIn('要求7日内答复')).toBe(7);
    expect(replyDaysIn('尽快答复')).toBeUndefined();
    const understood = understandComplaint(
      '监管局转办：王女士，手机13812345678，年费重复扣300元，要求退款，7日内答复',
    );
    expect(understood).toMatchObject({ source: 'regulator', replyDays: 7 });
    expect(understandComplaint('王女士年费重复扣，7日内答复').replyDays).toBeUndefined();
  });
});

describe('whatever somebody writes', () => {
  it('no reader throws', () => {
    const readers = [
      readDecline,
      readTelling,
      readMerge,
      readLink,
      readSuspend,
      readResume,
      readExtend,
      readWithdraw,
      readReopen,
      readReason,
      readRelevel,
      readBackfill,
      readAwaitPapers,
      readReply,
      readVerdict,
    ];
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'：；，。至到原因理由依据告知凭证2026-04月日无新证据KFB 0123'),
          maxLength: 60,
        }),
        (text) => {
          for (const read of readers) read(text);
          readEmergency(text, reasons, MONDAY);
          readVerify(text, MONDAY);
          circumstancesIn(text);
        },
      ),
    );
  });
});

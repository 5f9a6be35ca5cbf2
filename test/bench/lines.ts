import type { ApiMeasured, Asked } from './api';
import type { Armed } from './arming';
import type { Audited } from './auditing';
import type { Broadcasted, measureBroadcasting } from './broadcasting';
import type { measureDue } from './due';
import type { Interactive } from './interactive';
import type { measureOpening } from './opening';
import type { measureStarting } from './starting';
import type { Line } from './table';
import type { Memory, Throughput } from './throughput';
import type { measureUrgent } from './urgent';

export function openingLines({
  ratio,
  libraryRatio,
  us: took,
}: Awaited<ReturnType<typeof measureOpening>>): Line[] {
  return [
    atMost('验签+解密+解析 300 B open', 1.35, ratio, `${us(took.ours)} / ${us(took.least)}`),
    known(
      '  其中官方库两次调用 @wecom/crypto alone',
      libraryRatio,
      `${us(took.library)} / ${us(took.least)}`,
    ),
  ];
}

export function throughputLines({ rates, p99Ms, ratioOf, decrypted }: Throughput): Line[] {
  const pair = (of: string, to: string) => `${rate(rates[of])} / ${rate(rates[to])}`;
  const p99 = (what: string, name: string): Line => ({
    what: `${what} p99`,
    goal: `hello ${ms(p99Ms['hello'])}`,
    measured: ms(p99Ms[name]),
  });
  return [
    atLeast('收下不存 accept / hello', 0.48, ratioOf('accept', 'hello'), pair('accept', 'hello')),
    known('  最少的接收 least / hello', ratioOf('least', 'hello'), pair('least', 'hello')),
    atLeast('收下并存 durable / hello', 0.18, ratioOf('durable', 'hello'), pair('durable', 'hello')),
    atLeast(
      '收下并存 durable / 每次一写 one insert',
      2.5,
      ratioOf('durable', 'one-insert'),
      pair('durable', 'one-insert'),
    ),
    atLeast(
      '伪造签名 forged / 只读正文 read body',
      0.75,
      ratioOf('forged', 'read-body'),
      pair('forged', 'read-body'),
    ),
    { what: '伪造签名：解密次数 decrypted', goal: '0', measured: String(decrypted), met: decrypted === 0 },
    p99('收下不存 accept', 'accept'),
    p99('收下并存 durable', 'durable'),
    p99('伪造签名 forged', 'forged'),
  ];
}

export function memoryLines({ idleMb, warm, callbacks, afterMb }: Memory): Line[] {
  const growth = afterMb / idleMb - 1;
  return [
    {
      what: '空闲内存 idle web',
      goal: '≤ 130 MB',
      measured: mb(idleMb),
      met: idleMb <= 130,
    },
    {
      what: `${callbacks} 次回调之后 after`,
      goal: '增长 growth ≤ 10%',
      measured: `${(growth * 100).toFixed(0)}% (${mb(afterMb)})`,
      met: growth <= 0.1,
    },
    {
      what: `  其中 ${warm.callbacks} 次之后 since warm`,
      goal: '',
      measured: `${((afterMb / warm.mb - 1) * 100).toFixed(0)}% (${mb(warm.mb)} → ${mb(afterMb)})`,
    },
  ];
}

export function startingLines({ all, web, ms: took }: Awaited<ReturnType<typeof measureStarting>>): Line[] {
  return [
    atMost('起步 start ROLE=all / Koa+BullMQ', 1.25, all, `${ms(took.all)} / ${ms(took.least)}`),
    atMost('起步 start ROLE=web / Koa+BullMQ', 1.25, web, `${ms(took.web)} / ${ms(took.least)}`),
  ];
}

export function dueLines({ ours, delayed }: Awaited<ReturnType<typeof measureDue>>): Line[] {
  const what = '到期 due → 开始办，比 BullMQ 延时任务';
  const strays = ours.early + ours.lost;
  return [
    atMost(`${what} p50`, 0.1, ours.p50Ms / delayed.p50Ms, `${ms(ours.p50Ms)} / ${ms(delayed.p50Ms)}`),
    atMost(`${what} p99`, 0.15, ours.p99Ms / delayed.p99Ms, `${ms(ours.p99Ms)} / ${ms(delayed.p99Ms)}`),
    {
      what: '  提前、丢失 early, lost',
      goal: '0',
      measured: `${ours.early}, ${ours.lost} (BullMQ ${delayed.early}, ${delayed.lost})`,
      met: strays === 0,
    },
    known(
      '  每个等着的占 bytes a pending one',
      ours.bytes / delayed.bytes,
      `MongoDB ${ours.bytes.toFixed(0)} / Redis ${delayed.bytes.toFixed(0)} B`,
    ),
  ];
}

export function urgentLine({ empty, full }: Awaited<ReturnType<typeof measureUrgent>>): Line {
  const figures = `${ms(full.p99Ms)} / ${ms(empty.p99Ms)}, p50 ${ms(full.p50Ms)} / ${ms(empty.p50Ms)}`;
  const what = '紧急 urgent p99，前面有 20000 条普通的 / 没有';
  return atMost(what, 1.5, full.p99Ms / empty.p99Ms, `${figures}, 最后还等着 ${full.waiting}`);
}

export function broadcastLines({ many, few }: Awaited<ReturnType<typeof measureBroadcasting>>): Line[] {
  const { people, calls, least, shown, receipts } = many;
  const told = `${shown}/${people}, ${receipts}/${people}`;
  const each = (of: Broadcasted) => (of.ms * 1_000) / of.people;
  return [
    {
      what: `通知 ${people} 人：调用 calls`,
      goal: `= ${least}`,
      measured: String(calls),
      met: calls === least,
    },
    {
      what: '  收到、回执入账 shown, receipts',
      goal: '全部 all',
      measured: told,
      met: shown === people && receipts === people,
    },
    known(`  每人用时，比 ${few.people} 人的`, each(many) / each(few), `${ms(many.ms)} / ${ms(few.ms)}`),
    known('  问一次情况 status', many.statusMs / few.statusMs, `${ms(many.statusMs)} / ${ms(few.statusMs)}`),
  ];
}

export function apiLines({ work, one, filing }: ApiMeasured): Line[] {
  return [
    ...askedLines('我的待办 my work', work),
    ...askedLines('一件投诉 one case', one),
    atLeast(
      '登记 filing / 最少的登记 bare',
      0.5,
      filing.ratio,
      `${rate(filing.perSecond[0])} / ${rate(filing.perSecond[1])}`,
    ),
  ];
}

/** Time itself is the goal here: the processor is slowed by as much as the goal says. */
export function interactiveLine({ ms: took, slowestMs, drawnMs }: Interactive): Line {
  return {
    what: '页面可用 interactive，处理器慢 4 倍',
    goal: '≤ 1000 ms',
    measured: `${ms(took)} (slowest ${ms(slowestMs)}, drawn ${ms(drawnMs)})`,
    met: took <= 1_000,
  };
}

function askedLines(what: string, { stored, ratio, ms: took, p99Ms }: Asked): Line[] {
  const [small, big] = stored;
  return [
    atMost(`${what} ${big} / ${small} 件`, 1.2, ratio, `${ms(took[1])} / ${ms(took[0])}`),
    known('  64 个客户端 p99', p99Ms[1] / p99Ms[0], `${ms(p99Ms[1])} / ${ms(p99Ms[0])}`),
  ];
}

const ACT = { arm: '布防 arm', move: '改期 move', cancel: '撤防 cancel' } as const;

export function armingLine({ act, ratio, ms: took, smallMs }: Armed): Line {
  return atMost(`${ACT[act]} 1000000 / 1000 个时限`, 1.15, ratio, `${ms(took)} / ${ms(smallMs)}`);
}

export function auditingLine({ deadlines, ratio, ms: took, smallMs, residentMb }: Audited): Line {
  const what = `审计 audit ${deadlines} / 1000 个时限`;
  return atMost(what, 1.5, ratio, `${ms(took)} / ${ms(smallMs)}, ${mb(residentMb)}`);
}

function atMost(what: string, goal: number, value: number, figures: string): Line {
  return { what, goal: `≤ ${goal}×`, measured: `${value.toFixed(2)}× (${figures})`, met: value <= goal };
}

function atLeast(what: string, goal: number, value: number, figures: string): Line {
  return { what, goal: `≥ ${goal}×`, measured: `${value.toFixed(2)}× (${figures})`, met: value >= goal };
}

/** For comparison: nothing is demanded. */
function known(what: string, value: number, figures: string): Line {
  return { what, goal: '', measured: `${value.toFixed(2)}× (${figures})` };
}

const us = (value: number) => `${value.toFixed(1)} µs`;
const ms = (value = NaN) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const mb = (value: number) => `${value.toFixed(0)} MB`;
const rate = (value = NaN) => `${Math.round(value)}/s`;

import { setTimeout as pause } from 'node:timers/promises';
import type { ChatMessage } from '../../src/sandbox';
import { titleOf, told } from '../support/bank';
import { accountOf, type Shown } from './account';
import { caseNo, fileCases, type Filing, type Step } from './cases';
import { openRig, type Rig } from './rig';
import { within, type Check, type Scenario } from './scenario';

/** 一分钟 500 条升级给一个人: what finds no room is in the digest, what is urgent is seen in ten seconds. */
const MANAGER = 'zhao.lei';
const COUNT = 500;
const URGENT_EVERY = 25;
const OVER_MS = 60_000;
/** An hour after 首次联系超时 the head is told; a day before the statutory limit the head is called. */
const ORDINARY: Step = { clock: 'C1', threshold: '+1wh-1' };
const URGENT: Step = { clock: 'C0', threshold: '-24h' };
const LEAD_MS = 3_000;
const LOOK_EVERY_MS = 100;
const MINUTE = 60_000;
const PATIENCE_MS = 30_000;

const isDigest = (message: ChatMessage) => titleOf(message).includes('条通知待看');
const fromApp = ({ bank }: Rig) => bank.sandbox.chat(MANAGER).filter(({ from }) => from === 'app');

interface Vote {
  readonly checkbox: { readonly option_list: readonly { readonly text: string }[] };
}

/** The cases he can see right now: on a card of their own, or as a line of the digest. */
function inSight(rig: Rig): readonly Shown[] {
  return fromApp(rig)
    .filter(({ kind }) => kind === 'card')
    .flatMap((message) => {
      const text = isDigest(message)
        ? (message.card as unknown as Vote).checkbox.option_list.map((each) => each.text).join()
        : titleOf(message);
      return (text.match(/KFB\d{8}/gu) ?? []).map((about) => ({ to: MANAGER, about, at: message.at }));
    });
}

const own = (rig: Rig) =>
  fromApp(rig).filter((message) => !isDigest(message) && /KFB\d{8}/u.test(titleOf(message)));
const folded = ({ bank }: Rig) =>
  bank.database.collection('deliveries').countDocuments({ to: MANAGER, status: 'folded' });

export const flood: Scenario = {
  name: 'flood',
  says: `一分钟 ${COUNT} 条升级给一个人，其中 ${COUNT / URGENT_EVERY} 条紧急（送达、迟只算紧急的）`,
  p99Ms: 10_000,
  run: () =>
    within(openRig({ clerks: 1 }), async (rig) => {
      await rig.startWorker();
      const filings = filingsOf(rig, Date.now() + LEAD_MS);
      await fileCases(rig.bank.database, rig.bank.org, filings);
      const urgent = filings.filter(({ step }) => step === URGENT);
      const first = new Map<string, Shown>();
      const end = Date.now() + LEAD_MS + OVER_MS + PATIENCE_MS;
      const isOver = async () =>
        own(rig).length + (await folded(rig)) === COUNT && urgent.every(({ about }) => first.has(about));
      while (Date.now() < end && !(await isOver())) {
        await pause(LOOK_EVERY_MS);
        for (const each of inSight(rig)) if (!first.has(each.about)) first.set(each.about, each);
      }
      return { account: accountOf(urgent, [...first.values()]), checks: await checksOf(rig) };
    }),
};

function filingsOf({ clerks: [filedBy = ''] }: Rig, begin: number): readonly Filing[] {
  return Array.from({ length: COUNT }, (_, at) => ({
    ...{ to: MANAGER, filedBy, about: caseNo(at), dueAt: begin + (at * OVER_MS) / COUNT },
    step: at % URGENT_EVERY === 0 ? URGENT : ORDINARY,
  }));
}

async function checksOf(rig: Rig): Promise<readonly Check[]> {
  const { sandbox } = rig.bank;
  const most = mostInAMinute(fromApp(rig).map(({ at }) => at));
  const dropped = sandbox.calls().filter(({ note }) => note?.startsWith('dropped') ?? false).length;
  const left = await folded(rig);
  const cards = own(rig);
  const twice = cards.length - new Set(cards.map(titleOf)).size;
  const list = await told(sandbox, MANAGER, '汇总', '条通知没有逐条发给您');
  return [
    { says: `一分钟最多 ${most} 条，不过 30`, met: most <= 30 },
    { says: `被企业微信丢掉 ${dropped} 条`, met: dropped === 0 },
    { says: `逐条 ${cards.length} + 汇总 ${left} = ${COUNT}`, met: cards.length + left === COUNT },
    { says: `逐条的重复 ${twice} 条`, met: twice === 0 },
    { says: '「汇总」说得出全部', met: list.includes(`还有 ${left} 条`) },
  ];
}

function mostInAMinute(times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE).length));
}

import { setTimeout as pause } from 'node:timers/promises';
import type { FaultOrder } from '../../src/sandbox/faults';
import { openRig, type Rig } from './rig';
import { settle, within, type Check, type Scenario } from './scenario';

/** 企业微信出故障, with 200 messages to be sent at once. */
const CASES = 200;
const LEAD_MS = 1_000;

interface Trouble {
  readonly name: string;
  readonly says: string;
  readonly fault: Omit<FaultOrder, 'path'>;
  /** From the moment the messages are due; without it the fault ends by its count. */
  readonly lastsMs?: number;
  /** After it is over. */
  readonly p99Ms: number;
}

const TROUBLES: readonly Trouble[] = [
  // We hang up after twelve seconds and ask again after as long as it has waited, at most a minute (jobs/send-message.ts).
  {
    ...{ name: 'wecom-slow', says: '每次 30 秒才处理', p99Ms: 65_000 },
    ...{ fault: { kind: 'delay', value: 30_000 }, lastsMs: 30_000 },
  },
  {
    name: 'wecom-503',
    says: '503，15 秒',
    fault: { kind: 'http_status', value: 503 },
    lastsMs: 15_000,
    p99Ms: 20_000,
  },
  {
    name: 'wecom-busy',
    says: '−1，15 秒',
    fault: { kind: 'errcode', value: -1 },
    lastsMs: 15_000,
    p99Ms: 5_000,
  },
  // The code does not say whether a minute's share is used up or more: asked again a minute later (src/wecom/errcodes.ts).
  {
    ...{ name: 'wecom-45009', says: '45009，15 秒', p99Ms: 65_000 },
    ...{ fault: { kind: 'errcode', value: 45_009 }, lastsMs: 15_000 },
  },
  {
    name: 'wecom-cut',
    says: '执行之后断开，每条一次',
    fault: { kind: 'cut_after', count: CASES },
    p99Ms: 10_000,
  },
];

function troubled({ name, says, fault, lastsMs, p99Ms }: Trouble): Scenario {
  return {
    ...{ name, says: `企业微信 ${says}，${CASES} 条同时要发`, p99Ms },
    run: () =>
      within(openRig({ clerks: CASES }), async (rig) => {
        await rig.startWorker();
        const begin = Date.now() + LEAD_MS;
        const expected = await rig.file(CASES, () => begin);
        const { faults } = rig.bank.sandbox;
        faults.add({ path: 'message/send', ...fault });
        if (lastsMs === undefined) return { account: await settle(rig, expected) };
        await pause(begin + lastsMs - Date.now());
        faults.clearAll();
        return { account: await settle(rig, expected, { away: { from: begin, to: Date.now() } }) };
      }),
  };
}

/** 凭证失效: the token both workers hold is no longer good, and 200 messages find out at once. */
const tokenLost: Scenario = {
  name: 'wecom-40014',
  says: `企业微信 40014：凭证失效，两个 worker，${CASES} 条同时要发`,
  p99Ms: 10_000,
  run: () =>
    within(openRig({ clerks: CASES + 2 }), async (rig) => {
      await rig.startWorker();
      await rig.startWorker();
      const begin = Date.now() + LEAD_MS;
      // The first two bring the token, the others lose it.
      const expected = await rig.file(CASES + 2, (at) => (at < 2 ? begin : begin + 3_000));
      await pause(begin + 2_000 - Date.now());
      const before = tokensAsked(rig);
      rig.bank.sandbox.faults.add({ path: '*', kind: 'expire_token' });
      const account = await settle(rig, expected);
      return { account, checks: [askedOnce(tokensAsked(rig) - before)] };
    }),
};

function tokensAsked({ bank }: Rig): number {
  return bank.sandbox.calls().filter(({ path }) => path === '/cgi-bin/gettoken').length;
}

function askedOnce(times: number): Check {
  return { says: `gettoken ${times} 次，只许一次`, met: times === 1 };
}

/** Those that mostly wait run side by side. */
const isPatient = ({ p99Ms }: Scenario) => p99Ms > 60_000;
const all = [...TROUBLES.map(troubled), tokenLost];
export const wecomTroubles: readonly (readonly Scenario[])[] = [
  all.filter(isPatient),
  ...all.filter((each) => !isPatient(each)).map((each) => [each]),
];

import { join } from 'node:path';
import { refusedProcess } from '../support/process';
import { openRig, type Rig } from './rig';
import { settle, within, type Check, type Scenario } from './scenario';

/** 几个一起: several workers on one store, and one whose clock goes wrong. */
const CASES = 300;
const OVER_MS = 20_000;
const LEAD_MS = 1_500;
const HOUR_MS = 3_600_000;

const twoSweepers: Scenario = {
  name: 'two-workers',
  says: `两个 worker 一起扫，${CASES} 个时限在 20 秒内到期`,
  p99Ms: 2_000,
  run: () =>
    within(openRig({ clerks: 100 }), async (rig) => {
      await Promise.all([rig.startWorker(), rig.startWorker()]);
      return { account: await settle(rig, await fileSoon(rig)) };
    }),
};

const wrongFromTheStart: Scenario = {
  name: 'clock-refused',
  says: '一个 worker 的钟快一小时、一个慢一小时，都不启动，第三个照发',
  p99Ms: 2_000,
  run: () =>
    within(openRig({ clerks: 100 }), async (rig) => {
      await rig.startWorker();
      const checks = await Promise.all([refusal(rig, HOUR_MS, '快'), refusal(rig, -HOUR_MS, '慢')]);
      return { account: await settle(rig, await fileSoon(rig)), checks };
    }),
};

function wrongLater(shiftMs: number): Scenario {
  const word = shiftMs > 0 ? '快' : '慢';
  return {
    name: shiftMs > 0 ? 'clock-ahead' : 'clock-behind',
    says: `两个 worker 中一个的钟忽然${word}了一小时`,
    p99Ms: 2_000,
    run: () =>
      within(openRig({ clerks: 100 }), async (rig) => {
        const later = { ...shifted(shiftMs), DRILL_SHIFT_LATER: 'yes' };
        const [worker] = await Promise.all([rig.startWorker(later), rig.startWorker()]);
        worker.child.kill('SIGUSR2');
        const account = await settle(rig, await fileSoon(rig));
        const isUp = worker.child.exitCode === null;
        return { account, checks: [{ says: '它还在', met: isUp }] };
      }),
  };
}

function fileSoon(rig: Rig) {
  const begin = Date.now() + LEAD_MS;
  return rig.file(CASES, (at) => begin + (at * OVER_MS) / CASES);
}

function shifted(shiftMs: number): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--require "${join(__dirname, 'shifted-clock.js')}"`,
    DRILL_SHIFT_MS: String(shiftMs),
  };
}

async function refusal(rig: Rig, shiftMs: number, word: string): Promise<Check> {
  const { code, said } = await refusedProcess({ ...rig.settings, ...shifted(shiftMs) });
  return { says: `钟${word}的不启动`, met: code === 1 && said.includes('请先校时') };
}

export const instances: readonly Scenario[] = [
  twoSweepers,
  wrongFromTheStart,
  wrongLater(HOUR_MS),
  wrongLater(-HOUR_MS),
];

import { openRig } from './rig';
import { settle, within, type Scenario } from './scenario';

const CASES = 1_000;
const OVER_MS = 50_000;
const LEAD_MS = 2_000;

/** 一切正常. */
export const healthy: Scenario = {
  name: 'healthy',
  says: `一切正常，${CASES} 个时限在 50 秒内到期`,
  p99Ms: 2_000,
  run: () =>
    within(openRig({ clerks: 100 }), async (rig) => {
      await rig.startWorker();
      const begin = Date.now() + LEAD_MS;
      const expected = await rig.file(CASES, (at) => begin + (at * OVER_MS) / CASES);
      return { account: await settle(rig, expected) };
    }),
};

import type { Deadline } from '../../src/domain/escalation';
import { rearm } from '../../src/store/deadlines';
import type { Bank } from './open-banks';
import { interleaved, median, ratio } from './rounds';

/** 布防: arming, moving and cancelling the deadlines of one case, with very many pending against a thousand. */
const ROUNDS = 41;
const WARM_UP = 5;
/** Acts in one round. */
const ACTS = 10;
const DAY_MS = 86_400_000;

export interface Armed {
  readonly act: 'arm' | 'move' | 'cancel';
  readonly ratio: number;
  readonly ms: number;
  readonly smallMs: number;
}

export async function measureArming(small: Bank, big: Bank): Promise<readonly Armed[]> {
  const results: Record<Armed['act'], { small: number[]; big: number[] }> = {
    arm: { small: [], big: [] },
    move: { small: [], big: [] },
    cancel: { small: [], big: [] },
  };
  const contestants = { small: () => oneLife(small), big: () => oneLife(big) };
  await interleaved(WARM_UP, contestants);
  const lives = await interleaved(ROUNDS, contestants);
  for (const name of ['small', 'big'] as const)
    for (const life of lives[name] ?? [])
      for (const act of ['arm', 'move', 'cancel'] as const) results[act][name].push(life[act]);
  return (['arm', 'move', 'cancel'] as const).map((act) => ({
    act,
    ratio: ratio(results[act].big, results[act].small),
    ms: median(results[act].big),
    smallMs: median(results[act].small),
  }));
}

let serial = 0;

/** Milliseconds of each act, one after another on the same cases. */
async function oneLife(bank: Bank): Promise<Readonly<Record<Armed['act'], number>>> {
  const cases = Array.from({ length: ACTS }, () => `KFB99${String(serial++).padStart(6, '0')}`);
  const on = (day: number): readonly Deadline[] => [
    { clockId: 'C3-1', threshold: '50%', dueAt: new Date(Date.now() + day * DAY_MS) },
  ];
  const timed = async (wanted: readonly Deadline[]) => {
    const begin = performance.now();
    for (const id of cases) await transacted(bank, id, wanted);
    return (performance.now() - begin) / ACTS;
  };
  return { arm: await timed(on(20)), move: await timed(on(30)), cancel: await timed([]) };
}

async function transacted(
  { connection, models }: Bank,
  id: string,
  wanted: readonly Deadline[],
): Promise<void> {
  await connection.getClient().withSession((session) =>
    session.withTransaction(() => rearm(models, session, id, wanted), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', journal: true },
    }),
  );
}

import { setTimeout as pause } from 'node:timers/promises';
import { accountOf, type Account, type Away, type Expected } from './account';
import type { Rig } from './rig';

/** 演练的规模: the issue's own figures, or shorter ones for trying. */
export interface Scale {
  /** How long a store or WeCom stays away. */
  readonly outageMs: number;
  /** How many deadlines are open when Redis is emptied. */
  readonly open: number;
}

/** 情形: what is done to the service, and by when everybody is to have been told all the same. */
export interface Scenario {
  readonly name: string;
  /** Chinese, for the table. */
  readonly says: string;
  /** Beyond «every one of them, none twice, none early»: how late the 99th of a hundred may be. */
  readonly p99Ms: number;
  run(scale: Scale): Promise<Outcome>;
}

export interface Outcome {
  readonly account: Account;
  /** What else the scenario demands. */
  readonly checks?: readonly Check[];
}

export interface Check {
  readonly says: string;
  readonly met: boolean;
}

export function isMet({ p99Ms }: Scenario, { account, checks = [] }: Outcome): boolean {
  const { expected, delivered, duplicates, early, lateMs } = account;
  const isTold = delivered === expected && duplicates === 0 && early === 0 && lateMs.p99 <= p99Ms;
  return isTold && checks.every(({ met }) => met);
}

const LOOK_EVERY_MS = 200;

/** Waits until all came and nothing more can come, or the patience is over, and counts. */
export async function settle(
  rig: Rig,
  expected: readonly Expected[],
  { away, patienceMs = 120_000 }: { readonly away?: Away; readonly patienceMs?: number } = {},
): Promise<Account> {
  const last = Math.max(away?.to ?? 0, ...expected.map(({ dueAt }) => dueAt));
  const end = last + patienceMs;
  const isOver = async () => rig.delivered() >= expected.length && (await rig.isQuiet());
  while (Date.now() < end && !(await isOver())) await pause(LOOK_EVERY_MS);
  return accountOf(expected, rig.shown(), away);
}

/** Opens a rig for a scenario and closes it, whatever happens. */
export async function within<T>(opening: Promise<Rig>, run: (rig: Rig) => Promise<T>): Promise<T> {
  const rig = await opening;
  try {
    return await run(rig);
  } finally {
    await rig.close();
  }
}

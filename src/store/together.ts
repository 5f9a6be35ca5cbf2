import { Mutex } from 'async-mutex';
import type { Store, Transaction } from '../desk/ports';

/** So many share one transaction at most. */
const MOST = 64;

type Run<Result> = (tx: Transaction) => Promise<Result>;

interface Waiting {
  readonly run: Run<unknown>;
  readonly resolve: (result: never) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * 成批 (group commit): while one transaction is on its way, what comes waits and shares the next. A group with one among
 * it that fails leaves nothing behind, and each runs again alone: then only that one fails.
 */
export function createTogether(
  transact: Store['transact'],
  transactAll: (runs: readonly Run<unknown>[]) => Promise<readonly unknown[]>,
): Store['transact'] {
  const turns = new Mutex();
  let waiting: Waiting[] = [];

  const alone = ({ run, resolve, reject }: Waiting) => transact(run).then(resolve as never, reject);
  const next = async (): Promise<void> => {
    const group = waiting.slice(0, MOST);
    waiting = waiting.slice(MOST);
    if (group.length === 0) return;
    try {
      const results = await transactAll(group.map(({ run }) => run));
      for (const [at, { resolve }] of group.entries()) resolve(results[at] as never);
    } catch {
      await Promise.all(group.map(alone));
    }
  };

  return (run) =>
    new Promise((resolve, reject) => {
      waiting.push({ run, resolve, reject });
      void turns.runExclusive(next);
    });
}

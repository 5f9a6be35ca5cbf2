import { Mutex } from 'async-mutex';
import type { ClientSession } from 'mongoose';
import type { Store } from '../desk/ports';
import { holdFilings } from './filing-verbs';
import { createTogether } from './together';
import { createTransaction, type StoreParts } from './transaction';
import { createTurn, type Turn } from './turn';

/**
 * 事务存储 (decision 2): `transact` runs again by itself when two transactions met on one row, so what it runs must not
 * act outside the transaction. Those of one process that take a number take turns: meeting on the counter row, sixteen
 * at once would each run again for every one that wins.
 */
export function createStore(parts: StoreParts): Store {
  const numbering = new Mutex();
  const inSession = async <T>(run: (session: ClientSession, turn: Turn) => Promise<T>): Promise<T> => {
    const turn = createTurn(numbering);
    try {
      return await parts.connection.getClient().withSession((session) =>
        session.withTransaction(() => run(session, turn), {
          readConcern: { level: 'snapshot' },
          writeConcern: { w: 'majority', journal: true },
        }),
      );
    } finally {
      turn.end();
    }
  };
  const transact: Store['transact'] = (run) =>
    inSession((session, turn) => run(createTransaction(parts, session, turn)));

  return {
    transact,
    together: createTogether(transact, (runs) =>
      inSession(async (session, turn) => {
        const filings = holdFilings(parts, session, turn);
        const tx = { ...createTransaction(parts, session, turn), ...filings.verbs };
        const results: unknown[] = [];
        for (const run of runs) results.push(await run(tx));
        await filings.write();
        return results;
      }),
    ),
  };
}

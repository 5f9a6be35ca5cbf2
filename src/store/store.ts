import { Mutex } from 'async-mutex';
import type { Store } from '../desk/ports';
import { createTransaction, type StoreParts } from './transaction';
import { createTurn } from './turn';

/**
 * 事务存储 (decision 2): `transact` runs again by itself when two transactions met on one row, so what it runs must not
 * act outside the transaction. Those of one process that take a number take turns: meeting on the counter row, sixteen
 * at once would each run again for every one that wins.
 */
export function createStore(parts: StoreParts): Store {
  const numbering = new Mutex();
  return {
    transact: async (run) => {
      const turn = createTurn(numbering);
      try {
        return await parts.connection.getClient().withSession((session) =>
          session.withTransaction(() => run(createTransaction(parts, session, turn)), {
            readConcern: { level: 'snapshot' },
            writeConcern: { w: 'majority', journal: true },
          }),
        );
      } finally {
        turn.end();
      }
    },
  };
}

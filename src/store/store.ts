import type { Store } from '../desk/ports';
import { createTransaction, type StoreParts } from './transaction';

/**
 * 事务存储 (decision 2): `transact` runs again by itself when two transactions met on one row, so what it runs must not
 * act outside the transaction.
 */
export function createStore(parts: StoreParts): Store {
  return {
    transact: (run) =>
      parts.connection.getClient().withSession((session) =>
        session.withTransaction(() => run(createTransaction(parts, session)), {
          readConcern: { level: 'snapshot' },
          writeConcern: { w: 'majority', journal: true },
        }),
      ),
  };
}

import { connectMongo, type Connection } from '../../src/store/connection';
import { freshDatabase } from './fresh-database';

export interface TestDatabase {
  readonly uri: string;
  /** There from beforeAll on. */
  readonly connection: Connection;
}

/** A database for one test file: connected before its tests, dropped after them. */
export function useDatabase(): TestDatabase {
  const uri = freshDatabase();
  let connection: Connection | undefined;
  beforeAll(async () => {
    connection = await connectMongo(uri);
  });
  afterAll(async () => {
    await connection?.dropDatabase();
    await connection?.close();
  });
  return {
    uri,
    get connection() {
      if (!connection)
        throw new Error('the database is there from beforeAll on, not while tests are declared');
      return connection;
    },
  };
}

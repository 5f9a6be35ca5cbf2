import { randomBytes } from 'node:crypto';
import type { Connection } from '../../src/store/connection';

/** Of one run of the tests: what it leaves behind is dropped at its end (left-databases.ts). */
export const PREFIX = `suda_test_${process.env['SUDA_TEST_RUN'] ?? 'alone'}_`;

/** The server the tests run on, and never a database of somebody's: see freshDatabase. */
export function mongodbUri(): string {
  const uri = process.env['MONGODB_URI'];
  if (uri === undefined || uri === '') {
    throw new Error('MONGODB_URI is not set: run the tests by npm test, which starts a MongoDB for them');
  }
  return uri;
}

/** The same server, a database nobody else has. */
export function freshDatabase(): string {
  const url = new URL(mongodbUri());
  url.pathname = `/${PREFIX}${randomBytes(6).toString('hex')}`;
  return url.href;
}

/** Of this process: emptied, and as good as new. */
const swept: string[] = [];

/** A database that is empty but for its indexes, if there is one: to make a new one costs the server half a second. */
export function emptyDatabase(): string {
  return swept.pop() ?? freshDatabase();
}

/** Gives back what emptyDatabase gave; where no run of the tests clears up at its end, it is dropped. */
export async function sweep(uri: string, connection: Connection): Promise<void> {
  if (process.env['SUDA_TEST_RUN'] === undefined) return connection.dropDatabase();
  const names = (await connection.listCollections()).map(({ name }) => name);
  const ours = names.filter((name) => !name.startsWith('system.'));
  await Promise.all(ours.map((name) => connection.collection(name).deleteMany({})));
  swept.push(uri);
}

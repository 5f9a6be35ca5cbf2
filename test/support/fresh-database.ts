import { randomBytes } from 'node:crypto';

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
  url.pathname = `/suda_test_${randomBytes(6).toString('hex')}`;
  return url.href;
}

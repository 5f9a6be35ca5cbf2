import { randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { connectMongo, type Connection } from '../../src/store/connection';

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

/** A wire to MongoDB that can be cut and mended. */
export interface Wire {
  /** The database through this wire, and only through it. */
  readonly uri: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function wireTo(databaseUri: string): Promise<Wire> {
  const target = new URL(mongodbUri());
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port || 27017), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const uri = new URL(databaseUri);
  uri.host = `127.0.0.1:${port}`;
  uri.search = '?directConnection=true';
  return {
    uri: uri.href,
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    mend: () => listen(port),
  };
}

import { connectMongo } from '../../src/store/connection';
import { mongodbUri, PREFIX } from './fresh-database';

/** 收尾: a server that goes on keeps nothing of this run (vitest's globalSetup). */
export async function teardown(): Promise<void> {
  if ((process.env['MONGODB_URI'] ?? '') === '') return;
  const server = await connectMongo(mongodbUri());
  try {
    const { databases } = (await server.db?.admin().listDatabases({ nameOnly: true })) ?? { databases: [] };
    for (const { name } of databases) if (name.startsWith(PREFIX)) await server.useDb(name).dropDatabase();
  } finally {
    await server.close();
  }
}

import crypto from 'node:crypto';
import Koa from 'koa';
import getRawBody from 'raw-body';
import { loadEnv } from '../../config/env';
import { filing } from '../../src/api/schemas/filing';
import { createHttpApp } from '../../src/http/app';
import { listen } from '../../src/http/listen';
import { createLog } from '../../src/log';
import { createMetrics } from '../../src/metrics';
import { connectMongo } from '../../src/store/connection';
import { ensureInboxIndexes, RETENTION_MS } from '../../src/store/inbox';
import { createSealer } from '../../src/store/sealer';
import { createReceiver, type CallbackInbox } from '../../src/wecom/receiver';
import { openLeast } from './least';
import { settings } from './settings';

/** 被测服务: what our app is held against, and our app with another inbox. Usage: servers.js <kind> */
const APPS: Readonly<Record<string, () => Koa | Promise<Koa>>> = {
  hello: () => new Koa().use((ctx) => void (ctx.body = 'hello')),

  'read-body': () =>
    new Koa().use(async (ctx) => {
      await getRawBody(ctx.req, { limit: 64 * 1024, length: ctx.get('Content-Length') });
      ctx.body = '';
    }),

  // The ceiling: no receiver can be faster than this.
  least: () =>
    new Koa().use(async (ctx) => {
      const body = await getRawBody(ctx.req, { limit: 64 * 1024, length: ctx.get('Content-Length') });
      openLeast({ query: ctx.query, body });
      ctx.body = '';
    }),

  accept: () => ourApp({ put: () => Promise.resolve('stored') }),

  'bare-filing': bareFiling,

  'one-insert': async () => ourApp(await oneInsertEach()),
};

/** What a filing costs at least: read, checked by our own schema, written once for the majority. */
async function bareFiling(): Promise<Koa> {
  const { mongodbUri } = loadEnv(settings());
  const collection = (await connectMongo(mongodbUri)).collection('filings');
  return new Koa().use(async (ctx) => {
    const body = await getRawBody(ctx.req, { limit: 64 * 1024, length: ctx.get('Content-Length') });
    const row = filing.parse(JSON.parse(body.toString()));
    await collection.insertOne({ ...row }, { writeConcern: { w: 'majority', journal: true } });
    ctx.status = 201;
    ctx.body = JSON.stringify({ id: 'KFB26000001' });
  });
}

/** The app as src/compose wires it. */
function ourApp(inbox: CallbackInbox): Koa {
  const { wecom, logLevel } = loadEnv(settings());
  const metrics = createMetrics();
  return createHttpApp({
    receiver: createReceiver({ keys: wecom, inbox, now: () => new Date(), retentionMs: RETENTION_MS }),
    ready: () => Promise.resolve({}),
    metrics: metrics.registry,
    received: metrics.received,
    routes: () => undefined,
    log: createLog(logLevel),
  });
}

/** The rows of our inbox, each written by an insert of its own. */
async function oneInsertEach(): Promise<CallbackInbox> {
  const { mongodbUri, masterKey } = loadEnv(settings());
  const collection = (await connectMongo(mongodbUri)).collection('inbox');
  await ensureInboxIndexes(collection);
  const sealer = createSealer(masterKey);
  return {
    put: async ({ envelopeKey, messageKey, from, kind, callback }) => {
      const body = sealer.seal(JSON.stringify(callback), { purpose: 'inbox', context: envelopeKey });
      const row = { messageKey, from, kind, receivedAt: new Date(), body, status: 'pending' };
      const writeConcern = { w: 'majority', journal: true } as const;
      await collection.insertOne({ _id: envelopeKey as never, ...row }, { writeConcern });
      return 'stored';
    },
  };
}

/** How often anything was decrypted: asked after the forged ones. */
let deciphers = 0;
const { createDecipheriv } = crypto;
crypto.createDecipheriv = ((...args: Parameters<typeof createDecipheriv>) => {
  deciphers += 1;
  return createDecipheriv(...args);
}) as typeof createDecipheriv;
process.on('message', () => process.send?.(deciphers));

async function main(): Promise<void> {
  const app = await APPS[process.argv[2] ?? '']?.();
  if (!app) throw new Error(`no such server: ${String(process.argv[2])}`);
  const handle = app.callback();
  const { port } = await listen((request, response) => void handle(request, response), '127.0.0.1', 0);
  process.send?.(port);
}

void main();

import Koa from 'koa';
import { Queue, Worker } from 'bullmq';

/** 起步对照: the least process with Koa and BullMQ that answers a POST. Usage: koa-bullmq.js <port> */
async function main(): Promise<void> {
  const connection = { url: process.env['REDIS_URL'] ?? '', maxRetriesPerRequest: null };
  const queue = new Queue('bench', { connection, prefix: 'suda-bench' });
  const worker = new Worker('bench', () => Promise.resolve(), { connection, prefix: 'suda-bench' });
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  new Koa().use((ctx) => void (ctx.body = '')).listen(Number(process.argv[2]), '127.0.0.1');
}

void main();

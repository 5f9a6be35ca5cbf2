import type { ChildProcess } from 'node:child_process';
import { startProcess } from '../support/process';
import { asked, forked, freePort, residentMb, startLoad } from './child';
import type { Measured, Order } from './load';
import { interleaved, median, ratio } from './rounds';
import { settings } from './settings';

/** 吞吐: seven servers in turn, each a process of its own, 64 requests in flight. */
const ROUNDS = 7;
const ROUND = { seconds: 0.7, requests: 16_000 };
const IDLE_MS = 3_000;
const CALLBACKS = 100_000;

export interface Throughput {
  readonly rates: Readonly<Record<string, number>>;
  readonly p99Ms: Readonly<Record<string, number>>;
  /** Of requests per second, by `a/b`. */
  readonly ratioOf: (of: string, to: string) => number;
  readonly decrypted: number;
  readonly memory: Memory;
}

export interface Memory {
  readonly idleMb: number;
  /** After the rounds of throughput: code compiled, pools filled. */
  readonly warm: { readonly callbacks: number; readonly mb: number };
  readonly callbacks: number;
  readonly afterMb: number;
}

export async function measureThroughput(): Promise<Throughput> {
  const children: ChildProcess[] = [];
  const load = startLoad();
  const service = await startProcess({ ...settings(), PORT: String(await freePort()) });
  try {
    await pause(IDLE_MS);
    const idleMb = await residentMb(service.child.pid ?? 0);
    const serve = async (kind: string) => {
      const child = forked('servers', [kind]);
      children.push(child);
      return { child, port: await asked<number>(child) };
    };
    const forged = await serve('accept');
    const orders: Readonly<Record<string, Pick<Order, 'port' | 'what' | 'status'>>> = {
      // The same requests as ours, whose bodies it does not read.
      hello: { port: (await serve('hello')).port, what: 'callback', status: 200 },
      accept: { port: (await serve('accept')).port, what: 'callback', status: 200 },
      least: { port: (await serve('least')).port, what: 'callback', status: 200 },
      'read-body': { port: (await serve('read-body')).port, what: 'forged', status: 200 },
      forged: { port: forged.port, what: 'forged', status: 403 },
      durable: { port: service.port, what: 'callback', status: 200 },
      'one-insert': { port: (await serve('one-insert')).port, what: 'callback', status: 200 },
    };
    let durable = 0;
    const contestants = Object.fromEntries(
      Object.entries(orders).map(([name, order]) => [
        name,
        async () => {
          const measured = await load.fire({ ...order, ...ROUND });
          if (name === 'durable') durable += measured.answered;
          return measured;
        },
      ]),
    );
    await interleaved(1, contestants);
    const results = await interleaved(ROUNDS, contestants);
    const warm = { callbacks: durable, mb: await residentMb(service.child.pid ?? 0) };
    while (durable < CALLBACKS) {
      const requests = Math.min(20_000, CALLBACKS - durable);
      const rest = { port: service.port, what: 'callback', status: 200, seconds: 60, requests } as const;
      durable += (await load.fire(rest)).answered;
    }
    await pause(IDLE_MS);
    return {
      ...summary(results),
      decrypted: await asked<number>(forged.child, {}),
      memory: { idleMb, warm, callbacks: durable, afterMb: await residentMb(service.child.pid ?? 0) },
    };
  } finally {
    load.stop();
    for (const child of children) child.kill('SIGKILL');
    await service.stop();
  }
}

function summary(results: Readonly<Record<string, readonly Measured[]>>) {
  const ratesOf = (name: string) => (results[name] ?? []).map(({ perSecond }) => perSecond);
  const each = (pick: (measured: Measured) => number) =>
    Object.fromEntries(Object.entries(results).map(([name, rounds]) => [name, median(rounds.map(pick))]));
  return {
    rates: each(({ perSecond }) => perSecond),
    p99Ms: each(({ p99Ms }) => p99Ms),
    ratioOf: (of: string, to: string) => ratio(ratesOf(of), ratesOf(to)),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { forgedDelivery, freshDelivery, postOf } from './deliveries';

/**
 * 压力源: a process of its own, so that it shares no event loop with the server it measures. Requests are built before
 * the clock starts; each of the connections has one in flight.
 */
export interface Order {
  readonly port: number;
  readonly what: 'callback' | 'forged' | 'given';
  readonly status: number;
  /** Ends after this long, or when the requests are used up; those in flight are waited for. */
  readonly seconds: number;
  readonly requests: number;
  /** The requests themselves, when they are `given`. */
  readonly given?: readonly string[];
  /** Connections with a request each; 64 unless said otherwise. */
  readonly inFlight?: number;
}

export interface Measured {
  readonly answered: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

const IN_FLIGHT = 64;
const MAKE = {
  callback: () => postOf(freshDelivery()),
  forged: () => postOf(forgedDelivery()),
};

async function fire(order: Order): Promise<Measured> {
  const { port, status, seconds, inFlight = IN_FLIGHT } = order;
  const queue = queueOf(order);
  const sockets = await Promise.all(Array.from({ length: inFlight }, () => open(port)));
  const took: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  await Promise.all(
    sockets.map(async (socket) => {
      const ask = asker(socket, status);
      for (let now = begin; now < end;) {
        const request = queue.pop();
        if (!request) break;
        const sent = performance.now();
        await ask(request);
        now = performance.now();
        took.push(now - sent);
      }
    }),
  );
  const elapsed = performance.now() - begin;
  for (const socket of sockets) socket.destroy();
  return { answered: took.length, perSecond: (took.length / elapsed) * 1_000, p99Ms: p99(took) };
}

function queueOf({ what, requests, given = [] }: Order): Buffer[] {
  if (what === 'given') return given.map((request) => Buffer.from(request));
  return Array.from({ length: requests }, MAKE[what]);
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** Sends a request and resolves at the last byte of its answer; rejects when that is another status. */
function asker(socket: Socket, status: number): (request: Buffer) => Promise<void> {
  let said = '';
  let done: ((error?: Error) => void) | undefined;
  const settle = (error?: Error) => done?.(error);
  socket.on('data', (chunk: Buffer) => {
    said += chunk.toString('latin1');
    if (!isWhole(said)) return;
    const right = said.startsWith(`HTTP/1.1 ${status} `);
    const error = right ? undefined : new Error(`expected ${status}: ${said.slice(0, 80)}`);
    said = '';
    settle(error);
  });
  socket.on('error', settle);
  socket.on('close', () => settle(new Error('the server hung up')));
  return (request) =>
    new Promise((resolve, reject) => {
      done = (error) => (error ? reject(error) : resolve());
      socket.write(request);
    });
}

function isWhole(said: string): boolean {
  const head = said.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(said)?.[1] ?? NaN);
  return said.length === head + 4 + length;
}

function p99(took: readonly number[]): number {
  const sorted = Float64Array.from(took).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? NaN;
}

process.on('message', (order: Order) => {
  fire(order).then(
    (measured) => process.send?.(measured),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});

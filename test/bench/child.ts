import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Measured, Order } from './load';

/** A program of this folder as a process with a wire to us. */
export function forked(program: string, args: readonly string[] = [], env = process.env): ChildProcess {
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const;
  return fork(join(__dirname, `${program}.js`), [...args], { env, stdio: [...stdio] });
}

/** Says something to it and resolves to its next word. Rejects when it ends or reports a failure instead. */
export async function asked<Answer>(child: ChildProcess, question?: object): Promise<Answer> {
  const over = new AbortController();
  const answer = once(child, 'message', over) as Promise<[Answer | { readonly failed: string }]>;
  const end = once(child, 'exit', over).then(([code]) => {
    throw new Error(`a process of the bench ended with ${String(code)}`);
  });
  try {
    if (question) child.send(question);
    const [said] = await Promise.race([answer, end]);
    if (typeof said === 'object' && said !== null && 'failed' in said) throw new Error(said.failed);
    return said;
  } finally {
    over.abort();
  }
}

/** 压力源. */
export function startLoad() {
  const child = forked('load');
  return {
    fire: (order: Order) => asked<Measured>(child, order),
    stop: () => child.kill('SIGKILL'),
  };
}

/** Resident memory in MB. */
export async function residentMb(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1_024;
  } catch {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout) / 1_024;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The service as its own process, built by `npm run build`: what is killed here is really dead. */
export interface ServiceProcess {
  readonly port: number;
  readonly child: ChildProcess;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code and how long it took. */
  stop(): Promise<{ readonly code: number | null; readonly ms: number }>;
}

const MAIN = 'dist/src/main.js';

export async function startProcess(settings: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'info', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await Promise.race([started(child), failed(child)]);
  const exit = once(child, 'exit') as Promise<[number | null]>;
  return {
    port,
    child,
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
    stop: async () => {
      const begin = Date.now();
      child.kill('SIGTERM');
      const [code] = await exit;
      return { code, ms: Date.now() - begin };
    },
  };
}

/** Runs the service until it ends by itself: for settings it must refuse. */
export async function refusedProcess(
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said };
}

async function started(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    const entry = JSON.parse(line) as { msg?: string; port?: number };
    if (entry.msg === 'started') {
      child.stdout.resume();
      return entry.port ?? 0;
    }
  }
  throw new Error('the service ended before it started');
}

async function failed(child: ChildProcess): Promise<never> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`the service ended with ${String(code)}: ${said}`);
}

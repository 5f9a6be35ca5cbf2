import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from './child';
import { freshDelivery, postOf } from './deliveries';
import { interleaved, median, ratio } from './rounds';
import { settings } from './settings';

/** 起步: from spawn to the first accepted callback, on a database that knows its indexes (a restart, not a first day). */
const ROUNDS = 7;
const KNOCK_EVERY_MS = 3;
const MAIN = join('dist', 'src', 'main.js');
const LEAST = join(__dirname, 'koa-bullmq.js');

/** `tidy` runs after each start, so that none has the leavings of the one before to work off. */
export async function measureStarting(tidy: () => Promise<unknown>) {
  const contestants = {
    least: () => started((port) => [LEAST, String(port)], {}),
    web: () => started(() => [MAIN], { ROLE: 'web' }).finally(tidy),
    all: () => started(() => [MAIN], { ROLE: 'all' }).finally(tidy),
  };
  await interleaved(1, contestants);
  const { least = [], web = [], all = [] } = await interleaved(ROUNDS, contestants);
  return {
    all: ratio(all, least),
    web: ratio(web, least),
    ms: { least: median(least), web: median(web), all: median(all) },
  };
}

/** Milliseconds. */
async function started(
  argumentsFor: (port: number) => readonly string[],
  role: Readonly<Record<string, string>>,
): Promise<number> {
  const port = await freePort();
  const post = postOf(freshDelivery());
  const env = { ...process.env, ...settings({ PORT: String(port), ...role }) };
  const begin = performance.now();
  const child = spawn(process.execPath, [...argumentsFor(port)], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exit = once(child, 'exit');
  try {
    while (!(await isAccepted(port, post))) {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before it started`);
      await new Promise((resolve) => setTimeout(resolve, KNOCK_EVERY_MS));
    }
    return performance.now() - begin;
  } finally {
    child.kill('SIGKILL');
    await exit;
  }
}

function isAccepted(port: number, post: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(post));
    const end = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('error', () => end(false)).once('close', () => end(false));
    socket.once('data', (answer: Buffer) => end(answer.toString('latin1').startsWith('HTTP/1.1 200')));
  });
}

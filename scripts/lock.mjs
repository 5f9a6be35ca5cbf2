import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './program.mjs';

/** Does the work while nobody else with the same lock does; waits for who does, and takes over from who died. */
export async function withLock(folder, work) {
  await mkdir(dirname(folder), { recursive: true });
  while (!(await isTaken(folder))) await delay(200);
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function isTaken(folder) {
  try {
    await mkdir(folder);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    await clearIfDead(folder);
    return false;
  }
  await writeFile(join(folder, 'pid'), String(process.pid));
  return true;
}

async function clearIfDead(folder) {
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
  if (pid > 0 && !isAlive(pid)) await rm(folder, { recursive: true, force: true });
}

import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Runs a program to its end. Resolves to what it printed; null when it is missing, fails or takes too long. */
export function outputOf(program, args, { timeoutMs = 10_000, ...options } = {}) {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: timeoutMs, encoding: 'utf8', ...options }, (error, stdout) =>
      resolve(error ? null : stdout),
    );
  });
}

/** The first program of this name on PATH, or null. */
export async function onPath(name, env = process.env) {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    for (const each of names) {
      const file = join(folder, each);
      if (await isProgram(file)) return file;
    }
  }
  return null;
}

function isProgram(file) {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Reads `db version v6.0.5`, `Redis server v=6.2.14 …` and `Valkey server v=8.0.1 …`; null for anything else. */
export function parseVersion(text) {
  const found = /\bv=?(\d+)\.(\d+)\.(\d+)/.exec(text ?? '');
  return found ? found.slice(1).map(Number) : null;
}

export async function versionOf(file) {
  return parseVersion(await outputOf(file, ['--version']));
}

/** Whether version [6, 0, 5] is at least [6] or [6, 0]. */
export function isAtLeast(version, minimum) {
  for (const [at, wanted] of minimum.entries()) {
    if (version[at] !== wanted) return version[at] > wanted;
  }
  return true;
}

/** Whether a process of this id runs, ours or not. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

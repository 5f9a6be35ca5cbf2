import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A fetched server, if it still is, byte for byte, what was put there; else null. */
export async function takeCached(cache, name) {
  const file = join(cache, name);
  try {
    const [known, found] = await Promise.all([readFile(`${file}.sha256`, 'utf8'), sha256Of(file)]);
    return known.trim() === found ? file : null;
  } catch {
    return null;
  }
}

/** Moves a file into the cache. Two runs at once put the same bytes there, and a rename is never half done. */
export async function putCached(cache, name, from) {
  const file = join(cache, name);
  const sum = `${from}.sha256`;
  await chmod(from, 0o755);
  await writeFile(sum, `${await sha256Of(from)}\n`);
  await rename(from, file);
  await rename(sum, `${file}.sha256`);
  return file;
}

/** Runs `work` with a folder inside the cache that is gone afterwards. */
export async function withScratch(cache, work) {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, '.part-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

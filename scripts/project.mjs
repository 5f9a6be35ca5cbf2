import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the commands keep between runs, ignored by git. */
export const KEPT = join(ROOT, '.suda');

/** Where servers are kept once fetched; `SUDA_CACHE` puts them elsewhere. */
export function cacheFolder(env = process.env) {
  return env.SUDA_CACHE || join(KEPT, 'cache');
}

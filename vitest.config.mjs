import { randomBytes } from 'node:crypto';
import { defineConfig } from 'vitest/config';

/** Names the databases of this run. */
process.env.SUDA_TEST_RUN ??= randomBytes(4).toString('hex');

/** What puts things of its own into the globals: a mini-program's window, for one. */
const ALONE = ['test/miniapp/weapp.test.ts'];

/** Real MongoDB and Redis: run through `npm test`, which starts them (see scripts/test.mjs). */
export default defineConfig({
  test: {
    globals: true,
    globalSetup: 'test/support/left-databases.ts',
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      // All that is not changed while tests run is loaded once for many files.
      {
        extends: true,
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});

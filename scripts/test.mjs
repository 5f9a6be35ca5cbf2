// npm test: installs, builds, starts MongoDB and Redis for this run only, runs vitest; the last line is `N passed, N failed`.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { build, checkNode, install } from './install.mjs';
import { keepProcess } from './kept-process.mjs';
import { KEPT, ROOT } from './project.mjs';
import { summaryOf } from './test-summary.mjs';

const RESULTS = join(KEPT, `test-${process.pid}.json`);

await runCommand(
  async ({ onEnd }) => {
    checkNode();
    install();
    build();
    const { startServices } = await import('./services.mjs');
    const services = await startServices({ temporary: true, memory: true });
    onEnd(services.stop);
    const vitest = keepProcess(
      process.execPath,
      [
        join('node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${RESULTS}`,
        ...process.argv.slice(2),
      ],
      { cwd: ROOT, env: { ...process.env, MONGODB_URI: services.mongodbUri, REDIS_URL: services.redisUrl } },
    );
    onEnd(vitest.stop);
    mkdirSync(KEPT, { recursive: true });
    return vitest.exited;
  },
  { last: (code) => console.log(summaryOf(results(), code)) },
);

function results() {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8'));
  } catch {
    return null;
  } finally {
    rmSync(RESULTS, { force: true });
  }
}

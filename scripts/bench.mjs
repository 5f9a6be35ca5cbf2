// npm run bench [-- due urgent …]: installs, builds, starts MongoDB and Redis for this run only, measures, prints one table.
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { build, checkNode, install } from './install.mjs';
import { keepProcess } from './kept-process.mjs';
import { ROOT } from './project.mjs';

await runCommand(async ({ onEnd }) => {
  checkNode();
  install();
  build();
  const { startServices } = await import('./services.mjs');
  const services = await startServices({ temporary: true });
  onEnd(services.stop);
  const { scratchDatabase } = await import('./scratch-database.mjs');
  const scratch = scratchDatabase(services);
  onEnd(scratch.drop);
  const bench = keepProcess(
    process.execPath,
    [join('dist', 'test', 'bench', 'main.js'), ...process.argv.slice(2)],
    {
      cwd: ROOT,
      env: { ...process.env, MONGODB_URI: scratch.mongodbUri, REDIS_URL: services.redisUrl },
    },
  );
  onEnd(bench.stop);
  return bench.exited;
});

// npm run drill [-- 情形 … --quick]: installs, builds, starts MongoDB for this run only, breaks one thing after another, prints one table.
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { build, checkNode, install } from './install.mjs';
import { keepProcess } from './kept-process.mjs';
import { cacheFolder, ROOT } from './project.mjs';

await runCommand(async ({ onEnd }) => {
  checkNode();
  install();
  build();
  const { startServices } = await import('./services.mjs');
  const { findRedis } = await import('./redis.mjs');
  const services = await startServices({ temporary: true });
  onEnd(services.stop);
  // Each scenario has a Redis of its own, to be killed.
  const redis = await findRedis({ cache: cacheFolder(), say: console.log });
  const drill = keepProcess(
    process.execPath,
    [join('dist', 'test', 'drill', 'main.js'), ...process.argv.slice(2)],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        MONGODB_URI: services.mongodbUri,
        REDIS_URL: services.redisUrl,
        DRILL_REDIS: redis.file,
      },
    },
  );
  onEnd(drill.stop);
  return drill.exited;
});

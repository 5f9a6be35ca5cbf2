// npm run demo: installs, builds, starts MongoDB and Redis, then the sandbox and the service in one process.
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runCommand, Told } from './command.mjs';
import { parseDemoOptions, USAGE } from './demo-options.mjs';
import { build, checkNode, install } from './install.mjs';
import { keepProcess } from './kept-process.mjs';
import { buildMiniapp, LOCAL_ORIGIN } from './miniapp-build.mjs';
import { isFree } from './ports.mjs';
import { KEPT, ROOT } from './project.mjs';

const DEMO = join('dist', 'src', 'sandbox', 'demo.js');
const DATA = resolve(process.env.SUDA_DEMO_DIR || join(KEPT, 'data'));

await runCommand(
  async ({ onEnd }) => {
    checkNode();
    const options = parseDemoOptions(process.argv.slice(2));
    if (options.help) {
      console.log(USAGE);
      return 0;
    }
    await checkPort(options);
    install();
    build();
    if (!options.script) await buildMiniapp({ origin: LOCAL_ORIGIN, weappId: '', targets: ['h5'] });
    const stores = await startStores(options, onEnd);
    const demo = keepProcess(process.execPath, [DEMO, ...flagsOf(options)], {
      cwd: ROOT,
      env: { ...process.env, ...stores, SUDA_DEMO_DIR: DATA },
    });
    onEnd(demo.stop);
    return demo.exited;
  },
  // Ctrl-C is how the page's demo ends; a script that was cut off has not shown anything.
  process.argv.includes('--script') ? {} : { interrupted: 0 },
);

async function checkPort({ script, port }) {
  if (!script && !(await isFree(port))) {
    throw new Told(`端口 ${port} 已被占用：换一个，例如 npm run demo -- --port ${port + 1}。`);
  }
}

async function startStores({ script, fresh }, onEnd) {
  if (fresh && !script) await emptyData();
  const { startServices } = await import('./services.mjs');
  const services = await startServices(script ? { temporary: true } : { dataDir: DATA });
  onEnd(services.stop);
  const isForeign = script && process.env.MONGODB_URI;
  const mongodbUri = isForeign ? await scratchFor(services, onEnd) : services.mongodbUri;
  return { MONGODB_URI: mongodbUri, REDIS_URL: services.redisUrl };
}

/** The script never plays in a database somebody named for something else. */
async function scratchFor(services, onEnd) {
  const { scratchDatabase } = await import('./scratch-database.mjs');
  const scratch = scratchDatabase(services);
  onEnd(scratch.drop);
  return scratch.mongodbUri;
}

async function emptyData() {
  if (process.env.MONGODB_URI) {
    throw new Told('用了 MONGODB_URI 时不能 --fresh：那个数据库请自己清空，或去掉 MONGODB_URI。', 2);
  }
  const { isInUse } = await import('./mongodb.mjs');
  if (await isInUse(join(DATA, 'mongodb'))) throw new Told('演示正在运行，先停掉它再 --fresh。');
  await rm(DATA, { recursive: true, force: true });
  console.log('上次的演示数据已清空。');
}

function flagsOf({ script, fast, port }) {
  return [...(script ? ['--script'] : ['--port', String(port)]), ...(fast ? ['--fast'] : [])];
}

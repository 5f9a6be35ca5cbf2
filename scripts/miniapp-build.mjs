import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Told } from './command.mjs';
import { scrubFolder } from './foreign-hosts.mjs';
import { isInstalled, runIn, runNpm } from './install.mjs';
import { withLock } from './lock.mjs';
import { KEPT, ROOT } from './project.mjs';

/** 小程序的两种构建: H5 and mini-program, kept until their sources change. */
export const MINIAPP = join(ROOT, 'miniapp');
const BUILDS = join(MINIAPP, 'dist', 'build');
const builtFile = (target) => join(MINIAPP, 'dist', `built-${target}.json`);

/** What the outputs are made of. Of the service it is the words and tables of its domain. */
const SOURCES = ['miniapp/src', 'src/domain'];
const FILES = ['index.html', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'].map((file) =>
  join('miniapp', file),
);
const TARGETS = { h5: [], weapp: ['-p', 'mp-weixin'] };
const NAMES = { h5: 'H5', weapp: '微信小程序' };
const FOLDERS = { h5: join(BUILDS, 'h5'), weapp: join(BUILDS, 'mp-weixin') };

/** Where the service is for a mini-program that was built without being told. */
export const LOCAL_ORIGIN = 'http://127.0.0.1:3000';

/** Brings the outputs up to date and gives their folders; builds none that is. Two at once build once. */
export function buildMiniapp({
  origin = process.env.SUDA_PUBLIC_URL || LOCAL_ORIGIN,
  weappId = process.env.SUDA_WEAPP_ID || '',
  targets = Object.keys(TARGETS),
  say = console.log,
} = {}) {
  return withLock(join(KEPT, 'miniapp.lock'), async () => {
    const wanted = await hashOf(`${origin} ${weappId}`);
    for (const target of targets) {
      if ((await builtHash(target)) === wanted) continue;
      await rm(builtFile(target), { force: true });
      installMiniapp(say);
      say(`构建小程序（${NAMES[target]}）……`);
      await buildOne(target, origin);
      if (target === 'weapp' && weappId) await nameWeapp(weappId);
      await writeFile(builtFile(target), `${JSON.stringify({ hash: wanted })}\n`);
    }
    return FOLDERS;
  });
}

/** Brings miniapp/node_modules to what its lock file says. */
export function installMiniapp(say = console.log) {
  if (isInstalled(MINIAPP)) return;
  say('安装小程序的依赖（npm ci）……');
  runNpm(
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    MINIAPP,
    '小程序的依赖没有装上',
  );
}

async function buildOne(target, origin) {
  const folder = FOLDERS[target];
  await rm(folder, { recursive: true, force: true });
  await mkdir(BUILDS, { recursive: true });
  runIn(
    MINIAPP,
    [process.execPath],
    [join('node_modules', '@dcloudio', 'vite-plugin-uni', 'bin', 'uni.js'), 'build', ...TARGETS[target]],
    `小程序没有构建成（${NAMES[target]}）`,
    // uni-app takes another Vue where it sees that tests have it built.
    { VITE_SUDA_ORIGIN: origin, VITEST: undefined },
  );
  const foreign = (await scrubFolder(folder)).filter(({ address }) => !address.startsWith(origin));
  if (foreign.length > 0) {
    throw new Told(
      `构建结果里有外部地址，请加进 scripts/foreign-hosts.mjs 或去掉：\n${foreign.map(({ file, address }) => `${address} ${file}`).join('\n')}`,
    );
  }
}

/** 小程序的 AppID goes where 微信开发者工具 looks for it. */
async function nameWeapp(appid) {
  const file = join(FOLDERS.weapp, 'project.config.json');
  const config = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...config, appid }, null, 2));
}

async function builtHash(target) {
  try {
    return JSON.parse(await readFile(builtFile(target), 'utf8')).hash;
  } catch {
    return undefined;
  }
}

async function hashOf(settings) {
  const hash = createHash('sha256').update(settings);
  for (const file of [...FILES, ...(await Promise.all(SOURCES.map(filesUnder))).flat().sort()]) {
    hash.update(`\n${file}\n`).update(await readFile(join(ROOT, file)));
  }
  return hash.digest('hex');
}

async function filesUnder(folder) {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

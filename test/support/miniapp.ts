import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '../../src/sandbox/page-files';

const ROOT = repositoryRoot(__dirname);
export const MINIAPP = join(ROOT, 'miniapp');

/** 构建小程序 may take minutes on a clean clone; it is kept afterwards. */
export const BUILD_MS = 600_000;

/** 构建结果 of the mini-app as it is; built when its sources changed, once however many tests ask. */
export async function builtMiniapp(): Promise<{ readonly h5: string; readonly weapp: string }> {
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts', 'miniapp.mjs')], {
    cwd: ROOT,
    env: { ...process.env, SUDA_PUBLIC_URL: '', SUDA_WEAPP_ID: '' },
  });
  const build = join(MINIAPP, 'dist', 'build');
  return { h5: join(build, 'h5'), weapp: join(build, 'mp-weixin') };
}

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Told } from './command.mjs';
import { ROOT } from './project.mjs';

const NODE = [20, 19];

/** Refuses a Node too old for what we stand on. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  throw new Told(`诉达要 Node ${NODE.join('.')} 以上，现在是 ${version}：请装新的 Node（建议 24）再来。`);
}

/** Brings node_modules to what package-lock.json says; does nothing when it is already. */
export function install(say = console.log) {
  if (isInstalled(ROOT)) return;
  say('安装依赖（npm ci）……');
  runNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], ROOT, '依赖没有装上');
}

/** Whether every package the lock file asks for on any system stands in node_modules in that version. */
export function isInstalled(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const found = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || found[path]?.version === version || (!found[path] && (optional || devOptional)),
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return null;
  }
}

/** Compiles the service to dist/. */
export function build(say = console.log) {
  say('编译……');
  runIn(
    ROOT,
    [process.execPath],
    [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
    '编译没有通过',
  );
}

/** Runs the npm that runs us, else the one on PATH. */
export function runNpm(args, folder, complaint) {
  const { npm_execpath: file } = process.env;
  runIn(folder, file?.endsWith('.js') ? [process.execPath, file] : ['npm'], args, complaint);
}

/** Runs a tool to its end and says nothing, unless it fails: then what it printed, and the complaint. */
export function runIn(folder, [program, ...first], args, complaint, env = {}) {
  const { status, signal, stdout, stderr, error } = spawnSync(program, [...first, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (signal === 'SIGINT') throw new Told('已停止。', 130);
  if (status !== 0) throw new Told(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}\n${complaint}。`);
}

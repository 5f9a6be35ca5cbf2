import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { build, checkNode, install } from './install.mjs';
import { ROOT } from './project.mjs';

const SETTINGS = join(ROOT, '.env');

/** Runs a program of ours beside the service, with its settings; `failed` when it did not come to an end. */
export function runProgram(file, failed = 1) {
  return runCommand(() => {
    const program = join(ROOT, 'dist', file);
    checkNode();
    if (!existsSync(program)) {
      install(console.error);
      build(console.error);
    }
    // What stands in the environment goes before the file, as with `node --env-file`.
    if (existsSync(SETTINGS)) process.loadEnvFile(SETTINGS);
    const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
    return status ?? failed;
  });
}

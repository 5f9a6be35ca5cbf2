// npm run rules: shows, compares and applies the parameters of the regulation, on the database the service uses.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { build, checkNode, install } from './install.mjs';
import { ROOT } from './project.mjs';

const PROGRAM = join(ROOT, 'dist', 'src', 'parameters', 'main.js');
const SETTINGS = join(ROOT, '.env');

await runCommand(() => {
  checkNode();
  if (!existsSync(PROGRAM)) {
    install(console.error);
    build(console.error);
  }
  // What stands in the environment goes before the file, as with `node --env-file`.
  if (existsSync(SETTINGS)) process.loadEnvFile(SETTINGS);
  const { status } = spawnSync(process.execPath, [PROGRAM, ...process.argv.slice(2)], { stdio: 'inherit' });
  return status ?? 1;
});

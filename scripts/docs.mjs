// npm run docs: writes the pages that are made from the code.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { build, checkNode, install } from './install.mjs';
import { ROOT } from './project.mjs';

await runCommand(() => {
  checkNode();
  install();
  build();
  const { statesPage } = createRequire(import.meta.url)(join(ROOT, 'dist/src/domain/diagram.js'));
  writeFileSync(join(ROOT, 'docs', 'states.md'), statesPage());
  console.log('已写 docs/states.md');
  return 0;
});

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
  const built = (file) => createRequire(import.meta.url)(join(ROOT, 'dist', file));
  const write = (name, text) => {
    writeFileSync(join(ROOT, 'docs', name), text);
    console.log(`已写 docs/${name}`);
  };
  write('states.md', built('src/domain/diagram.js').statesPage());
  const { openApi } = built('src/api/openapi.js');
  write('openapi.json', `${JSON.stringify(openApi(built('handlers/api/index.js').ENDPOINTS), null, 2)}\n`);
  return 0;
});

// npm run docs [-- --open --port 端口]: writes the pages that are made from the code; --open serves the API's for reading.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serveApiPage } from './api-page.mjs';
import { runCommand } from './command.mjs';
import { build, checkNode, install } from './install.mjs';
import { ROOT } from './project.mjs';

await runCommand(
  async ({ onEnd }) => {
    const { values } = parseArgs({
      options: { open: { type: 'boolean' }, port: { type: 'string', default: '8091' } },
    });
    checkNode();
    install();
    build();
    writePages();
    if (!values.open) return 0;
    const page = await serveApiPage(Number(values.port));
    onEnd(page.stop);
    console.log(`接口：${page.url}（Ctrl-C 停止）`);
    return new Promise(() => {});
  },
  { interrupted: 0 },
);

function writePages() {
  const built = (file) => createRequire(import.meta.url)(join(ROOT, 'dist', file));
  const write = (name, text) => {
    writeFileSync(join(ROOT, 'docs', name), text);
    console.log(`已写 docs/${name}`);
  };
  write('states.md', built('src/domain/diagram.js').statesPage());
  const { openApi } = built('src/api/openapi.js');
  write('openapi.json', `${JSON.stringify(openApi(built('handlers/api/index.js').ENDPOINTS), null, 2)}\n`);
}

// npm run miniapp: builds the mini-app as H5 and as WeChat mini-program; `-- types` checks its types.
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { checkNode, runIn } from './install.mjs';
import { buildMiniapp, installMiniapp, MINIAPP } from './miniapp-build.mjs';

await runCommand(async () => {
  checkNode();
  if (process.argv[2] === 'types') {
    installMiniapp();
    const tool = join('node_modules', 'vue-tsc', 'bin', 'vue-tsc.js');
    runIn(MINIAPP, [process.execPath], [tool, '--noEmit'], '小程序的类型没有通过');
    return 0;
  }
  const { h5, weapp } = await buildMiniapp();
  console.log(`H5：${h5}\n微信小程序：${weapp}`);
  return 0;
});

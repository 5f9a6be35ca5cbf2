import util from 'node:util';
import { Told } from './command.mjs';

export const USAGE = `npm run demo            打开本地企业微信的页面
  -- --port 8091        换一个页面端口（默认 8090）
  -- --fast             时限缩成几十秒，催办和升级很快就到
  -- --fresh            先清空上次的演示数据
  -- --script           不开页面，自动走完一件投诉并打印出来`;

const WRONG = 2;

/** Reads the options of `npm run demo`. Throws Told for one it does not know. */
export function parseDemoOptions(args) {
  const { port = '8090', script = false, fast = false, ...rest } = valuesOf(args);
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new Told(`端口要写成 1 到 65535 的数字，不能是 ${port}。`, WRONG);
  }
  return { fresh: false, help: false, ...rest, script, fast, port: Number(port) };
}

function valuesOf(args) {
  const flag = { type: 'boolean' };
  try {
    return util.parseArgs({
      args,
      options: { fresh: flag, script: flag, fast: flag, help: flag, port: { type: 'string' } },
    }).values;
  } catch (error) {
    if (!error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
    throw new Told(
      `没有这样的用法：${args.join(' ')}。可以用 --fresh、--script、--fast、--port 端口。`,
      WRONG,
    );
  }
}

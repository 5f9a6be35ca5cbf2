import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Fault } from '../errors';
import { createLog, factsOf } from '../log';
import { startDemoBank, type DemoBankOptions } from './demo/bank';
import { playScript } from './demo/script';

const STOP_WITHIN_MS = 8_000;
const DEFAULT_PORT = 8090;

/** 演示 (`npm run demo`): services are up already; see scripts/demo.mjs. */
async function main(): Promise<number | undefined> {
  const { values } = parseArgs({
    options: {
      script: { type: 'boolean', default: false },
      fast: { type: 'boolean', default: false },
      port: { type: 'string', default: String(DEFAULT_PORT) },
    },
  });
  const folder = process.env['SUDA_DEMO_DIR'] ?? join('.suda', 'data');
  const bank = await startDemoBank({
    mongodbUri: process.env['MONGODB_URI'] ?? '',
    redisUrl: process.env['REDIS_URL'] ?? '',
    log: createLog(process.env['LOG_LEVEL'] ?? (values.script ? 'error' : 'warn')),
    rulesFile: values.fast ? 'config/rules.fast.yaml' : 'config/rules.yaml',
    ...(values.script
      ? { masterKey: randomBytes(32).toString('base64') }
      : {
          masterKey: keptKey(folder),
          port: Number(values.port),
          page: 'on',
          snapshotFile: join(folder, 'sandbox.json'),
        }),
    ...(values.script ? onMonday() : coveredClock(Date.now())),
  });

  if (values.script) {
    const closed = await playScript(bank, (line) => console.log(line)).finally(() => bank.close());
    console.log(closed ? '\n办结：一件投诉从登记走到了回访。' : '\n没有走到办结。');
    return closed ? 0 : 1;
  }
  welcome(bank.sandbox.url);
  onStop(() => bank.close());
  return undefined;
}

/** The key the kept data was sealed with; it lives beside that data. */
function keptKey(folder: string): string {
  const file = join(folder, 'master-key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const key = randomBytes(32).toString('base64');
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, key, { mode: 0o600 });
    return key;
  }
}

/** The demo's calendar covers 2025 and 2026; outside, it plays on a Monday morning it knows. */
function coveredClock(now: number): Pick<DemoBankOptions, 'clock'> {
  const isCovered =
    now > Date.parse('2025-01-01T00:00:00+08:00') && now < Date.parse('2026-12-05T00:00:00+08:00');
  return isCovered ? {} : onMonday();
}

/** A clock that began on Monday 2026-11-23, 09:05: the script tells the same deadlines whenever it is played. */
function onMonday(): Pick<DemoBankOptions, 'clock'> {
  const shift = Date.parse('2026-11-23T09:05:00+08:00') - Date.now();
  return { clock: { now: () => Date.now() + shift } };
}

function welcome(url: string): void {
  console.log(
    [
      '',
      `诉达演示已启动：${url}/sandbox/`,
      '打开后选「周敏」（受理专员），照着说三句：',
      '  1. 投诉：王女士，手机13812345678，信用卡年费重复扣了300元，要求退款',
      '  2. 确认',
      '  3. 待办',
      '卡片会依次到林涛、陈刚、吴倩、赵磊、钱峰、唐欣手里，选中他们接着点；点卡片本身或「工作台」打开小程序的页面。',
      '按 Ctrl-C 停止。',
      '',
    ].join('\n'),
  );
}

function onStop(stop: () => Promise<void>): void {
  const once = (): void => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', once);
  process.once('SIGTERM', once);
}

main().then(
  (code) => {
    if (code !== undefined) process.exit(code);
  },
  (error: unknown) => {
    const said =
      error instanceof Fault ? error.message : error instanceof Error ? error.message : factsOf(error).code;
    console.error(`演示没有完成：${said}`);
    process.exit(1);
  },
);

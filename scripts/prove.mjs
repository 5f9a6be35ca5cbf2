// npm run prove [-- 种子]: a million random cases of the clock arithmetic against a clock that counts every minute.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { runCommand, Told } from './command.mjs';
import { build, checkNode, install } from './install.mjs';
import { ROOT } from './project.mjs';

const LEAST = 1_000_000;
const WORKERS = 2;
/** Of each of the ten properties 11 chunks of 10,000: a million and a little more. */
const [CHUNKS, SIZE] = [11, 10_000];

await runCommand(async () => {
  const [text] = process.argv.slice(2);
  if (text !== undefined && !/^\d{1,9}$/.test(text))
    throw new Told('后面只能写一个种子，例如 npm run prove -- 12345');
  const seed = text === undefined ? randomInt(1_000_000_000) : Number(text);
  checkNode();
  install();
  build();
  process.chdir(ROOT);
  console.log(`种子 ${seed}`);

  const began = Date.now();
  const results = new Map();
  await Promise.all(Array.from({ length: WORKERS }, (_, at) => prove({ seed, at }, results)));
  const seconds = (Date.now() - began) / 1_000;

  const all = [...results.values()];
  const differences = all.flatMap(({ found }) => found);
  for (const [says, { cases, found }] of results) {
    console.log(`${found.length === 0 ? '✓' : '✗'} ${says}：${cases} 例`);
    for (const each of found) console.log(`  ${each}`);
  }
  const cases = all.reduce((sum, each) => sum + each.cases, 0);
  console.log(`种子 ${seed}，${cases} 例，${seconds.toFixed(1)} 秒，差异 ${differences.length} 处`);
  if (cases < LEAST) throw new Told(`没有试满 ${LEAST} 例，不算证明。`);
  return differences.length === 0 ? 0 : 1;
});

async function prove({ seed, at }, results) {
  const worker = new Worker(join(ROOT, 'dist', 'test', 'prove', 'main.js'), {
    workerData: { seed, at, of: WORKERS, chunks: CHUNKS, size: SIZE },
  });
  worker.on('message', ({ says, cases, difference }) => {
    const before = results.get(says) ?? { cases: 0, found: [] };
    const found = difference === undefined ? before.found : [...before.found, difference];
    results.set(says, { cases: before.cases + cases, found });
  });
  await once(worker, 'exit');
}

// npm run mutate [-- src/domain/gates.ts …]: breaks the domain in every small way and sees whether a test turns red.
import { relative, sep } from 'node:path';
import { runCommand, Told } from './command.mjs';
import { checkNode, install } from './install.mjs';
import { ROOT } from './project.mjs';

const LEAST = 90;
const FOUND = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

/** Single tests that try a thousand things are left out. */
const LONG = [
  'whatever is linked, merged, withdrawn and paid',
  'whatever happened to a case: by an unchanged calendar',
  'whatever two texts say',
  'finds every cell',
  'at every moment an open task lies in one hand',
  'the lines add up',
];
/** Each cell of the access table builds a case of its own and so reaches all: tried only where access itself is broken. */
const CELLS = 'the policy table is 6.6';
const ACCESS = 'src/domain/access*.ts';

await runCommand(async () => {
  checkNode();
  install();
  process.chdir(ROOT);
  const began = Date.now();
  const { access, others } = parted(process.argv.slice(2));
  const mutants = [...(await mutate(others, [...LONG, CELLS])), ...(await mutate(access, LONG))];
  return told(mutants, (Date.now() - began) / 1_000);
});

function parted(files) {
  if (files.length === 0) return { access: [ACCESS], others: ['src/domain/**/*.ts', `!${ACCESS}`] };
  const isAccess = (file) => file.startsWith('src/domain/access');
  return { access: files.filter(isAccess), others: files.filter((file) => !isAccess(file)) };
}

async function mutate(files, leftOut) {
  if (files.length === 0) return [];
  process.env.SUDA_TESTS = `^(?!.*(?:${leftOut.join('|')}))`;
  const { Stryker } = await import('@stryker-mutator/core');
  const stryker = new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'scripts/domain-tests.mjs', related: false },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // A loop without end is found by its count; a busy machine is no proof.
    timeoutMS: 10_000,
    reporters: ['progress'],
    tempDirName: '.suda/mutate',
    cleanTempDir: 'always',
    ignorePatterns: ['.suda', 'dist', 'docs/images'],
    allowConsoleColors: false,
    logLevel: 'warn',
    warnings: { slow: false },
    mutate: files,
  });
  // Tests that are red before anything is broken have been told by then.
  return stryker.runMutationTest().catch((error) => {
    throw new Told(`没有跑成：${error.message}`);
  });
}

function pathOf(fileName) {
  return relative(ROOT, fileName).split(sep).join('/');
}

/** The survivors, then the score; 1 when it is too low. */
function told(mutants, seconds) {
  const found = mutants.filter(({ status }) => FOUND.includes(status)).length;
  const missed = mutants.filter(({ status }) => MISSED.includes(status));
  const all = found + missed.length;
  if (all === 0) throw new Told('没有可以改动的代码：后面写 src/domain 里的文件。');

  for (const line of missed.map(lineOf).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
    console.log(line);
  }
  const score = (100 * found) / all;
  console.log(
    `变异 ${all} 处，测试发现 ${found} 处，漏掉 ${missed.length} 处：` +
      `${score.toFixed(1)} %（至少 ${LEAST} %），${seconds.toFixed(0)} 秒`,
  );
  return score < LEAST ? 1 : 0;
}

function lineOf({ fileName, location: { start }, mutatorName, replacement, status }) {
  const put = (replacement ?? '').replace(/\s+/gu, ' ').slice(0, 80);
  const untested = status === 'NoCoverage' ? '（没有测试到过）' : '';
  return `${pathOf(fileName)}:${start.line}:${start.column} ${mutatorName} → ${put}${untested}`;
}

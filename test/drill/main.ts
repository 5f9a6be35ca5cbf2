import { draw } from '../bench/table';
import { flood } from './flood';
import { healthy } from './healthy';
import { instances } from './instances';
import { kills } from './kills';
import { flushed, outages } from './outages';
import { isMet, type Outcome, type Scale, type Scenario } from './scenario';
import { wecomTroubles } from './wecom';

/** Those of a row run side by side: while WeCom is away the machine has little to do. */
const SCENARIOS: readonly (readonly Scenario[])[] = [
  [healthy],
  ...kills.map((each) => [each]),
  ...outages.map((each) => [each]),
  [flushed],
  ...wecomTroubles,
  ...instances.map((each) => [each]),
  [flood],
];

const FULL: Scale = { outageMs: 60_000, open: 10_000 };
const QUICK: Scale = { outageMs: 8_000, open: 1_000 };

interface Result {
  readonly scenario: Scenario;
  readonly outcome: Outcome | { readonly failed: string };
}

/** npm run drill (scripts/drill.mjs): prints one table; 1 when a goal is missed. */
async function main(asked: readonly string[]): Promise<number> {
  const scale = asked.includes('--quick') ? QUICK : FULL;
  const names = asked.filter((each) => each !== '--quick');
  const known = SCENARIOS.flat().map(({ name }) => name);
  const strange = names.filter((name) => !known.includes(name));
  if (strange.length > 0) {
    console.error(`没有这个情形：${strange.join('、')}。有：${known.join('、')}；--quick 缩短断开的时间。`);
    return 1;
  }
  const results: Result[] = [];
  for (const row of SCENARIOS) {
    const chosen = row.filter(({ name }) => names.length === 0 || names.includes(name));
    results.push(...(await Promise.all(chosen.map((scenario) => runOne(scenario, scale)))));
  }
  console.log('');
  for (const line of draw([HEAD, ...results.map(rowOf)])) console.log(line);
  const missed = results.filter((result) => !isGood(result));
  console.log(missed.length === 0 ? '\n目标全部达到。' : `\n没有达到 ${missed.length} 项。`);
  for (const { scenario, outcome } of missed) {
    if ('failed' in outcome) console.log(`  ${scenario.name}：没有走完：${outcome.failed}`);
    else
      for (const each of outcome.checks?.filter(({ met }) => !met) ?? [])
        console.log(`  ${scenario.name}：${each.says}`);
  }
  return missed.length === 0 ? 0 : 1;
}

async function runOne(scenario: Scenario, scale: Scale): Promise<Result> {
  console.log(`${scenario.name}：${scenario.says}……`);
  try {
    return { scenario, outcome: await scenario.run(scale) };
  } catch (error) {
    return {
      scenario,
      outcome: { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    };
  }
}

function isGood({ scenario, outcome }: Result): boolean {
  return !('failed' in outcome) && isMet(scenario, outcome);
}

const HEAD = [
  '情形 scenario',
  '送达 told',
  '重复 twice',
  '提前 early',
  '迟 late p50 / p99 / max',
  '目标 p99',
  '另要 also',
  '结果',
];

function rowOf(result: Result): readonly string[] {
  const { scenario, outcome } = result;
  const what = `${scenario.name} ${scenario.says}`;
  if ('failed' in outcome) return [what, '', '', '', '', `≤ ${seconds(scenario.p99Ms)}`, '', 'not ok'];
  const { account, checks = [] } = outcome;
  const { p50, p99, max } = account.lateMs;
  return [
    what,
    `${account.delivered}/${account.expected}`,
    String(account.duplicates),
    String(account.early),
    `${seconds(p50)} / ${seconds(p99)} / ${seconds(max)}`,
    `≤ ${seconds(scenario.p99Ms)}`,
    checks.map(({ says }) => says).join('；'),
    isGood(result) ? 'ok' : 'not ok',
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(Math.abs(ms) < 1_000 ? 2 : 1)} s`;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

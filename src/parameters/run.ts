import { changesBetween } from '../../config/rule-changes';
import { parseRules } from '../../config/rules';
import type { Clock } from '../desk/ports';
import type { Complaint } from '../domain/complaint';
import { onCalendarOf, type Rules } from '../domain/rules';
import { Fault } from '../errors';
import type { Models, RuleSetRow } from '../store/models';
import { openCases } from '../store/open-cases';
import { readRuleSets, ruleSetHistory, ruleSetInForce, type RulesText } from '../store/rule-sets';
import { applyRules } from './apply';
import type { Command } from './command';
import { impactOn, NOTHING, plus, recountOf, type CaseImpact, type Summary } from './impact';
import * as words from './words';

/** A command together with the file it names, already checked. */
export type Task =
  | Exclude<Command, { readonly file: string } | { readonly name: 'help' }>
  | (Extract<Command, { readonly file: string }> & { readonly rulesText: RulesText });

export interface Parts {
  readonly models: Models;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** 执行. Throws Fault where nothing can be shown or applied. */
export function run(task: Task, parts: Parts): Promise<void> {
  switch (task.name) {
    case 'list':
      return list(parts);
    case 'show':
      return show(task.version, parts);
    case 'diff':
      return diff(task.rulesText, parts);
    case 'apply':
      return apply(task, parts);
  }
}

async function list({ models, say }: Parts): Promise<void> {
  const rows = await ruleSetHistory(models);
  if (rows.length === 0) say(words.NO_VERSION_YET);
  rows.forEach((row, at) => words.historyLines(row, at === rows.length - 1).forEach(say));
}

async function show(version: string, { models, say }: Parts): Promise<void> {
  const row = (await ruleSetHistory(models)).findLast((each) => each.version === version);
  if (!row) throw new Fault('rules_unknown', `没有版本 ${version}；npm run rules -- list 列出全部`);
  say(`# ${words.headline(row)}`);
  say(row.text.trimEnd());
}

async function diff({ rules, text }: RulesText, { models, clock, say }: Parts): Promise<void> {
  const inForce = await ruleSetInForce(models);
  const changes = inForce ? changesBetween(inForce.text, text) : [];
  say(inForce ? `生效的版本：${words.headline(inForce)}` : words.NO_VERSION_YET);
  say(`这个文件：${rules.version}`);
  if (inForce && changes.length === 0) return say(words.NO_CHANGES);
  words.changeLines(changes).forEach(say);

  const now = clock.now();
  if (inForce && changesCalendar(inForce, rules)) {
    say(`\n${words.CALENDAR_CHANGES}`);
    const { rulesOf } = await readRuleSets(models, parseRules);
    const recounted = (complaint: Complaint) =>
      recountOf(complaint, onCalendarOf(rules, rulesOf(complaint.rulesVersion)), now);
    say(words.recountLine(await tell(recounted, { models, say }, isTouched)));
  }
  say(`\n${words.RUNNING_CASES_KEEP}`);
  const sum = await tell((complaint) => impactOn(complaint, rules, now), { models, say });
  say(sum.cases === 0 ? words.NO_OPEN_CASES : words.summaryLine(sum));
}

function changesCalendar({ text, version }: RuleSetRow, { calendar }: Rules): boolean {
  return parseRules(text, version).calendar.version !== calendar.version;
}

function isTouched({ clocks, uncovered }: CaseImpact): boolean {
  return clocks.length > 0 || uncovered !== undefined;
}

/** Case by case, those that `isShown`; gives the sum of them. */
async function tell(
  impactOnCase: (complaint: Complaint) => CaseImpact,
  { models, say }: Pick<Parts, 'models' | 'say'>,
  isShown: (impact: CaseImpact) => boolean = () => true,
): Promise<Summary> {
  let sum = NOTHING;
  for await (const complaint of openCases(models)) {
    const impact = impactOnCase(complaint);
    if (!isShown(impact)) continue;
    words.impactLines(impact).forEach(say);
    sum = plus(sum, impact);
  }
  return sum;
}

async function apply(
  { rulesText, by, reason }: Extract<Task, { readonly name: 'apply' }>,
  { models, clock, say }: Parts,
): Promise<void> {
  const before = await ruleSetInForce(models);
  const row = await applyRules(models, { ...rulesText, by, reason, at: clock.now() });
  words.appliedLines(row).forEach(say);
  if (before && changesCalendar(before, rulesText.rules)) say(words.WILL_RECOUNT);
}

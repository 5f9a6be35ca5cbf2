import type { CalendarInForce, RuleChange, Rules } from '../domain/rules';
import { Fault } from '../errors';
import type { Models, RuleSetRow } from './models';

/** A rules file, read and checked. */
export interface RulesText {
  readonly rules: Rules;
  readonly text: string;
}

type Parse = (text: string, name: string) => Rules;

/** 参数版本: those in force now, and those any case began under. */
export interface RuleBook {
  readonly rules: Rules;
  /** Throws Fault `rules_unknown`. */
  readonly rulesOf: (version: string) => Rules;
  /** The calendar in force, by the set that brought it. */
  readonly calendar: CalendarInForce;
}

/**
 * 制度参数版本 (decision 9): what the service runs by. The first start on an empty database takes the file; from then on
 * a changed file is applied by a person, with a reason, and a service that finds another file than the one in force does
 * not start: Fault `rules_not_applied`.
 */
export async function openRuleBook(
  models: Models,
  file: RulesText & { readonly name: string },
  parse: Parse,
  at: Date,
): Promise<RuleBook> {
  const inForce =
    (await ruleSetInForce(models)) ??
    (await takeFirst(models, { ...file, by: 'system', reason: '首次启动', at }));
  // Parsed now, not by its stored version: a release that reads more of a file gives the same text another one.
  if (parse(inForce.text, inForce.version).version !== file.rules.version) {
    throw new Fault(
      'rules_not_applied',
      `制度参数文件 ${file.name} 不是生效的版本 ${inForce.version}：先用 npm run rules -- diff ${file.name} 看影响，` +
        `再用 npm run rules -- apply ${file.name} --by 姓名 --reason 原因 生效`,
    );
  }
  const { rulesOf, calendar = calendarFrom(inForce) } = await readRuleSets(models, parse);
  return { rules: rulesOf(inForce.version), rulesOf, calendar };
}

/** 所有版本, each read from its own text. */
export async function readRuleSets(
  models: Models,
  parse: Parse,
): Promise<Pick<RuleBook, 'rulesOf'> & Partial<Pick<RuleBook, 'calendar'>>> {
  const sets = new Map<string, Rules>();
  let calendar: CalendarInForce | undefined;
  let days: string | undefined;
  for (const row of await ruleSetHistory(models)) {
    const rules = parse(row.text, row.version);
    sets.set(row.version, { ...rules, version: row.version });
    if (rules.calendar.version !== days) calendar = calendarFrom(row);
    days = rules.calendar.version;
  }
  const rulesOf = (version: string): Rules => {
    const rules = sets.get(version);
    if (!rules)
      throw new Fault('rules_unknown', `no rule set ${version}: this process is older than the case`);
    return rules;
  };
  return { rulesOf, ...(calendar && { calendar }) };
}

function calendarFrom({ _id: no, version, appliedBy: by, appliedAt: at }: RuleSetRow): CalendarInForce {
  return { no, version, by, at };
}

/** Two services may start on an empty database at once: one row stands, and both go by it. */
async function takeFirst(models: Models, set: NewRuleSet): Promise<RuleSetRow> {
  try {
    return await addRuleSet(models, set, undefined, []);
  } catch (error) {
    const first = await ruleSetInForce(models);
    if (first) return first;
    throw error;
  }
}

/** 生效的版本; undefined before the first. */
export async function ruleSetInForce(models: Models): Promise<RuleSetRow | undefined> {
  return (await models.ruleSets.findOne().sort({ _id: -1 }).lean()) ?? undefined;
}

/** Every change, oldest first. */
export function ruleSetHistory(models: Models): Promise<readonly RuleSetRow[]> {
  return models.ruleSets.find().sort({ _id: 1 }).lean();
}

export interface NewRuleSet extends RulesText {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

/**
 * Makes a set the one in force, after the one it was compared with. Throws Fault `rules_changed_meanwhile` when another
 * has come since.
 */
export async function addRuleSet(
  models: Models,
  { rules, text, by, reason, at }: NewRuleSet,
  previous: RuleSetRow | undefined,
  changes: readonly RuleChange[],
): Promise<RuleSetRow> {
  const row: RuleSetRow = {
    _id: (previous?._id ?? 0) + 1,
    version: rules.version,
    text,
    appliedAt: at,
    appliedBy: by,
    reason,
    ...(previous && { previous: previous.version }),
    changes,
  };
  try {
    await models.ruleSets.create([row]);
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 11000) throw cause;
    throw new Fault('rules_changed_meanwhile', '刚才另有人改了参数，请重新 diff 再 apply', { cause });
  }
  return row;
}

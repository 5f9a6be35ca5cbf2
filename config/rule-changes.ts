import { parse } from 'yaml';
import type { Duration } from '../src/domain/duration';
import type { RuleChange, RuleValue } from '../src/domain/rules';
import { checkRules } from './rules';

/** One parameter: what it means, by which two files are compared, and how its file writes it. */
interface Parameter {
  readonly means: unknown;
  readonly written: RuleValue;
}
type Parameters = ReadonlyMap<string, Parameter>;

/**
 * 两版参数的差别, by path, in the order of the files. None exactly when both have one version: comments, and `8.0wh`
 * for `8wh`, are no change. Throws Fault `rules_invalid`.
 */
export function changesBetween(before: string, after: string): readonly RuleChange[] {
  return compare(parametersOf(before, '改动前'), parametersOf(after, '改动后'));
}

/** The difference of two sets of parameters, whatever their names. */
function compare(before: Parameters, after: Parameters): readonly RuleChange[] {
  const paths = [...new Set([...after.keys(), ...before.keys()])];
  return paths
    .filter((path) => JSON.stringify(before.get(path)?.means) !== JSON.stringify(after.get(path)?.means))
    .map((path) => {
      const [from, to] = [before.get(path)?.written, after.get(path)?.written];
      return { path, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    });
}

function parametersOf(text: string, name: string): Parameters {
  const found = new Map<string, Parameter>();
  const visit = (path: readonly string[], means: unknown, written: unknown): void => {
    if (!isGroup(means)) {
      // What the file leaves out stands at its default, and is written as a file would.
      found.set(path.join('.'), { means, written: (written ?? notation(means)) as RuleValue });
      return;
    }
    for (const [key, value] of Object.entries(means)) {
      visit([...path, key], value, (written as Record<string, unknown> | undefined)?.[key]);
    }
  };
  visit([], checkRules(text, name), parse(text));
  return found;
}

/** A list is one parameter, and so is a duration, though it is read as two fields. */
function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isDuration(value);
}

function isDuration(value: object): value is Duration {
  return 'amount' in value && 'unit' in value;
}

function notation(value: unknown): unknown {
  return typeof value === 'object' && value !== null && isDuration(value)
    ? `${value.amount}${value.unit}`
    : value;
}

import { z } from 'zod';
import { elapsedMs, parseDuration, type Duration } from '../src/domain/duration';
import {
  ESCALATION_TABLES,
  RECIPIENTS,
  type EscalationTableName,
  type Moment,
  type Recipient,
  type Threshold,
} from '../src/domain/escalation-table';

/** 催办升级表 in the rules file: a row is `<when> [every] card|call <to> …`, e.g. `80% card INTAKE LEAD`, `+1wh every card HEAD`. */

const ROW = /^(?<when>\S+)(?<every> every)? (?<mode>card|call)(?<to>( \S+)+)$/;

const row = z.string().transform((text, context): Threshold => {
  const read = readRow(text.trim().replace(/\s+/g, ' '));
  if (typeof read !== 'string') return read;
  context.addIssue({ code: 'custom', message: read });
  return z.NEVER;
});

/** A sentence when it cannot be read. */
function readRow(text: string): Threshold | string {
  const { when, every, mode, to } = ROW.exec(text)?.groups ?? {};
  if (when === undefined || to === undefined)
    return `要写成「时间 card 收件人」，例如 80% card INTAKE LEAD，现在是「${text}」`;
  const at = momentOf(when);
  if (typeof at === 'string') return at;
  const repeated = every === undefined ? at : at.kind === 'after' && ({ ...at, every: true } as const);
  if (!repeated) return `every 只用在到期以后，例如 +1wh every`;
  const people = to.trim().split(' ');
  const stranger = people.find((each) => !(RECIPIENTS as readonly string[]).includes(each));
  if (stranger !== undefined) return `没有「${stranger}」这个收件人，只能是 ${RECIPIENTS.join('、')}`;
  return {
    id: when,
    at: repeated,
    mode: mode === 'call' ? 'call' : 'card',
    to: people as Recipient[],
  };
}

const WHEN = '时间要写成 50%、7/15、due、-24h 或 +2wd';
const TOO_LATE = '到了期限或更晚：到期写 due，到期以后写 +2wd';

function momentOf(when: string): Moment | string {
  if (when === 'due') return { kind: 'due' };
  const [, percent, part, whole] = /^(?:(\d{1,3})%|(\d{1,3})\/(\d{1,3}))$/.exec(when) ?? [];
  if (percent !== undefined || part !== undefined) {
    const share = percent === undefined ? Number(part) / Number(whole) : Number(percent) / 100;
    if (!(share > 0)) return WHEN;
    return share < 1 ? { kind: 'share', share } : `「${when}」${TOO_LATE}`;
  }
  const sign = when.slice(0, 1);
  const duration = /[+-]/.test(sign) ? parseDuration(when.slice(1)) : undefined;
  if (!duration) return `${WHEN}，现在是「${when}」`;
  if (sign === '+') return { kind: 'after', duration };
  return elapsedMs(duration) === undefined
    ? `「${when}」到期前只能用 d、h、min、s`
    : { kind: 'before', duration };
}

const table = z.array(row).superRefine((rows, context) => {
  rows.forEach(({ id }, index) => {
    if (rows.findIndex((each) => each.id === id) < index)
      context.addIssue({ code: 'custom', path: [index], message: `「${id}」写了两次` });
  });
  if (!rows.some(({ at }) => at.kind === 'due'))
    context.addIssue({ code: 'custom', message: '缺少 due 一行：到期了没有人知道' });
});

const tables = Object.fromEntries(ESCALATION_TABLES.map((name) => [name, table])) as Record<
  EscalationTableName,
  typeof table
>;

export const escalation = z.strictObject(tables);
type Escalation = z.infer<typeof escalation>;

/** The terms each clock may have. */
type Terms = Readonly<Record<EscalationTableName, readonly Duration[]>>;

/** Rows that would come before their clock begins. Working time is not to be compared: there a row stands. */
export function misplacedRows(
  read: Escalation,
  terms: Terms,
): readonly { readonly path: readonly [EscalationTableName, number]; readonly message: string }[] {
  return ESCALATION_TABLES.flatMap((name) =>
    read[name].flatMap(({ id, at }, index) => {
      if (at.kind !== 'before') return [];
      const shortest = Math.min(...terms[name].map((term) => elapsedMs(term) ?? Infinity));
      const isLonger = (elapsedMs(at.duration) ?? 0) >= shortest;
      return isLonger ? [{ path: [name, index] as const, message: `「${id}」比期限本身还长` }] : [];
    }),
  );
}

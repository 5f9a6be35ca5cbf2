import { createHash } from 'node:crypto';
import { z } from 'zod';
import { addDays, calendarOf } from '../src/domain/calendar';
import { parseDuration, type DurationUnit } from '../src/domain/duration';
import type { Rules } from '../src/domain/rules';
import { parseSettings, readSettings } from './yaml-file';

/** 制度参数 (requirements.md section 2): the one file in which every X of the regulation stands. */

function duration(...units: readonly DurationUnit[]) {
  return z.string().transform((text, context) => {
    const parsed = parseDuration(text);
    if (parsed && (units.length === 0 || units.includes(parsed.unit))) return parsed;
    context.addIssue({
      code: 'custom',
      message: `时限要写成 5wd、2wh、15d、30min 或 20s 的样子，现在是「${text}」`,
    });
    return z.NEVER;
  });
}

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期要写成 2026-01-01');
/** One day, or `2026-02-15..2026-02-23`. */
const dates = z.string().transform((text, context) => {
  const [from, to = from] = text.split('..');
  if (
    from === undefined ||
    to === undefined ||
    !date.safeParse(from).success ||
    !date.safeParse(to).success ||
    to < from
  ) {
    context.addIssue({ code: 'custom', message: '日期段要写成 2026-02-15..2026-02-23' });
    return z.NEVER;
  }
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
});

const clockTime = z.string().transform((text, context) => {
  const match = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(text);
  const [, h1, m1, h2, m2] = (match ?? []).map(Number);
  const from = (h1 ?? NaN) * 60 + (m1 ?? NaN);
  const to = (h2 ?? NaN) * 60 + (m2 ?? NaN);
  if (from < to && to <= 24 * 60) return [from, to] as const;
  context.addIssue({ code: 'custom', message: '工作时段要写成 09:00-12:00' });
  return z.NEVER;
});

const schema = z.strictObject({
  work: z.strictObject({ hours: z.array(clockTime).min(1, '至少要有一个工作时段') }),
  response: z.strictObject({ normal: duration(), major: duration('min', 's', 'h') }),
  classify: z.strictObject({ within: duration() }),
  investigate: z.strictObject({ within: duration() }),
  resolve: z.strictObject({ within: duration() }),
  followup: z.strictObject({
    within: duration(),
    attempts: z.int().min(1, '至少 1 次'),
    days: z.int().min(1, '至少 1 天'),
  }),
  statutory: z.strictObject({
    within: duration('d', 'h', 'min', 's'),
    reserve: duration('d', 'h', 'min', 's'),
  }),
  approval: z.strictObject({ head: duration(), exec: duration(), fin: duration() }),
  amount: z.strictObject({ limitWan: z.number().positive('必须大于 0') }),
  number: z.strictObject({ orgCode: z.string().regex(/^[A-Z]{2,4}$/, '2 到 4 个大写字母') }),
  calendar: z.record(
    z.string().regex(/^\d{4}$/, '年份'),
    z.strictObject({
      notice: z.string().min(1, '写明放假通知的名称'),
      verified: z.boolean(),
      off: z.array(dates),
      makeUp: z.array(date),
    }),
  ),
});

export const RULES_FAULT = 'rules_invalid';

/** 读取制度参数. Throws Fault `rules_invalid` naming every mistake at once. */
export function loadRules(file: string): { readonly rules: Rules; readonly text: string } {
  const text = readSettings(file, RULES_FAULT);
  return { rules: parseRules(text, file), text };
}

/** The same from text: a case's own version is kept in the database. */
export function parseRules(text: string, name: string): Rules {
  const file = parseSettings(text, schema, `制度参数文件 ${name}`, RULES_FAULT);
  const version = createHash('sha256').update(JSON.stringify(file)).digest('hex').slice(0, 12);
  return {
    version,
    response: file.response,
    classify: file.classify.within,
    investigate: file.investigate.within,
    resolve: file.resolve.within,
    followUp: { due: file.followup.within, attempts: file.followup.attempts, days: file.followup.days },
    statutory: { due: file.statutory.within, reserve: file.statutory.reserve },
    approval: file.approval,
    amountLimitFen: Math.round(file.amount.limitWan * 1_000_000),
    orgCode: file.number.orgCode,
    calendar: calendarOf({
      version,
      workHours: file.work.hours,
      years: Object.entries(file.calendar).map(([year, table]) => ({
        year: Number(year),
        notice: table.notice,
        verified: table.verified,
        off: new Set(table.off.flat()),
        makeUp: new Set(table.makeUp),
      })),
    }),
  };
}

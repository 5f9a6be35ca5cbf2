import { createHash } from 'node:crypto';
import { z } from 'zod';
import { addDays, calendarOf } from '../src/domain/calendar';
import { LAW_REASONS, MAJOR_REASON, type MajorReason } from '../src/domain/classification';
import { elapsedMs, parseDuration, type Duration, type DurationUnit } from '../src/domain/duration';
import type { OutsideReport, Rules } from '../src/domain/rules';
import { escalation, misplacedRows } from './escalation';
import { parseSettings, readSettings } from './yaml-file';

/** 制度参数 (requirements.md section 2): the one file in which every X of the regulation stands. */

const NO_TIME: Duration = { amount: 0, unit: 'd' };

/** In one of these units, or in any when none is named; `0d` among them allows no time at all. */
function duration(...units: readonly (DurationUnit | '0d')[]) {
  return z.string().transform((text, context) => {
    const parsed = text === '0d' && units.includes(text) ? NO_TIME : parseDuration(text);
    if (parsed && (units.length === 0 || units.includes(parsed.unit))) return parsed;
    context.addIssue({
      code: 'custom',
      message: `时限要写成 5wd、2wh、15d、30min 或 20s 的样子，现在是「${text}」`,
    });
    return z.NEVER;
  });
}

const date = z.string().refine(isDate, '日期要写成 2026-01-01');
/** One day, or `2026-02-15..2026-02-23`. */
const dates = z.string().transform((text, context) => {
  const [from = '', to = from, ...more] = text.split('..');
  if (!isDate(from) || !isDate(to) || to < from || more.length > 0) {
    context.addIssue({ code: 'custom', message: '日期段要写成 2026-02-15..2026-02-23' });
    return z.NEVER;
  }
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
});

/** 万元 with at most six decimals: money is integer fen. */
function isWholeFen(wan: number, least = 1): boolean {
  const fen = Number((wan * 1_000_000).toFixed(3));
  return fen >= least && Number.isSafeInteger(fen);
}

/** `2026-02-30` has the shape of a date and is none. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** Every day of a year's notice is in that year, and none is both off and made up for: such a slip would shift limits in silence. */
const calendar = z
  .record(
    z.string().regex(/^\d{4}$/, '年份要写成 2026'),
    z.strictObject({
      notice: z.string().min(1, '写明放假通知的名称'),
      verified: z.boolean(),
      off: z.array(dates),
      makeUp: z.array(date),
    }),
  )
  .superRefine((years, context) => {
    for (const [year, { off, makeUp }] of Object.entries(years)) {
      const report = (list: string, index: number, message: string) =>
        context.addIssue({ code: 'custom', path: [year, list, index], message });
      off.forEach((days, index) => {
        const stray = days.find((day) => !day.startsWith(year));
        if (stray !== undefined) report('off', index, `${stray} 不在 ${year} 年`);
      });
      makeUp.forEach((day, index) => {
        if (!day.startsWith(year)) report('makeUp', index, `${day} 不在 ${year} 年`);
        if (off.flat().includes(day)) report('makeUp', index, `${day} 又放假又调休上班`);
      });
    }
  });

const clockTime = z.string().transform((text, context) => {
  const match = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  const [, h1, m1, h2, m2] = (match ?? []).map(Number);
  const from = (h1 ?? NaN) * 60 + (m1 ?? NaN);
  const to = (h2 ?? NaN) * 60 + (m2 ?? NaN);
  if (from < to && to <= 24 * 60) return [from, to] as const;
  context.addIssue({ code: 'custom', message: '工作时段要写成 09:00-12:00' });
  return z.NEVER;
});

/** Working time is counted period by period, in the order written. */
const hours = z
  .array(clockTime)
  .min(1, '至少要有一个工作时段')
  .refine((periods) => periods.every(([from], at) => from >= (periods[at - 1]?.[1] ?? 0)), {
    message: '工作时段要从早到晚写，不能重叠',
  });

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时刻要写成 08:30');

const afternoon = timeOfDay.refine((time) => time >= '12:00', '周报在下午发（R31），要写成 16:00');

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

const MAX_CLASSIFY_MS = 8 * 3_600_000;
/** 法定期限 (L1): the terms the law sets; a bank may be quicker. */
const STATUTORY_DAYS = { within: 15, extended: 30, longest: 60 } as const;
const MAX_BACKFILL_MS = 72 * 3_600_000;

function statutory(term: keyof typeof STATUTORY_DAYS) {
  const days = STATUTORY_DAYS[term];
  return duration('d', 'h', 'min', 's').refine(
    (within) => (elapsedMs(within) ?? 0) <= days * 86_400_000,
    `法定办理期限最长 ${days}d，不能放宽（L1）`,
  );
}

/** R32: leave is given for 90 days at most. */
const MAX_LEAVE_DAYS = 90;
/** WeCom calls one person no more often in a day (api.md 12). */
const MAX_CALLS = 8;

function leave() {
  return duration('d', 'h', 'min', 's').refine(
    (term) => (elapsedMs(term) ?? 0) <= MAX_LEAVE_DAYS * 86_400_000,
    `披露的有效期最长 ${MAX_LEAVE_DAYS}d（R32）`,
  );
}

/** 企业微信: to one member in a minute; what is over is dropped without a word. */
const MAX_MESSAGES = 30;

/** 证据: what one case and one file may come to at most, whatever a bank writes. */
const MAX_FILES = 200;
const MAX_FILE_MB = 100;

/** 投诉人链接: how long a bank may let one be good. */
const MAX_SURVEY_DAYS = 30;
const MAX_NOTICE_DAYS = 60;

function linkDays(most: number) {
  return z.int().min(1, '至少 1 天').max(most, `最多 ${most} 天`);
}

const messages = z
  .strictObject({ ordinary: z.int().min(1, '至少 1 条'), urgent: z.int(), digest: z.int() })
  .superRefine(({ ordinary, urgent, digest }, context) => {
    if (ordinary >= urgent || urgent >= digest)
      context.addIssue({ code: 'custom', message: '要一类比一类多：ordinary < urgent < digest' });
    if (digest > MAX_MESSAGES)
      context.addIssue({
        code: 'custom',
        path: ['digest'],
        message: `企业微信每人每分钟最多 ${MAX_MESSAGES} 条`,
      });
  });

/** `4h 网信部门 国家网络安全事件报告管理办法`. */
const outsideReport = z.string().transform((text, context): OutsideReport => {
  const [, within = '', to = '', ground = ''] = /^(\S+)\s+(\S+)\s+(\S.*)$/.exec(text.trim()) ?? [];
  const parsed = parseDuration(within);
  if (parsed && elapsedMs(parsed) !== undefined) return { within: parsed, to, ground };
  context.addIssue({
    code: 'custom',
    message: `对外报告要写成「4h 网信部门 依据的规定」，时限用 d、h、min 或 s，现在是「${text}」`,
  });
  return z.NEVER;
});

const outside = z
  .array(outsideReport)
  .refine((reports) => new Set(reports.map(({ to }) => to)).size === reports.length, {
    message: '对外报告的对象不能重复',
  });

const schema = z
  .strictObject({
    work: z.strictObject({ hours }),
    response: z.strictObject({ normal: duration(), major: duration('min', 's', 'h') }),
    classify: z.strictObject({
      within: duration('wh', 'h', 'min', 's').refine(
        ({ amount, unit }) =>
          (elapsedMs({ amount, unit: unit === 'wh' ? 'h' : unit }) ?? 0) <= MAX_CLASSIFY_MS,
        '初步分类不能超过 8wh（R19）',
      ),
    }),
    investigate: z.strictObject({ within: duration() }),
    resolve: z.strictObject({ within: duration() }),
    followup: z.strictObject({
      within: duration(),
      attempts: z.int().min(1, '至少 1 次'),
      days: z.int().min(1, '至少 1 天'),
    }),
    statutory: z.strictObject({
      within: statutory('within'),
      extended: statutory('extended'),
      longest: statutory('longest'),
      // `0d`: the stages may use the whole of the statutory time.
      reserve: duration('0d', 'd', 'h', 'min', 's'),
      transferReserve: duration('0d', 'd', 'h', 'min', 's'),
    }),
    major: z.strictObject({
      complainants: z.int().min(2, '至少 2 人'),
      reasons: z
        .array(z.enum(Object.keys(MAJOR_REASON) as [MajorReason, ...MajorReason[]]))
        .refine((reasons) => LAW_REASONS.every((reason) => reasons.includes(reason)), {
          message: `法定情形不能去掉：${LAW_REASONS.join('、')}（R23）`,
        }),
    }),
    approval: z.strictObject({ lead: duration(), head: duration(), exec: duration(), fin: duration() }),
    emergency: z.strictObject({
      reasons: z
        .record(z.string().regex(/^[a-z][a-z-]{0,19}$/, '编号用小写字母'), z.string().min(1, '写明情形'))
        .refine((reasons) => Object.keys(reasons).length > 0, '至少列一种情形'),
      maxYuan: z.number().refine((yuan) => yuan >= 0 && isWholeFen(yuan / 10_000, 0), '不能小于 0，精确到分'),
      backfill: duration('h', 'min', 's').refine(
        (within) => (elapsedMs(within) ?? 0) <= MAX_BACKFILL_MS,
        '补办时限不能超过 72h（R35）',
      ),
    }),
    verification: z.strictObject({
      applyWithin: duration('d', 'h', 'min', 's'),
      answer: duration('d', 'h', 'min', 's'),
    }),
    task: z.strictObject({ acknowledge: duration(), answer: duration() }),
    evidence: z
      .strictObject({
        maxFiles: z.int().min(1, '至少 1 份').max(MAX_FILES, `最多 ${MAX_FILES} 份`),
        maxMb: z.int().min(1, '至少 1 MB').max(MAX_FILE_MB, `最大 ${MAX_FILE_MB} MB`),
      })
      .default({ maxFiles: 50, maxMb: 50 }),
    customer: z
      .strictObject({ surveyDays: linkDays(MAX_SURVEY_DAYS), noticeDays: linkDays(MAX_NOTICE_DAYS) })
      .default({ surveyDays: 7, noticeDays: 15 }),
    daily: z.strictObject({ at: timeOfDay, vacancy: duration('wd') }),
    weekly: z.strictObject({ at: afternoon }).default({ at: '16:00' }),
    messages,
    disclosure: z.strictObject({ unmask: leave(), crossGroup: leave(), export: leave() }),
    call: z.strictObject({
      second: duration('min', 's', 'h'),
      phone: duration('min', 's', 'h'),
      attempts: z
        .int()
        .min(1, '至少 1 次')
        .max(MAX_CALLS, `最多 ${MAX_CALLS} 次（企业微信对一个人 24 小时只打 8 次）`),
      gap: duration('min', 's', 'h'),
      rest: duration('min', 's', 'h'),
    }),
    notice: z
      .strictObject({ confirm: duration('h', 'min', 's', 'd') })
      .default({ confirm: { amount: 24, unit: 'h' } }),
    assign: z.strictObject({ by: z.enum(['lead', 'rule']) }),
    // Older files know nothing of it.
    leak: z
      .strictObject({
        report: duration('min', 's', 'h'),
        open: duration('min', 's', 'h'),
        outside,
      })
      .prefault({ report: '30min', open: '2h', outside: [] }),
    escalation,
    amount: z.strictObject({
      limitWan: z.number().refine(isWholeFen, '必须大于 0，精确到分'),
    }),
    number: z.strictObject({ orgCode: z.string().regex(/^[A-Z]{2,4}$/, '2 到 4 个大写字母') }),
    calendar,
  })
  .superRefine((read, context) => {
    for (const { path, message } of misplacedRows(read.escalation, {
      C0: [read.statutory.within],
      'C0-extended': [read.statutory.extended],
      C1: [read.response.normal],
      'C1-major': [read.response.major],
      C2: [read.classify.within],
      C3: [read.investigate.within],
      C4: [read.resolve.within],
      C5: [read.followup.within],
      C6: Object.values(read.approval),
      C7: [read.emergency.backfill],
      C8: [read.verification.answer],
      // As its letter states.
      C9: [],
    }))
      context.addIssue({ code: 'custom', path: ['escalation', ...path], message });
  })
  .superRefine(({ statutory: terms, emergency, amount }, context) => {
    const ms = [terms.within, terms.extended, terms.longest].map((term) => elapsedMs(term) ?? 0);
    if (ms.some((each, at) => each <= (ms[at - 1] ?? 0)))
      context.addIssue({ code: 'custom', path: ['statutory'], message: '三档期限要逐档加长（L1）' });
    if (emergency.maxYuan > amount.limitWan * 10_000)
      context.addIssue({
        code: 'custom',
        path: ['emergency', 'maxYuan'],
        message: '不能超过 amount.limitWan（R35）',
      });
  });

export const RULES_FAULT = 'rules_invalid';

/** 读取制度参数. Throws Fault `rules_invalid` naming every mistake at once. */
export function loadRules(file: string): { readonly rules: Rules; readonly text: string } {
  const text = readSettings(file, RULES_FAULT);
  return { rules: parseRules(text, file), text };
}

/** 参数文件, checked: every parameter where the file writes it, the ones left out by their defaults. */
export function checkRules(text: string, name: string): z.infer<typeof schema> {
  return parseSettings(text, schema, `制度参数文件 ${name}`, RULES_FAULT);
}

/** The same from text: a case's own version is kept in the database. */
export function parseRules(text: string, name: string): Rules {
  const file = checkRules(text, name);
  const version = fingerprint(file);
  return {
    version,
    response: file.response,
    classify: file.classify.within,
    investigate: file.investigate.within,
    resolve: file.resolve.within,
    followUp: { due: file.followup.within, attempts: file.followup.attempts, days: file.followup.days },
    statutory: {
      tiers: { 1: file.statutory.within, 2: file.statutory.extended, 3: file.statutory.longest },
      reserve: file.statutory.reserve,
      transferReserve: file.statutory.transferReserve,
    },
    major: file.major,
    approval: file.approval,
    emergency: {
      reasons: file.emergency.reasons,
      maxFen: Math.round(file.emergency.maxYuan * 100),
      backfill: file.emergency.backfill,
    },
    verification: file.verification,
    task: file.task,
    evidence: file.evidence,
    customer: file.customer,
    daily: { at: minuteOf(file.daily.at), vacancy: file.daily.vacancy },
    weekly: { at: minuteOf(file.weekly.at) },
    messages: file.messages,
    disclosure: file.disclosure,
    call: file.call,
    notice: file.notice,
    assign: file.assign.by,
    leak: file.leak,
    escalation: file.escalation,
    amountLimitFen: Math.round(file.amount.limitWan * 1_000_000),
    orgCode: file.number.orgCode,
    calendar: calendarOf({
      version: fingerprint(file.calendar),
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

function fingerprint(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}

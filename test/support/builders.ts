import { createHash } from 'node:crypto';
import { loadOrg } from '../../config/org';
import { loadRules } from '../../config/rules';
import type { Context } from '../../src/domain/acts/context';
import { register, type Register } from '../../src/domain/acts/register';
import type { Classification } from '../../src/domain/classification';
import type { Complaint, State } from '../../src/domain/complaint';
import { ruleOn, ruleOnReminder, type Act } from '../../src/domain/decide-act';
import { deadlinesOf } from '../../src/domain/escalation';
import type { DomainEvent } from '../../src/domain/events';
import { born, foldAll } from '../../src/domain/fold';
import { asOf, personOf, type Person } from '../../src/domain/org';
import type { CalendarInForce } from '../../src/domain/rules';
import { isRefusal, type Refusal } from '../../src/domain/ruling';

export const rules = loadRules('config/rules.yaml').rules;
export const org = loadOrg('config/org.demo.yaml');

/** A moment in Shanghai: `2026-03-02 09:00`. */
export function at(moment: string): Date {
  return new Date(`${moment.replace(' ', 'T')}${moment.length === 16 ? ':00' : ''}+08:00`);
}

/** 2026-03-02, a Monday. */
export const MONDAY = at('2026-03-02 09:30');

export function person(userId: string): Person {
  const found = personOf(org, userId);
  if (!found) throw new Error(`nobody is called ${userId}`);
  return found;
}

/** As if the rules had been there from the first start on. */
export const calendar: CalendarInForce = { no: 2, version: rules.version, by: 'system', at: MONDAY };

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export function context(now: Date = MONDAY, more: Partial<Context> = {}): Context {
  return { at: now, rules, org: asOf(org, now), digest, load: () => 0, linked: [], ...more };
}

/** 信用卡·定价收费·一般: the group is 银行卡组, led by lin.tao. */
export const classification = (more: Partial<Classification> = {}): Classification => ({
  ...{ channel: 'branch', business: 'credit-card', reason: 'pricing', level: 'general' },
  ...more,
});

export interface Filing extends Pick<Register, 'source' | 'replyWithin'> {
  readonly receivedAt?: Date;
  readonly now?: Date;
  readonly claimedFen?: number | null;
}

export function filed({
  receivedAt = MONDAY,
  now = receivedAt,
  claimedFen = 30_000,
  source,
  replyWithin,
}: Filing = {}): Complaint {
  const ruling = register(
    {
      type: 'register',
      complaintId: 'KFB26000001',
      receivedAt,
      suggested: {},
      ...(claimedFen !== null && { claimedFen }),
      ...(source && { source }),
      ...(replyWithin && { replyWithin }),
    },
    person('zhou.min'),
    context(now),
  );
  const events = eventsOf(ruling);
  const [first, ...rest] = events;
  if (first?.type !== 'registered') throw new Error('it was not registered');
  return { ...foldAll(born(first), rest), version: events.length };
}

/** The events of a ruling that must not be a refusal. */
export function eventsOf(
  ruling: { readonly events: readonly DomainEvent[] } | Refusal,
): readonly DomainEvent[] {
  if (isRefusal(ruling)) throw new Error(`refused: ${ruling.refused}`);
  return ruling.events;
}

/** The no to an act; undefined when there is none. */
export function refusedOf(
  complaint: Complaint,
  act: Act,
  by: string,
  more: Partial<Context> = {},
): Refusal | undefined {
  const ruling = ruleOn(complaint, act, person(by), context(MONDAY, more));
  return isRefusal(ruling) ? ruling : undefined;
}

/** The case after an act that must succeed. */
export function after(
  complaint: Complaint,
  act: Act,
  by: string,
  now = MONDAY,
  more: Partial<Context> = {},
): Complaint {
  const events = eventsOf(ruleOn(complaint, act, person(by), context(now, more)));
  return { ...foldAll(complaint, events), version: complaint.version + events.length };
}

export interface Story extends Filing {
  readonly level?: Classification['level'];
  readonly actions?: readonly { readonly text: string; readonly amountFen: number }[];
  readonly disputedFen?: number;
}

export const REFUND = [{ text: '退还年费', amountFen: 30_000 }] as const;
export const APOLOGY = [{ text: '当面致歉', amountFen: 0 }] as const;

export const contact: Act = { type: 'contact', mode: 'phone', note: '已说明处理流程' };
export const classify = (level: Classification['level'] = 'general'): Act => ({
  type: 'classify',
  classification: classification({ level }),
  conflict: false,
});
export const assign: Act = { type: 'assign', invest: 'chen.gang' };
export const find: Act = {
  type: 'find',
  finding: { liability: 'bank', grounds: '系统重复计收', evidence: '扣费流水' },
};
export const submit = ({ actions = REFUND, disputedFen }: Story = {}): Act => ({
  type: 'submit',
  decision: 'upheld',
  actions,
  notice: '三日内退回',
  ...(disputedFen !== undefined && { disputedFen }),
});
export const execute: Act = {
  type: 'execute',
  proof: '退款流水',
  notice: { mode: 'phone', proof: '投诉人确认收到' },
};
export const changePlan: Act = { type: 'change_plan', reason: '投诉人改要积分' };
export const followUp = (score = 5): Act => ({
  type: 'follow_up',
  attempt: { reached: true, mode: 'phone', score },
});
export const unreached: Act = { type: 'follow_up', attempt: { reached: false, mode: 'phone' } };

/** Who signs which step in the demo bank. */
export const SIGNS = {
  LEAD: 'lin.tao',
  HEAD: 'zhao.lei',
  EXEC: 'ma.wen',
  FIN: 'qian.feng',
  DPO: 'jiang.nan',
} as const;

/** The decision on the signature that waits. */
export function decision(
  complaint: Complaint,
  result: 'approved' | 'returned' = 'approved',
  reason?: string,
): Act {
  const open = complaint.approvals.findLast(({ decided, voidedAt }) => !decided && !voidedAt);
  if (!open) throw new Error('no signature is asked for');
  return {
    type: 'decide',
    no: open.no,
    hash: open.hash,
    result,
    ...(reason !== undefined && { reason }),
  };
}

/** Every signature that is asked for, until none is. */
export function signed(complaint: Complaint, now = MONDAY): Complaint {
  const open = complaint.approvals.findLast(({ decided, voidedAt }) => !decided && !voidedAt);
  return open ? signed(after(complaint, decision(complaint), SIGNS[open.role], now), now) : complaint;
}

/** In the order of the main path. */
export const ALL_STATES: readonly State[] = [
  'RECEIVED',
  'CLASSIFIED',
  'INVESTIGATING',
  'PLANNING',
  'AWAITING_APPROVAL',
  'EXECUTING',
  'FOLLOW_UP',
  'CLOSED',
];

/** A case brought to a state by the acts of those whose acts they are, all at one moment. */
export function inState(state: State, story: Story = {}): Complaint {
  const now = story.now ?? story.receivedAt ?? MONDAY;
  const steps: readonly ((complaint: Complaint) => Complaint)[] = [
    (complaint) => after(after(complaint, contact, 'zhou.min', now), classify(story.level), 'zhou.min', now),
    (complaint) => after(complaint, assign, 'lin.tao', now),
    (complaint) => after(complaint, find, 'chen.gang', now),
    (complaint) => after(complaint, submit(story), 'wu.qian', now),
    (complaint) => signed(complaint, now),
    (complaint) => after(complaint, execute, 'wu.qian', now),
    (complaint) => signed(after(complaint, followUp(), 'tang.xin', now), now),
  ];
  return steps.slice(0, ALL_STATES.indexOf(state)).reduce((complaint, step) => step(complaint), filed(story));
}

/** What is armed of a clock: threshold → moment. */
export function armed(complaint: Complaint, kind: string): Readonly<Record<string, Date>> {
  return Object.fromEntries(
    deadlinesOf(complaint, rules)
      .filter(({ clockId }) => clockId.startsWith(`${kind}-`))
      .map(({ threshold, dueAt }) => [threshold, dueAt]),
  );
}

/** The case after time has told one of its thresholds. */
export function reminded(complaint: Complaint, clockId: string, threshold: string, now: Date): Complaint {
  const events = eventsOf(ruleOnReminder(complaint, { type: 'remind', clockId, threshold }, context(now)));
  return { ...foldAll(complaint, events), version: complaint.version + events.length };
}

import * as fc from 'fast-check';
import { confirmedDecline } from '../../src/domain/acts/decline';
import { approversOf } from '../../src/domain/authority';
import { register } from '../../src/domain/acts/register';
import { openApprovals, type Complaint } from '../../src/domain/complaint';
import { ruleOn, ruleOnReminder, type Act } from '../../src/domain/decide-act';
import { deadlinesOf } from '../../src/domain/escalation';
import type { DomainEvent, EventOf } from '../../src/domain/events';
import { born, foldAll } from '../../src/domain/fold';
import { asOf, type Grant, type Org } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import { openTasks } from '../../src/domain/tasks';
import {
  APOLOGY,
  at,
  classify,
  contact,
  context,
  eventsOf,
  filed,
  inState,
  org,
  person,
  rules,
  submit,
  unreached,
} from './builders';
import { SAMPLES } from './side-states';

/** What may be tried, some minutes later: any act by anybody, the act a case waits for by whose it is, or what time does. */
export type Try =
  | { readonly act: Act | 'approve' | 'return' | 'late'; readonly by: string; readonly minutes: number }
  | { readonly act: 'time'; readonly minutes: number }
  | { readonly act: 'fit'; readonly minutes: number; readonly ago: number }
  | {
      readonly act: 'own';
      readonly type: keyof typeof SAMPLES;
      readonly minutes: number;
      readonly ago: number;
    };

const amounts = fc.constantFrom(0, 1, 30_000, 10_000_000, 10_000_001);
const TYPES = Object.keys(SAMPLES) as (keyof typeof SAMPLES)[];
const acts: fc.Arbitrary<Act | 'approve' | 'return' | 'late'> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<'approve' | 'return' | 'late'>('approve', 'approve', 'return', 'late'),
  },
  {
    weight: 12,
    arbitrary: fc.constantFrom<Act>(
      ...['song.yang', 'deng.chao', 'xu.jing'].map((to): Act => ({ type: 'reassign', to, note: '休假' })),
      ...TYPES.map((type) => SAMPLES[type].act),
      contact,
      classify('major'),
      unreached,
    ),
  },
  {
    weight: 4,
    arbitrary: amounts.map((amountFen) => submit({ actions: [{ text: '退款', amountFen }, ...APOLOGY] })),
  },
);
const people = fc.constantFrom(...org.people.keys());
const minutes = fc.oneof(fc.constantFrom(0, 1, 30), fc.integer({ min: 0, max: 3_000 }));
/** How long ago it happened that is entered now, in minutes (补录). */
const ago = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3_000 }) },
);

export const tries: fc.Arbitrary<readonly Try[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: acts, by: people, minutes }) },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant('own' as const),
        type: fc.constantFrom(...TYPES),
        minutes,
        ago,
      }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('time' as const), minutes }) },
    { weight: 5, arbitrary: fc.record({ act: fc.constant('fit' as const), minutes, ago }) },
  ),
  { minLength: 10, maxLength: 60 },
);

/** HEAD to a lead, EXEC to HEAD and on to another lead, finance in a ring. */
const GRANTS: readonly Grant[] = [
  grant('g1', 'zhao.lei', 'lin.tao'),
  grant('g2', 'ma.wen', 'zhao.lei'),
  grant('g3', 'zhao.lei', 'gao.yuan'),
  grant('g4', 'qian.feng', 'sun.rui'),
  grant('g5', 'sun.rui', 'qian.feng'),
  grant('g6', 'sun.rui', 'wu.qian'),
];

function grant(id: string, from: string, to: string): Grant {
  return {
    ...{
      id,
      from,
      to,
      gates: ['G0', 'G2', 'G3', 'G4', 'G5'],
      validFrom: '2026-03-01',
      validTo: '2026-03-20',
    },
    ...{ levels: ['general', 'complex', 'major'], maxFen: 50_000_000 },
  };
}

const granted: Org = { ...org, grants: GRANTS };

export interface Step {
  readonly before: Complaint;
  readonly events: readonly DomainEvent[];
  readonly after: Complaint;
  readonly now: Date;
  readonly linked: readonly Complaint[];
}

/** Another open case of the bank, with a claim of its own. */
const OTHER: Complaint = { ...filed({ claimedFen: 6_000_000 }), id: 'KFB26000002' };
const CLOSED: Complaint = { ...inState('CLOSED'), id: 'KFB26000003' };

export function play(list: readonly Try[]): { readonly first: DomainEvent; readonly steps: readonly Step[] } {
  let now = at('2026-03-02 09:30');
  const opened = eventsOf(
    register(
      {
        ...{ type: 'register', complaintId: 'KFB26000001', receivedAt: now, claimedFen: 100, suggested: {} },
        source: 'regulator',
      },
      person('zhou.min'),
      context(now),
    ),
  );
  const first = opened[0] as EventOf<'registered'>;
  let complaint: Complaint = { ...born(first), version: 1 };
  const steps: Step[] = [];
  for (const each of list) {
    now = new Date(now.getTime() + each.minutes * 60_000);
    const linked = complaint.linkedTo.length > 0 ? [OTHER] : [];
    const ruling = rulingOn(complaint, each, now, linked);
    if (!ruling || isRefusal(ruling)) continue;
    const after = { ...foldAll(complaint, ruling.events), version: complaint.version + ruling.events.length };
    steps.push({ before: complaint, events: ruling.events, after, now, linked });
    complaint = after;
  }
  return { first, steps };
}

function rulingOn(complaint: Complaint, each: Try, now: Date, linked: readonly Complaint[]) {
  const known = {
    org: asOf(granted, now),
    linked,
    other: { complaint: OTHER, linked: [CLOSED] },
  };
  if (each.act === 'time') {
    const [due] = deadlinesOf(complaint, rules).filter(({ dueAt }) => dueAt <= now);
    return due && ruleOnReminder(complaint, { type: 'remind', ...due }, context(now, known));
  }
  const asked = askedFor(complaint, each, known.org);
  if (!asked?.act) return undefined;
  const act = 'ago' in each ? entered(asked.act, now, each.ago) : asked.act;
  return ruleOn(complaint, act, person(asked.by), context(now, known));
}

/** The act as of some minutes ago, if it is one that may be entered later. */
function entered(act: Act, now: Date, minutesAgo: number): Act {
  const when = minutesAgo > 0 ? { happenedAt: new Date(now.getTime() - minutesAgo * 60_000) } : {};
  switch (act.type) {
    case 'contact':
    case 'tell':
    case 'follow_up':
    case 'reply_regulator':
      return { ...act, ...when };
    case 'execute':
      return { ...act, notice: { ...act.notice, ...when } };
    case 'suspend':
      return { ...act, told: { ...act.told, ...when } };
    default:
      return act;
  }
}

function askedFor(
  complaint: Complaint,
  each: Exclude<Try, { act: 'time' }>,
  dated: Org,
): { readonly act: Act | undefined; readonly by: string } | undefined {
  if (each.act === 'own') return byHolder(complaint, each.type);
  if (each.act === 'fit') return fit(complaint, dated);
  if (!('by' in each)) return undefined;
  return { act: typeof each.act === 'string' ? signature(complaint, each.act) : each.act, by: each.by };
}

/** Moments in the sample acts belong to the fixed day they were written for; here time has gone on. */
function byHolder(
  complaint: Complaint,
  type: keyof typeof SAMPLES,
): { readonly act: Act; readonly by: string } {
  const { act, by } = SAMPLES[type];
  const { invest, solve, followUp, intake } = complaint.team;
  const holders: Readonly<Record<string, string | undefined>> = {
    'chen.gang': complaint.state === 'INVESTIGATING' ? invest : solve,
    'wu.qian': solve,
    'tang.xin': followUp,
    'zhou.min': intake,
    'li.ke': openTasks(complaint)[0]?.assignee,
  };
  const told = complaint.execution?.notice.at;
  if (act.type === 'verify' && told) return { act: { ...act, appliedAt: told }, by };
  if (act.type === 'reopen' && told) return { act: { ...act, materialAt: told }, by };
  return { act, by: holders[by] ?? by };
}

function fit(complaint: Complaint, dated: Org): { readonly act: Act; readonly by: string } | undefined {
  const { team } = complaint;
  const open = openApprovals(complaint)[0];
  const approve = signature(complaint, 'approve');
  const signer = open && approversOf(open, complaint, dated)[0];
  if (approve && signer) return { act: approve, by: signer.userId };
  if (confirmedDecline(complaint) !== undefined) return { act: SAMPLES.tell.act, by: team.intake };
  switch (complaint.state) {
    case 'RECEIVED':
      return complaint.contacts.length === 0
        ? { act: contact, by: team.intake }
        : { act: classify(), by: team.intake };
    case 'CLASSIFIED':
      return { act: SAMPLES.assign.act, by: 'lin.tao' };
    case 'INVESTIGATING':
      return { act: SAMPLES.find.act, by: team.invest ?? '' };
    case 'PLANNING':
      return { act: submit(), by: team.solve ?? '' };
    case 'EXECUTING':
      return complaint.extensions.some(({ told }) => !told)
        ? { act: SAMPLES.tell.act, by: team.intake }
        : { act: SAMPLES.execute.act, by: team.solve ?? '' };
    case 'FOLLOW_UP':
      return { act: SAMPLES.follow_up.act, by: team.followUp ?? '' };
    case 'CLOSED':
      return byHolder(complaint, 'verify');
    case 'VERIFYING':
      return SAMPLES.overturn;
    default:
      return undefined;
  }
}

/** `late` decides again what was decided before. */
function signature(complaint: Complaint, kind: 'approve' | 'return' | 'late'): Act | undefined {
  const asked =
    kind === 'late'
      ? complaint.approvals.filter(({ decided }) => decided).at(-1)
      : openApprovals(complaint)[0];
  return (
    asked && {
      type: 'decide',
      no: asked.no,
      hash: asked.hash,
      result: kind === 'return' ? 'returned' : 'approved',
      reason: '证据不足',
    }
  );
}

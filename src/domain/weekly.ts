import { maySee } from './access';
import { WEEKLY_SCOPE } from './access-table';
import { isPaused, OPEN_STATES, type Clock, type Complaint } from './complaint';
import type { Org, Person } from './org';
import { isWithin, type Week } from './week';

/** 周报 (R31, section 7): what a week came to, counted from the cases as they stood at its end. */

/** 周报数字: of one case, or the sum of many. Statutory is C0; a stage is C3, C4 or C5. */
export interface Figures {
  readonly filed: number;
  readonly closed: number;
  /** From receipt, natural days, of all that were closed together. */
  readonly closedDays: number;
  /** 满意度: how many of them have one, and their sum. */
  readonly scored: number;
  readonly scores: number;
  /** 撤回、不予办理. One that was merged is counted where it went. */
  readonly dropped: number;
  readonly open: number;
  readonly majorOpen: number;
  readonly lateStatutory: number;
  readonly lateStage: number;
  /** Due in the seven days after. */
  readonly dueStatutory: number;
  readonly dueStage: number;
}

/** 周议题 (section 7): a case whose stage is late. */
export interface LateCase {
  readonly complaint: Complaint;
  readonly kind: StageKind;
  readonly dueAt: Date;
  /** Natural days, begun ones whole. */
  readonly days: number;
}

/** The sums of a week, as far as it was counted. */
export interface Tally {
  readonly bank: Figures;
  readonly groups: ReadonlyMap<string, Figures>;
  readonly late: readonly LateCase[];
}

/** What one person reads. `lateCases` are those they may list, the longest late first. */
export interface WeeklyView {
  /** Absent when it is of the whole bank. */
  readonly groupId?: string;
  readonly figures: Figures;
  readonly lateCases: readonly LateCase[];
}

const STAGES = ['C3', 'C4', 'C5'] as const;
export type StageKind = (typeof STAGES)[number];

const NOTHING: Figures = {
  ...{ filed: 0, closed: 0, closedDays: 0, scored: 0, scores: 0, dropped: 0 },
  ...{ open: 0, majorOpen: 0, lateStatutory: 0, lateStage: 0, dueStatutory: 0, dueStage: 0 },
};
export const EMPTY_TALLY: Tally = { bank: NOTHING, groups: new Map(), late: [] };

const DAY_MS = 86_400_000;
const AHEAD_MS = 7 * DAY_MS;

/** The sums with one more case, as it stood at the end of the week. */
export function counted({ bank, groups, late }: Tally, complaint: Complaint, week: Week): Tally {
  const figures = figuresOf(complaint, week);
  const { groupId } = complaint;
  const lateStage = lateStageOf(complaint, week);
  return {
    bank: sum(bank, figures),
    groups:
      groupId === undefined
        ? groups
        : new Map(groups).set(groupId, sum(groups.get(groupId) ?? NOTHING, figures)),
    late: lateStage ? [...late, lateStage] : late,
  };
}

function sum(a: Figures, b: Figures): Figures {
  const keys = Object.keys(NOTHING) as (keyof Figures)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as Figures;
}

function figuresOf(complaint: Complaint, week: Week): Figures {
  const { state, classification, registeredAt, receivedAt, closedAt } = complaint;
  const isOpen = OPEN_STATES.includes(state);
  const closed = isClosedIn(complaint, week) ? closedAt : undefined;
  const score = closed && complaint.attempts.findLast((attempt) => attempt.score !== undefined)?.score;
  const running = complaint.clocks.filter((clock) => !clock.stoppedAt && !isPaused(clock));
  const late = running.filter((clock) => isLate(clock, week));
  const soon = running.filter((clock) => !isLate(clock, week) && isSoon(clock, week));
  return {
    filed: Number(isWithin(registeredAt, week)),
    closed: Number(closed !== undefined),
    closedDays: closed ? (closed.getTime() - receivedAt.getTime()) / DAY_MS : 0,
    scored: Number(score !== undefined),
    scores: score ?? 0,
    dropped: Number(isWithin(droppedAt(complaint), week)),
    open: Number(isOpen),
    majorOpen: Number(isOpen && classification?.level === 'major'),
    lateStatutory: Number(late.some(isStatutory)),
    lateStage: Number(late.some(isStage)),
    dueStatutory: Number(soon.some(isStatutory)),
    dueStage: Number(soon.some(isStage)),
  };
}

/** A verification that upholds what was decided closes nothing a second time (T19). */
function isClosedIn({ state, closedAt, verification }: Complaint, week: Week): boolean {
  return state === 'CLOSED' && verification?.result !== 'upheld' && isWithin(closedAt, week);
}

/** When it was entered: the telling of a decline may have happened in a week that was told already (R58). */
function droppedAt({ state, closedAt, declined }: Complaint): Date | undefined {
  if (state === 'DECLINED') return declined?.enteredAt ?? declined?.at;
  return state === 'WITHDRAWN' ? closedAt : undefined;
}

function lateStageOf(complaint: Complaint, week: Week): LateCase | undefined {
  const clock = complaint.clocks.find(
    (each) => isStage(each) && !each.stoppedAt && !isPaused(each) && isLate(each, week),
  );
  if (!clock) return undefined;
  const { kind, dueAt } = clock;
  // On the very moment it is late already, and not for no days.
  const days = Math.max(1, Math.ceil((week.to.getTime() - dueAt.getTime()) / DAY_MS));
  return { complaint, kind: kind as StageKind, dueAt, days };
}

function isLate({ dueAt }: Clock, { to }: Week): boolean {
  return dueAt.getTime() <= to.getTime();
}

function isSoon({ dueAt }: Clock, { to }: Week): boolean {
  return dueAt.getTime() <= to.getTime() + AHEAD_MS;
}

function isStatutory({ kind }: Clock): boolean {
  return kind === 'C0';
}

function isStage({ kind }: Clock): boolean {
  return STAGES.includes(kind as StageKind);
}

/** 周报读者: everybody who is sent the summary, each once. */
export function weeklyReaders({ people }: Org): readonly Person[] {
  return [...people.values()].filter((person) => weeklyScopeOf(person) !== undefined);
}

/** The widest of a person's posts; undefined for who reads none. */
export function weeklyScopeOf({ roles, group }: Person): 'all' | { readonly groupId: string } | undefined {
  const scopes = roles.map((role) => WEEKLY_SCOPE[role]);
  if (scopes.includes('all')) return 'all';
  return scopes.includes('group') && group !== undefined ? { groupId: group } : undefined;
}

/** What a person reads of a week; undefined for who reads none. */
export function weeklyFor(person: Person, { bank, groups, late }: Tally, org: Org): WeeklyView | undefined {
  const scope = weeklyScopeOf(person);
  if (scope === undefined) return undefined;
  const listed = late.filter(({ complaint }) => maySee(person, complaint, org)).sort(longestFirst);
  if (scope === 'all') return { figures: bank, lateCases: listed };
  const { groupId } = scope;
  const own = listed.filter(({ complaint }) => complaint.groupId === groupId);
  return { groupId, figures: groups.get(groupId) ?? NOTHING, lateCases: own };
}

function longestFirst(a: LateCase, b: LateCase): number {
  return a.dueAt.getTime() - b.dueAt.getTime() || (a.complaint.id < b.complaint.id ? -1 : 1);
}

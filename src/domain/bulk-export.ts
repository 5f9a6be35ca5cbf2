import { shanghaiDate } from './calendar';
import type { Complaint } from './complaint';
import { isInForce } from './disclosure';
import { elapsedMs } from './duration';
import { peopleWith, personOf, type Org, type Person, type Role } from './org';
import type { Rules } from './rules';
import { isBlank, refuse, type Refusal } from './ruling';

/** 导出范围: the cases received in a period (dates in Shanghai, both included), or these very cases. */
export type BulkScope =
  | { readonly kind: 'period'; readonly from: string; readonly to: string }
  | { readonly kind: 'cases'; readonly ids: readonly string[] };

/** 会签 (6.4 G6): both offices agree, two persons. */
export const BULK_OFFICES = ['DPO', 'HEAD'] as const;
export type BulkOffice = (typeof BULK_OFFICES)[number];

export interface BulkDecision {
  readonly office: BulkOffice;
  readonly by: string;
  readonly at: Date;
  readonly result: 'approved' | 'returned';
  readonly reason?: string;
}

/** 批量导出 (G6, R24, R32): asked for by a person, over many cases or a time; it belongs to no case. */
export interface BulkExport {
  readonly id: string;
  readonly version: number;
  readonly by: string;
  readonly askedAt: Date;
  readonly scope: BulkScope;
  readonly reason: string;
  /** Fingerprint of who asked for what and why: what the decisions bind to. */
  readonly hash: string;
  readonly decisions: readonly BulkDecision[];
  /** Set when both agreed: from and until when it counts, and for which posts of the asker. */
  readonly granted?: { readonly at: Date; readonly until: Date; readonly roles: readonly Role[] };
}

interface Moment {
  readonly at: Date;
  readonly org: Org;
}

/** 申请批量导出. Refused without a reason, for a period that is none, and when an office has nobody who may decide. */
export function askBulkExport(
  { id, scope, reason }: Pick<BulkExport, 'id' | 'scope' | 'reason'>,
  by: Person,
  { at, org, digest }: Moment & { readonly digest: (text: string) => string },
): BulkExport | Refusal {
  if (isBlank(reason)) return refuse('ground_missing', { rule: 'R32' });
  if (scope.kind === 'period' && (scope.from > scope.to || scope.to > shanghaiDate(at)))
    return refuse('end_date_invalid', { rule: 'R32' });
  const hash = digest(JSON.stringify([id, by.userId, scope, reason]));
  const asked = { id, version: 1, by: by.userId, askedAt: at, scope, reason, hash, decisions: [] };
  const isComplete = BULK_OFFICES.every((office) => holdersOf(office, asked, org).length > 0);
  return isComplete ? asked : refuse('nobody_eligible', { rule: 'G6' });
}

/**
 * Who decides for an office, never who asks nor who has decided for the other one. The executive stands in for a head
 * who asks or is on leave; nobody stands in for the personal-data officer.
 */
function holdersOf(office: BulkOffice, { by, decisions }: BulkExport, org: Org): readonly Person[] {
  const isFree = ({ userId }: Person) =>
    userId !== by && !decisions.some((made) => made.office !== office && made.by === userId);
  const own = peopleWith(org, office).filter(isFree);
  const isVacant = own.every(({ isAway }) => isAway);
  return office === 'HEAD' && isVacant ? [...own, ...peopleWith(org, 'EXEC').filter(isFree)] : own;
}

/** 待决定: the offices that have not decided, each with its people; none when it is over. */
export function awaited(
  request: BulkExport,
  org: Org,
): readonly { readonly office: BulkOffice; readonly people: readonly Person[] }[] {
  if (isBulkOver(request)) return [];
  return BULK_OFFICES.filter((office) => !request.decisions.some((made) => made.office === office)).map(
    (office) => ({ office, people: holdersOf(office, request, org) }),
  );
}

/** Decided by both, or turned down by one. */
export function isBulkOver({ granted, decisions }: BulkExport): boolean {
  return granted !== undefined || decisions.some(({ result }) => result === 'returned');
}

export interface DecideBulk {
  readonly hash: string;
  readonly result: BulkDecision['result'];
  readonly reason?: string;
}

/** 会签一项批量导出: counted once for each office, on what was shown; the second yes sets it in force. */
export function decideBulkExport(
  request: BulkExport,
  { hash, result, reason }: DecideBulk,
  by: Person,
  { at, org, rules }: Moment & { readonly rules: Pick<Rules, 'disclosure'> },
): BulkExport | Refusal {
  const mine = request.decisions.find((made) => made.by === by.userId);
  if (mine) return refuse('already_decided', { by: mine.by, at: mine.at, result: mine.result });
  const isDecider = BULK_OFFICES.some((office) => isHolder(office, request, by, org));
  if (!isDecider) return refuse('not_the_approver', { rule: 'G6' });
  const office = awaited(request, org).find(({ people }) => isAmong(people, by))?.office;
  if (!office) return refuse('request_over', { rule: 'G6' });
  if (hash !== request.hash) return refuse('plan_changed');
  if (result === 'returned' && isBlank(reason)) return refuse('reason_missing', { rule: 'G6' });

  const made: BulkDecision = {
    ...{ office, by: by.userId, at, result },
    ...(reason !== undefined && { reason }),
  };
  const after = { ...request, version: request.version + 1, decisions: [...request.decisions, made] };
  const isAgreed = BULK_OFFICES.every((each) =>
    after.decisions.some((one) => one.office === each && one.result === 'approved'),
  );
  if (!isAgreed) return after;
  const roles = personOf(org, request.by)?.roles ?? [];
  const until = new Date(at.getTime() + (elapsedMs(rules.disclosure.export) ?? 0));
  return { ...after, granted: { at, until, roles } };
}

function isHolder(office: BulkOffice, request: BulkExport, by: Person, org: Org): boolean {
  return isAmong(holdersOf(office, request, org), by);
}

function isAmong(people: readonly Person[], { userId }: Person): boolean {
  return people.some((each) => each.userId === userId);
}

/** Whether it lets the person export this case now. */
export function coversCase(request: BulkExport, complaint: Complaint, person: Person, at: Date): boolean {
  const { granted, scope, by } = request;
  if (!granted || !isInForce({ to: by, ...granted }, person, at)) return false;
  if (scope.kind === 'cases') return scope.ids.includes(complaint.id);
  const day = shanghaiDate(complaint.receivedAt);
  return scope.from <= day && day <= scope.to;
}

import { openApproval, type Complaint, type State } from './complaint';
import type { Rules } from './rules';

/** 投诉人, in the record: who follows a link has no account. */
export const COMPLAINANT = 'complainant';

/** 投诉人链接: what it leads to. */
export const LINK_KIND = { survey: '回访链接', notice: '答复链接' } as const;
export type LinkKind = keyof typeof LINK_KIND;

/** 投诉人链接 (R22, L2): given for one case, in one cycle, until a moment. A new one of a kind ends the one before. */
export type CustomerLink = {
  readonly complaintId: string;
  readonly cycle: number;
  readonly until: Date;
} & (
  | { readonly kind: 'survey' }
  | {
      readonly kind: 'notice';
      /** Of the plan it shows. */
      readonly planHash: string;
      /** How often somebody did not know the last four. */
      readonly missed: number;
    }
);

const DAY_MS = 86_400_000;

/** The link as it is given now; one to the decision where there is a plan. */
export function newLink(
  kind: LinkKind,
  { id: complaintId, cycle, plan }: Complaint,
  { customer }: Pick<Rules, 'customer'>,
  at: Date,
): CustomerLink {
  const days = kind === 'survey' ? customer.surveyDays : customer.noticeDays;
  const given = { complaintId, cycle, until: new Date(at.getTime() + days * DAY_MS) };
  return kind === 'survey' ? { kind, ...given } : { kind, ...given, planHash: plan?.hash ?? '', missed: 0 };
}

/** After so many wrong numbers a link is over. */
export const MOST_MISSED = 5;

/** 回访链接 now: to be answered while the case is followed up; that it was answered is told until it is over. */
export function surveyStatus(
  link: CustomerLink,
  complaint: Complaint,
  at: Date,
): 'open' | 'answered' | 'over' {
  if (link.kind !== 'survey' || !isInTime(link, complaint, at)) return 'over';
  if (isSurveyed(complaint)) return 'answered';
  return complaint.state === 'FOLLOW_UP' ? 'open' : 'over';
}

/** 答复链接 now: whether the decision it was given for stands, and nobody guessed at it too often. */
export function isNoticeOpen(link: CustomerLink, complaint: Complaint, at: Date): boolean {
  return (
    link.kind === 'notice' &&
    isInTime(link, complaint, at) &&
    link.missed < MOST_MISSED &&
    complaint.plan?.hash === link.planHash &&
    isDecided(complaint)
  );
}

function isInTime({ cycle, until }: CustomerLink, complaint: Complaint, at: Date): boolean {
  return cycle === complaint.cycle && at.getTime() < until.getTime();
}

/** 已作出决定: the plan was cleared, and still is. */
export function isDecided(complaint: Complaint): boolean {
  return DECIDED.includes(complaint.state) && !openApproval(complaint, 'plan');
}

const DECIDED: readonly State[] = ['EXECUTING', 'FOLLOW_UP', 'CLOSED', 'VERIFYING'];

/** 在线评价 of the present cycle. */
export function isSurveyed({ survey, cycle }: Pick<Complaint, 'survey' | 'cycle'>): boolean {
  return survey?.cycle === cycle;
}

/** 核对身份: the last four of a telephone or an identity number, as they are asked for; undefined when it has none. */
export function lastFour(number: string | undefined): string | undefined {
  const last = number?.toUpperCase().slice(-4) ?? '';
  return /^\d{3}[\dX]$/.test(last) ? last : undefined;
}

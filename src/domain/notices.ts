import { confirmedDecline } from './acts/decline';
import { approversOf, type Signable } from './authority';
import {
  isEnded,
  openApproval,
  openApprovals,
  ownerOf,
  type Approval,
  type Complaint,
  type Survey,
  type Team,
} from './complaint';
import { hearsOfNo, passedOn } from './disclosure-notices';
import type { DomainEvent, EventOf, Passes } from './events';
import { isBarred } from './gates';
import { leadsOf, peopleWith, type Org, type Role } from './org';
import { isCooperationOver, taskNotices } from './task-notices';
import { unreachedNotices } from './unreached';
import type { CaseNotice, Notice, Progress, TaskKind } from './notice';

/** 告知 (the column "Told" of 6.3): who is told of an event. `complaint` is the case as it stands after it. */
export function noticesFor(event: DomainEvent, complaint: Complaint, org: Org): readonly CaseNotice[] {
  const { team } = complaint;
  const leads = ids(leadsOf(org, complaint.groupId));
  const holding = (role: Role) => ids(peopleWith(org, role));
  switch (event.type) {
    case 'registered':
      return task('classify', [team.intake]);
    case 'classified':
      // Assigned by the rule in the same moment, there is nothing left for the lead to do.
      return [...task('assign', leads), ...majorTo(event.classification.level, holding('HEAD'))];
    case 'assigned':
      return task('find', [event.invest]);
    case 'reassigned':
      return [...taskOfState(complaint, event.to), ...progress('reassigned', [event.from])];
    case 'releveled':
      return [
        ...progress('releveled', one(ownerOf(complaint))),
        ...(event.to === 'major' ? majorTo(event.to, holding('HEAD')) : []),
      ];
    case 'recused':
      return [
        ...(ownerOf(complaint) === event.userId ? task('reassign', leads) : []),
        ...passedOn(complaint, org).flatMap((approval) => approvalFor(approval, complaint, org)),
      ];
    case 'found':
      return task('plan', [event.solve]);
    case 'approval_opened':
      return approvalFor({ ...event.step, ...event }, complaint, org);
    case 'approved':
      return event.step.subject === 'decline' ? task('tell_declined', [team.intake]) : [];
    case 'returned':
      return task('plan', one(team.solve), event.reason);
    case 'turned_down':
      return event.step.subject === 'closing'
        ? task('follow_up', one(team.followUp), event.reason)
        : progress('turned_down', one(askerToldOf(event, complaint, org)), event.reason);
    case 'disclosed':
      return [{ kind: 'disclosed', to: event.disclosure.to, no: event.disclosure.no }];
    case 'plan_changed':
      return [...task('plan', one(team.solve)), ...progress('plan_changed', signersOf(complaint))];
    case 'cleared':
      return task('execute', one(team.solve));
    case 'executed':
      return [...task('follow_up', [event.followUp]), ...progress('executed', leads)];
    case 'survey_answered':
      return surveyed([...one(team.followUp), ...(isBad(event.survey) ? leads : [])]);
    case 'closed':
      return [...new Set([...one(team.followUp), ...one(team.solve), team.intake, ...leads])].map((to) => ({
        kind: 'closed',
        to,
      }));
    case 'escalated':
      return escalated(event, complaint, org);
    case 'unreached':
      return withSignature(unreachedNotices(event), event.passes, complaint, org);
    case 'merged':
      return [
        ...progress('merged', [...teamOf(complaint), ...leads]),
        ...progress('merged_into', one(event.ownerInto), event.into),
      ];
    case 'unmerged':
      return taskOfState(complaint, ownerOf(complaint));
    case 'withdrawn':
      return progress('withdrawn', [...teamOf(complaint), ...leads]);
    case 'declined':
      return progress('declined', leads);
    case 'suspended':
      return progress('suspended', [...one(ownerOf(complaint)), ...holding('HEAD')]);
    case 'resumed':
      return [
        ...taskOfState(complaint, ownerOf(complaint)),
        ...progress('resumed', one(ownerOf(complaint)), event.result),
      ];
    case 'extended':
      return task('tell_extension', one(ownerOf(complaint)));
    case 'reopened':
    case 'redone':
      return taskOfState(complaint, ownerOf(complaint), event.reason);
    case 'verifying':
      return progress('verifying', [...holding('HEAD'), ...leads]);
    case 'verification_upheld':
      return progress('upheld', holding('HEAD'));
    case 'verification_overturned':
      return [
        ...taskOfState(complaint, ownerOf(complaint), event.reasons),
        ...progress('overturned', holding('HEAD')),
      ];
    case 'emergency_acted':
      return [
        ...holding('HEAD').map((to) => ({ kind: 'emergency' as const, to, no: event.emergency.no })),
        ...task('backfill', [team.intake]),
      ];
    case 'emergency_settled':
      return progress(event.result, [team.intake, ...leads], event.opinion);
    case 'task_asked':
    case 'task_acknowledged':
    case 'task_passed':
    case 'task_returned':
    case 'task_answered':
    case 'task_overdue':
      return taskNotices(event, complaint);
    case 'contacted':
    case 'evidence_added':
    case 'link_given':
    case 'submitted':
    case 'followed_up':
    case 'linked':
    case 'papers_awaited':
    case 'papers_received':
    case 'gates_changed':
    case 'requested':
    case 'extension_told':
    case 'backfilled':
    case 'regulator_replied':
    case 'calendar_changed':
    case 'alert_passed':
    case 'reached':
      return [];
  }
}

/** 催办. */
function escalated(event: EventOf<'escalated'>, complaint: Complaint, org: Org): readonly CaseNotice[] {
  const { clockId, threshold, urgent, breached, dueAt } = event;
  const told = event.to.map(({ userId, insteadOf }): CaseNotice => ({
    kind: 'reminder',
    to: userId,
    ...{ clockId, threshold, urgent, breached, dueAt },
    ...(insteadOf !== undefined && { insteadOf }),
  }));
  return withSignature(told, event.passes, complaint, org);
}

/** 越级: who may sign from now on gets the signature itself, and no card beside it that only tells (section 7). */
function withSignature(
  told: readonly CaseNotice[],
  passes: Passes | undefined,
  complaint: Complaint,
  org: Org,
): readonly CaseNotice[] {
  const asked = complaint.approvals
    .filter(({ no }) => no === passes?.no)
    .flatMap((approval) => newlyAsked(approval, complaint, org));
  return [...asked, ...told.filter(({ to }) => !asked.some((each) => each.to === to))];
}

/** Who may sign only since it was passed up: the others have their card. */
function newlyAsked(approval: Approval, complaint: Complaint, org: Org): readonly CaseNotice[] {
  const { passedTo: _, ...before } = approval;
  const earlier = ids(approversOf(before, complaint, org));
  return approvalFor(approval, complaint, org).filter(({ to }) => !earlier.includes(to));
}

/** Whether what a notice asks for has been done, so that its card is to be redrawn (and need not be sent any more). */
export function isOver(notice: Notice, complaint: Complaint): boolean {
  switch (notice.kind) {
    case 'task':
      return !isTaskOpen(notice.task, complaint) || !isTaskOf(notice.task, notice.to, complaint);
    case 'approval':
      return !openApprovals(complaint).some(({ no }) => no === notice.no);
    case 'reminder':
      return complaint.clocks.some(({ id, stoppedAt }) => id === notice.clockId && stoppedAt !== undefined);
    case 'cooperation':
      return isCooperationOver(notice, complaint);
    case 'surveyed':
      return notice.to === complaint.team.followUp
        ? !isTaskOpen('follow_up', complaint)
        : complaint.state !== 'FOLLOW_UP';
    case 'unreached':
      return isOver(notice.about, complaint);
    case 'alert':
    case 'call_task':
      return isEnded(complaint) || isOver(notice.about, complaint);
    case 'major':
    case 'emergency':
    case 'closed':
    case 'disclosed':
    case 'bulk_export':
    case 'call_list':
    case 'leak':
    case 'leak_form':
    case 'one_tap':
    case 'digest':
    case 'progress':
    case 'cooperation_news':
      return false;
  }
}

/** 紧急卡片: goes out before what is not. */
export function isUrgent({ kind }: Notice): boolean {
  return kind === 'alert' || kind === 'call_task';
}

/** The post whose holder a task is for, or the owner; assigning and reassigning are the lead's, who holds none. */
export const POST_OF: Readonly<Record<TaskKind, keyof Team | 'owner' | undefined>> = {
  classify: 'intake',
  assign: undefined,
  find: 'invest',
  plan: 'solve',
  execute: 'solve',
  follow_up: 'followUp',
  tell_declined: 'intake',
  tell_extension: 'owner',
  backfill: 'intake',
  reassign: undefined,
};

/** 已改派: the task still stands, for somebody else. */
export function isHandedOver(notice: Notice & { kind: 'task' }, complaint: Complaint): boolean {
  return isTaskOpen(notice.task, complaint) && !isTaskOf(notice.task, notice.to, complaint);
}

/** Handed to somebody else (T23), a task is over for whom it was given to before. */
function isTaskOf(kind: TaskKind, to: string, complaint: Complaint): boolean {
  const post = POST_OF[kind];
  if (post === undefined) return true;
  return (post === 'owner' ? ownerOf(complaint) : complaint.team[post]) === to;
}

/** What a case waits for from its owner, in the state it is in. */
function taskOfState(complaint: Complaint, to: string | undefined, reason?: string): readonly CaseNotice[] {
  const kinds = (Object.keys(POST_OF) as TaskKind[]).filter(
    (kind) => POST_OF[kind] && isTaskOpen(kind, complaint) && isTaskOf(kind, to ?? '', complaint),
  );
  return kinds.flatMap((kind) => task(kind, one(to), reason));
}

export function isTaskOpen(kind: TaskKind, complaint: Complaint): boolean {
  const { state, extensions, emergencies, recused } = complaint;
  switch (kind) {
    case 'classify':
      return state === 'RECEIVED' && confirmedDecline(complaint) === undefined;
    case 'assign':
      return state === 'CLASSIFIED' && confirmedDecline(complaint) === undefined;
    case 'find':
      return state === 'INVESTIGATING';
    case 'plan':
      return state === 'PLANNING';
    case 'execute':
      return state === 'EXECUTING' && !openApproval(complaint, 'plan');
    case 'follow_up':
      return state === 'FOLLOW_UP' && !openApproval(complaint, 'closing');
    case 'tell_declined':
      return confirmedDecline(complaint) !== undefined;
    case 'tell_extension':
      return ownerOf(complaint) !== undefined && extensions.some(({ told }) => !told);
    case 'backfill':
      return emergencies.some(({ form }) => !form);
    case 'reassign':
      return recused.length > 0 && isBarred(complaint, ownerOf(complaint) ?? '');
  }
}

/** Whether a person is the one a task of the case is for. */
export function isTaskFor(kind: TaskKind, userId: string, complaint: Complaint, org: Org): boolean {
  if (!isTaskOpen(kind, complaint)) return false;
  return POST_OF[kind] === undefined
    ? leadsOf(org, complaint.groupId).some((lead) => lead.userId === userId)
    : isTaskOf(kind, userId, complaint);
}

function task(kind: TaskKind, people: readonly string[], returnedReason?: string): readonly CaseNotice[] {
  return people.map((to) => ({
    kind: 'task',
    task: kind,
    to,
    ...(returnedReason !== undefined && { returnedReason }),
  }));
}

function progress(of: Progress, people: readonly string[], reason?: string): readonly CaseNotice[] {
  return [...new Set(people)].map((to) => ({
    kind: 'progress',
    of,
    to,
    ...(reason !== undefined && { reason }),
  }));
}

/** 差评或异议 (R22): the lead is to hear of it while the case can still be taken up again (T13, T14). */
function isBad({ score, objection }: Survey): boolean {
  return objection || score <= 2;
}

function surveyed(people: readonly string[]): readonly CaseNotice[] {
  return people.map((to) => ({ kind: 'surveyed', to }));
}

function majorTo(level: string, people: readonly string[]): readonly CaseNotice[] {
  return level === 'major' ? people.map((to) => ({ kind: 'major', to })) : [];
}

/** Who has signed the plan that stood: their signature counts no longer (T10). */
function signersOf({ approvals, plan }: Complaint): readonly string[] {
  return approvals.flatMap(({ decided, hash }) =>
    decided?.result === 'approved' && hash === plan?.hash ? [decided.by] : [],
  );
}

function askerOf({ requests, emergencies, approvals }: Complaint, no: number): string | undefined {
  const about = approvals.find((approval) => approval.no === no)?.about;
  return requests.find((request) => request.no === no)?.by ?? emergencies.find((act) => act.no === about)?.by;
}

function approvalFor(signable: Signable, complaint: Complaint, org: Org): readonly CaseNotice[] {
  const { no, hash } = signable;
  return ids(approversOf(signable, complaint, org)).map((to) => ({ kind: 'approval', to, no, hash }));
}

/** Whose request was turned down, if they are to hear of it. */
function askerToldOf(
  { no, step }: EventOf<'turned_down'>,
  complaint: Complaint,
  org: Org,
): string | undefined {
  const asker = askerOf(complaint, no);
  return step.subject !== 'disclose' || hearsOfNo(asker, complaint, org) ? asker : undefined;
}

function teamOf({ team }: Complaint): readonly string[] {
  return Object.values(team).filter((userId): userId is string => userId !== undefined);
}

function ids(people: readonly { readonly userId: string }[]): readonly string[] {
  return people.map(({ userId }) => userId);
}

function one(userId: string | undefined): readonly string[] {
  return userId === undefined ? [] : [userId];
}

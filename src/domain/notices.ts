import { openApproval, type Complaint, type Team } from './complaint';
import type { DomainEvent } from './events';
import { approversOf } from './gates';
import { leadsOf, peopleWith, type Org } from './org';

/** What a task card asks its reader to do; it is over as soon as somebody did it. */
export type TaskKind = 'classify' | 'assign' | 'find' | 'plan' | 'execute' | 'follow_up';

/** 通知: one message to one person about one event. */
export type Notice = { readonly to: string } & (
  | { readonly kind: 'task'; readonly task: TaskKind; readonly returnedReason?: string }
  | { readonly kind: 'approval'; readonly no: number; readonly planHash: string }
  | { readonly kind: 'major' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'progress'; readonly of: 'executed' | 'plan_changed' | 'reassigned' }
  | {
      readonly kind: 'reminder';
      readonly clockId: string;
      readonly threshold: string;
      readonly urgent: boolean;
      readonly breached: boolean;
      readonly dueAt: Date;
    }
);

/** 告知 (the column "Told" of 6.3): who is told of an event. `complaint` is the case as it stands after it. */
export function noticesFor(event: DomainEvent, complaint: Complaint, org: Org): readonly Notice[] {
  const { team } = complaint;
  switch (event.type) {
    case 'registered':
      return task('classify', [team.intake]);
    case 'classified':
      return [
        ...task('assign', ids(leadsOf(org, complaint.groupId))),
        ...(event.classification.level === 'major'
          ? ids(peopleWith(org, 'HEAD')).map((to) => ({ kind: 'major' as const, to }))
          : []),
      ];
    case 'assigned':
      return task('find', [event.invest]);
    case 'reassigned':
      return [...taskOfState(complaint, event.to), ...progress('reassigned', [event.from])];
    case 'found':
      return task('plan', [event.solve]);
    case 'approval_opened':
      return ids(approversOf(event.step, complaint, org)).map((to) => ({
        kind: 'approval',
        to,
        no: event.no,
        planHash: event.planHash,
      }));
    case 'returned':
      return event.step.subject === 'closing'
        ? task('follow_up', one(team.followUp), event.reason)
        : task('plan', one(team.solve), event.reason);
    case 'plan_changed':
      return [...task('plan', one(team.solve)), ...progress('plan_changed', signersOf(complaint))];
    case 'cleared':
      return task('execute', one(team.solve));
    case 'executed':
      return [
        ...task('follow_up', [event.followUp]),
        ...progress('executed', ids(leadsOf(org, complaint.groupId))),
      ];
    case 'closed':
      return [
        ...new Set([
          ...one(team.followUp),
          ...one(team.solve),
          team.intake,
          ...ids(leadsOf(org, complaint.groupId)),
        ]),
      ].map((to) => ({
        kind: 'closed',
        to,
      }));
    case 'escalated': {
      const { clockId, threshold, urgent, breached, dueAt } = event;
      return event.to.map((to) => ({ kind: 'reminder', to, clockId, threshold, urgent, breached, dueAt }));
    }
    case 'contacted':
    case 'submitted':
    case 'approved':
    case 'followed_up':
      return [];
  }
}

/** Whether what a notice asks for has been done, so that its card is to be redrawn (and need not be sent any more). */
export function isOver(notice: Notice, complaint: Complaint): boolean {
  switch (notice.kind) {
    case 'task':
      return !isTaskOpen(notice.task, complaint) || !isTaskOf(notice.task, notice.to, complaint);
    case 'approval':
      return openApproval(complaint)?.no !== notice.no;
    case 'reminder':
      return complaint.clocks.some(({ id, stoppedAt }) => id === notice.clockId && stoppedAt !== undefined);
    case 'major':
    case 'closed':
    case 'progress':
      return false;
  }
}

/** The post whose holder a task is for; assigning is the lead's, who holds none. */
const POST_OF: Readonly<Record<TaskKind, keyof Team | undefined>> = {
  classify: 'intake',
  assign: undefined,
  find: 'invest',
  plan: 'solve',
  execute: 'solve',
  follow_up: 'followUp',
};

/** 已改派: the task still stands, for somebody else. */
export function isHandedOver(notice: Notice & { kind: 'task' }, complaint: Complaint): boolean {
  return isTaskOpen(notice.task, complaint) && !isTaskOf(notice.task, notice.to, complaint);
}

/** Handed to somebody else (T23), a task is over for whom it was given to before. */
function isTaskOf(kind: TaskKind, to: string, { team }: Complaint): boolean {
  const post = POST_OF[kind];
  return post === undefined || team[post] === to;
}

/** What a case waits for from its owner, in the state it is in. */
function taskOfState(complaint: Complaint, to: string): readonly Notice[] {
  const kinds = (Object.keys(POST_OF) as TaskKind[]).filter(
    (kind) => POST_OF[kind] && isTaskOpen(kind, complaint),
  );
  return kinds.flatMap((kind) => task(kind, [to]));
}

function isTaskOpen(kind: TaskKind, complaint: Complaint): boolean {
  switch (kind) {
    case 'classify':
      return complaint.state === 'RECEIVED';
    case 'assign':
      return complaint.state === 'CLASSIFIED';
    case 'find':
      return complaint.state === 'INVESTIGATING';
    case 'plan':
      return complaint.state === 'PLANNING';
    case 'execute':
      return complaint.state === 'EXECUTING';
    case 'follow_up':
      return complaint.state === 'FOLLOW_UP' && !openApproval(complaint);
  }
}

function task(kind: TaskKind, people: readonly string[], returnedReason?: string): readonly Notice[] {
  return people.map((to) => ({
    kind: 'task',
    task: kind,
    to,
    ...(returnedReason !== undefined && { returnedReason }),
  }));
}

function progress(of: (Notice & { kind: 'progress' })['of'], people: readonly string[]): readonly Notice[] {
  return people.map((to) => ({ kind: 'progress', of, to }));
}

/** Who has signed the plan that stood: their signature counts no longer (T10). */
function signersOf({ approvals, plan }: Complaint): readonly string[] {
  return approvals.flatMap(({ decided, planHash }) =>
    decided?.result === 'approved' && planHash === plan?.hash ? [decided.by] : [],
  );
}

function ids(people: readonly { readonly userId: string }[]): readonly string[] {
  return people.map(({ userId }) => userId);
}

function one(userId: string | undefined): readonly string[] {
  return userId === undefined ? [] : [userId];
}

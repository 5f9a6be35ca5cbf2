import { BUSINESS, LEVEL } from '../../domain/classification';
import { ownerOf, STATES, STEP_OF, type Complaint } from '../../domain/complaint';
import { signaturesOf } from '../../domain/authority';
import type { Org, Person } from '../../domain/org';
import type { Rules } from '../../domain/rules';
import { openTasksOf } from '../../domain/tasks';
import { todosOf } from '../../domain/todo';
import { ANSWER_TASK, nameOf, stepName, TASK } from '../../wecom/copy';
import { named } from '../schemas/shapes';
import type { CaseLine } from '../schemas/cases';
import { dueOf, withClocksFor } from './due';

/** What a view is made by. */
export interface Reader {
  readonly by: Person;
  readonly org: Org;
  readonly at: Date;
  /** Those the case began under. */
  readonly rules: Rules;
}

export function caseLine(complaint: Complaint, { by, org, at, rules }: Reader): CaseLine {
  const { classification: kind } = complaint;
  const owner = ownerOf(complaint);
  const due = dueOf(withClocksFor(by, complaint, org), at, rules);
  return {
    id: complaint.id,
    state: named(STATES, complaint.state),
    step: STEP_OF[complaint.state],
    ...(kind && { level: named(LEVEL, kind.level), business: named(BUSINESS, kind.business) }),
    receivedAt: complaint.receivedAt.toISOString(),
    ...(owner !== undefined && { owner: personRef(org, owner) }),
    ...(due && { due }),
    todos: todosFor(by, complaint, org),
  };
}

export function personRef(org: Org, userId: string) {
  return { userId, name: nameOf(org, userId) };
}

/** 待办, in the words of the cards; each signature and each question by itself. */
export function todosFor(by: Person, complaint: Complaint, org: Org): CaseLine['todos'] {
  const own = todosOf(by, complaint, org).flatMap((kind) =>
    kind === 'approve' || kind === 'cooperate' ? [] : [{ kind, title: TASK[kind].title }],
  );
  const signatures = signaturesOf(by, complaint, org).map((approval) => ({
    ...{ kind: 'approve', title: stepName(approval), no: approval.no },
  }));
  const asked = openTasksOf(by.userId, complaint).map(({ no }) => ({
    kind: 'cooperate',
    title: ANSWER_TASK,
    no,
  }));
  return [...signatures, ...own, ...asked];
}

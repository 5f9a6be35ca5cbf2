import { trusted, type QueryFilter } from 'mongoose';
import { OWN_POST, scopeOf, type ListScope } from '../domain/access';
import type { Scope } from '../domain/access-table';
import type { Org, Person } from '../domain/org';
import type { ComplaintRow } from './models';

type Filter = QueryFilter<ComplaintRow>;

/**
 * 可列范围 as a query: exactly the cases that `maySee` shows this person, so a limit cuts nothing that is theirs. Of who
 * may sign by a grant alone it says more: every case with a signature, and the caller asks each what it waits for.
 */
export function caseFilter(person: Person, org: Org): Filter {
  const ways = scopeOf(person, org).map((way) => wayFilter(way, person));
  return ways.length === 0 ? NOTHING : { $or: ways };
}

/** The same of open cases alone, and those about which a question waits for this person, whatever their post (R3). */
export function openCaseFilter(person: Person, org: Org): Filter {
  const asked = REACHES.task(person, 'IFP');
  return { ownerId: trusted({ $type: 'string' }), $or: [caseFilter(person, org), asked] };
}

function wayFilter({ role, scope, endedBy }: ListScope, person: Person): Filter {
  const reached = REACHES[scope](person, role);
  return endedBy === undefined ? reached : { $and: [reached, { $nor: ENDS[endedBy](person.userId) }] };
}

const NOTHING: Filter = { _id: trusted({ $in: [] }) };

/** REACHES of src/domain/access.ts, scope by scope. Who may sign is a matter of role alone, once `handling` is left out. */
const REACHES: Readonly<Record<Scope, (person: Person, role: ListScope['role']) => Filter>> = {
  own: ({ userId }, role) => {
    const post = OWN_POST[role];
    return post === undefined ? NOTHING : { [`team.${post}`]: userId };
  },
  group: ({ group }) => ({ $or: [{ groupId: null }, ...(group === undefined ? [] : [{ groupId: group }])] }),
  gate: (_person, role) => ({ $or: [{ 'approvals.role': role }, { 'approvals.passedTo': role }] }),
  granted: () => ({ 'approvals.0': trusted({ $exists: true }) }),
  task: ({ userId }) => ({
    tasks: trusted({ $elemMatch: { assignee: userId, answered: null, returned: null } }),
  }),
  review: () => ({ state: 'VERIFYING' }),
  incident: () => NOTHING,
  all: () => ({}),
};

const ENDS: Readonly<Record<'handling' | 'involved', (userId: string) => Filter[]>> = {
  handling,
  involved: (userId) => [
    ...handling(userId),
    { 'team.intake': userId },
    { formerHandlers: userId },
    { 'contacts.by': userId },
    { 'attempts.by': userId },
    { 'execution.by': userId },
    { 'approvals.decided.by': userId },
  ],
};

function handling(userId: string): Filter[] {
  return [
    { 'team.invest': userId },
    { 'team.solve': userId },
    { 'team.followUp': userId },
    { recused: userId },
    { subjects: userId },
  ];
}

import { z } from 'zod';
import { endpoint } from '../../src/api/endpoint';
import { candidates, peopleQuery, type PeopleQuery } from '../../src/api/schemas/people';
import { caseNumber } from '../../src/api/schemas/shapes';
import { INVESTIGATORS } from '../../src/domain/acts/assign';
import { byPreference } from '../../src/domain/acts/context';
import { colleaguesFor } from '../../src/domain/acts/forward-task';
import { successors } from '../../src/domain/acts/reassign';
import type { Complaint } from '../../src/domain/complaint';
import type { Org, Person } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import { openTasksOf } from '../../src/domain/tasks';
import { holdsPower } from '../../src/domain/transitions';
import { seenCase } from './caller';

/** 可选的人 (L4): who may take it, whoever has least in hand first. */
export const listPeople = endpoint({
  name: 'listPeople',
  method: 'get',
  path: '/cases/{id}/people',
  tag: 'acts',
  summary: '可以分派、改派、转派给谁；被投诉人员从谁里选',
  params: z.strictObject({ id: caseNumber }),
  query: peopleQuery,
  answer: candidates,
  run: async ({ params: { id }, query }, caller) => {
    const complaint = await seenCase(id, caller);
    if (isRefusal(complaint)) return complaint;
    const loads = await caller.visit.tx.loads();
    const load = (userId: string) => loads.get(userId) ?? 0;
    const people = peopleFor(query, complaint, caller.by, { org: caller.org, load });
    return {
      body: {
        people: people.map(({ userId, name, position, isOffDuty = false }) => ({
          ...{ userId, name, position, load: load(userId), isOffDuty },
        })),
      },
    };
  },
});

function peopleFor(
  { for: purpose, no }: PeopleQuery,
  complaint: Complaint,
  by: Person,
  { org, load }: { readonly org: Org; readonly load: (userId: string) => number },
): readonly Person[] {
  if (purpose === 'assign') return byPreference(INVESTIGATORS, complaint, { org, load });
  if (purpose === 'reassign')
    return [...successors(complaint, org)].sort((a, b) => load(a.userId) - load(b.userId));
  if (purpose === 'subject') return holdsPower(by, 'classify', complaint) ? [...org.people.values()] : [];
  const task = openTasksOf(by.userId, complaint).find((each) => no === undefined || each.no === no);
  return task ? colleaguesFor(task, complaint, by, org) : [];
}

import { isBarred } from '../gates';
import type { Complaint, SharedFact } from '../complaint';
import { addresseeOf } from '../interface-persons';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import { acknowledgeDue, answerDue } from '../tasks';
import type { Context } from './context';

export interface AskDepartment {
  readonly type: 'ask_department';
  /** By id. */
  readonly department: string;
  readonly question: string;
}

/** 最少共享 (R3): what the other department needs to find out what is asked, and nothing of who complains. */
const SHARED: readonly SharedFact[] = ['number', 'classification', 'question'];

/** 请其他部门协办 (R3, R37): to its interface person, or whoever stands in today. */
export function askDepartment(
  complaint: Complaint,
  act: AskDepartment,
  by: Person,
  context: Context,
): Ruling {
  const { at, org, rules } = context;
  const department = org.departments.find(({ id }) => id === act.department);
  if (!department) return refuse('department_unknown', { rule: 'R3' });
  if (department.id === by.department) return refuse('own_department', { rule: 'R3' });
  if (isBlank(act.question)) return refuse('text_missing', { rule: 'R3' });
  const addressee = addresseeOf(department, org, (userId) => !isBarred(complaint, userId));
  if (!addressee) return refuse('no_addressee', { rule: 'R2' });

  const { userId: assignee, why } = addressee;
  const answerDueAt = answerDue(complaint, at, rules);
  return rule({
    type: 'task_asked',
    by: by.userId,
    at,
    task: {
      no: complaint.tasks.length + 1,
      cycle: complaint.cycle,
      toDepartment: department.id,
      assignee,
      question: act.question,
      shared: SHARED,
      askedBy: by.userId,
      askedAt: at,
      acknowledgeDueAt: acknowledgeDue(answerDueAt, at, rules),
      answerDueAt,
      custody: [{ from: by.userId, to: assignee, at, why }],
      told: [],
    },
  });
}

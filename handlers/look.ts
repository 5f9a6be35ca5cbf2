import { seesWhole, viewOf } from '../src/domain/access';
import { FORMS, type Form } from '../src/chat/command';
import type { Complaint } from '../src/domain/complaint';
import { actsOf } from '../src/domain/decide-act';
import type { Org, Person } from '../src/domain/org';
import { openTasksOf } from '../src/domain/tasks';
import { todosOf } from '../src/domain/todo';
import { stepsText } from '../src/wecom/copy-forms';
import { caseSummary, listLine } from '../src/wecom/copy';
import { taskLine, taskLines, taskText } from '../src/wecom/copy-tasks';
import { actOf } from './forms';

/** 进展, as much of it as this person may see (R3); undefined when that is nothing. */
export function progressFor(by: Person, complaint: Complaint, org: Org, now: Date): string | undefined {
  if (seesWhole(by, complaint, org))
    return [
      caseSummary(complaint, org, viewOf(by, complaint, org), now),
      ...taskLines(complaint, org),
      ...stepLines(by, complaint),
    ].join('\n');
  const tasks = openTasksOf(by.userId, complaint);
  return tasks.length === 0 ? undefined : tasks.map((task) => taskText(task, complaint, org)).join('\n\n');
}

/** 待办 of one case: a line for the case, and one for each question of it that another department asked this person. */
export function todoLines(by: Person, complaint: Complaint, org: Org): readonly string[] {
  const isOwn = todosOf(by, complaint, org).some((todo) => todo !== 'cooperate');
  return [
    ...(isOwn ? [listLine(complaint)] : []),
    ...openTasksOf(by.userId, complaint).map((task) => taskLine(task, complaint.id)),
  ];
}

/** What the person may do now, from the table of transitions: the buttons of a chat (R38). */
function stepLines(by: Person, complaint: Complaint): readonly string[] {
  const acts = actsOf(by, complaint);
  const forms = (Object.keys(FORMS) as Form[]).filter((form) => acts.includes(actOf(form)));
  return forms.length === 0 ? [] : [stepsText(forms)];
}

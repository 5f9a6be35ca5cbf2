import type { Form } from '../src/chat/command';
import { isTaskNumber } from '../src/chat/forms-of-tasks';
import { dated } from '../src/chat/moments';
import { redact } from '../src/chat/redact';
import { maySee } from '../src/domain/access';
import type { Complaint } from '../src/domain/complaint';
import { forbidden, type Act } from '../src/domain/decide-act';
import { isRefusal, refuse } from '../src/domain/ruling';
import type { TaskKind } from '../src/domain/notice';
import { openTasksOf } from '../src/domain/tasks';
import { todosOf } from '../src/domain/todo';
import { refusalText } from '../src/wecom/copy-refusals';
import { confirmText, gapsText, promptText, whichCaseText } from '../src/wecom/copy-chat';
import type { Conversation } from './conversation';
import { drop, keep } from './draft';
import type { About } from './side-forms';
import { actOf, NEEDS_CONFIRMATION, readForm } from './forms';
import { done } from './task-done';

const MAX_OPEN = 500;

/** 办理一步: a step of a case written in chat. Refused before the person has written it all, if it is to be refused. */
export async function handle(
  form: Form,
  wanted: string | undefined,
  typed: string,
  talk: Conversation,
): Promise<void> {
  const complaint = await caseFor(form, wanted, talk);
  if (!complaint) return;
  const refusal = forbidden(complaint, actOf(form), talk.by);
  if (refusal) return talk.say(refusalText(refusal, talk.org, complaint.id));

  const { name } = await talk.visit.tx.readParty(complaint.id, ['name']);
  const text = dated(redact(typed, name === undefined ? [] : [name]), talk.visit.at);
  const reading = readForm(form, text, complaint, talk.org, aboutOf(complaint, talk));
  if ('missing' in reading) {
    await keep(talk, { kind: 'form', form, complaintId: complaint.id, text });
    return talk.say(
      text === '' ? promptText(form, complaint.id) : gapsText(form, complaint.id, reading.missing),
    );
  }
  if (NEEDS_CONFIRMATION.includes(form)) {
    await keep(talk, { kind: 'form', form, complaintId: complaint.id, text });
    return talk.say(confirmText(form, complaint.id, reading.lines));
  }
  await perform(form, complaint.id, reading.act, talk);
}

/** 补充: alone if it says everything, else together with what was written before. */
export async function addToForm(
  draft: { readonly form: Form; readonly complaintId: string; readonly text: string },
  more: string,
  talk: Conversation,
): Promise<void> {
  const { complaint } = (await talk.visit.tx.load(draft.complaintId)) ?? {};
  const isWhole =
    complaint &&
    !isTaskNumber(draft.text) &&
    !(
      'missing' in
      readForm(draft.form, dated(more, talk.visit.at), complaint, talk.org, aboutOf(complaint, talk))
    );
  const text = isWhole || draft.text === '' ? more : `${draft.text}；${more}`;
  await handle(draft.form, draft.complaintId, text, talk);
}

/** 确认. */
export async function confirmForm(
  draft: { readonly form: Form; readonly complaintId: string; readonly text: string },
  talk: Conversation,
): Promise<void> {
  const { complaint } = (await talk.visit.tx.load(draft.complaintId)) ?? {};
  if (!complaint) return talk.say(refusalText(refuse('not_found'), talk.org));
  const reading = readForm(draft.form, draft.text, complaint, talk.org, aboutOf(complaint, talk));
  if ('missing' in reading) return talk.say(gapsText(draft.form, complaint.id, reading.missing));
  await perform(draft.form, complaint.id, reading.act, talk);
}

async function perform(form: Form, complaintId: string, act: Act, talk: Conversation): Promise<void> {
  const { visit, by, org, say } = talk;
  const outcome = await visit.act(complaintId, act, by);
  await drop(talk);
  await say(
    isRefusal(outcome) ? refusalText(outcome, org, complaintId) : done(form, act, outcome.complaint, talk),
  );
}

/** The case a sentence speaks of: by its number, else the only one that waits for this step. */
export async function caseFor(
  form: Form,
  wanted: string | undefined,
  { visit, by, org, say }: Conversation,
): Promise<Complaint | undefined> {
  if (wanted !== undefined) {
    const { complaint } = (await visit.tx.load(wanted)) ?? {};
    // A reviewer accepts an application by the number it bears, before the case is theirs to see (T18).
    const mayAccept = form === 'verify' && complaint && !forbidden(complaint, 'verify', by);
    const mayHandle = mayAccept || (complaint && openTasksOf(by.userId, complaint).length > 0);
    if (complaint && (mayHandle || maySee(by, complaint, org))) return complaint;
    await say(refusalText(refuse('not_found'), org));
    return undefined;
  }
  const waiting = (await visit.tx.open(by, org, MAX_OPEN)).filter((complaint) =>
    waitsFor(form, complaint, by, org),
  );
  const [only] = waiting;
  if (only && waiting.length === 1) return only;
  await say(
    whichCaseText(
      form,
      waiting.map(({ id }) => id),
    ),
  );
  return undefined;
}

/** Forms that answer a task; every other step is anybody's who may take it now. */
const ANSWERS: Partial<Readonly<Record<Form, readonly TaskKind[]>>> = {
  classify: ['classify'],
  assign: ['assign'],
  find: ['find'],
  plan: ['plan'],
  execute: ['execute'],
  follow_up: ['follow_up'],
  backfill: ['backfill'],
  tell: ['tell_declined', 'tell_extension'],
};

function waitsFor(
  form: Form,
  complaint: Complaint,
  by: Conversation['by'],
  org: Conversation['org'],
): boolean {
  const tasks = ANSWERS[form];
  if (!tasks) return forbidden(complaint, actOf(form), by) === undefined;
  return tasks.some((task) => todosOf(by, complaint, org).includes(task));
}

function aboutOf(complaint: Complaint, { visit }: Conversation): About {
  return { at: visit.at, rules: visit.rulesOf(complaint) };
}

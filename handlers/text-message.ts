import { readCommand, type Command } from '../src/chat/command';
import { maySee, seesWhole } from '../src/domain/access';
import { refuse } from '../src/domain/ruling';
import type { TextMessage } from '../src/wecom/callback';
import { listLine } from '../src/wecom/copy';
import { refusalText } from '../src/wecom/copy-refusals';
import { CHAT, documentsText, listText } from '../src/wecom/copy-chat';
import { beginBroadcast, sendBroadcast, showBroadcast } from './broadcast';
import { askBulkExport } from './bulk-export';
import type { Conversation } from './conversation';
import { askDisclosure, showAccessLog } from './disclosures';
import { giveLink } from './customer-links';
import { releaseFirst, showFolded } from './digest';
import { draftOf, drop, type Draft } from './draft';
import { checkDuplicates } from './duplicates';
import { addToFiling, beginFiling, file } from './filing';
import { addToForm, confirmForm, handle } from './handling';
import { offerLeakReport } from './leak-report';
import { handleLeak, showLeak } from './leaks';
import { progressFor, todoLines } from './look';
import { offerOneTap } from './one-tap';
import { showWeekly } from './weekly';
import { showTold } from './who-knows';
import { explainDue } from './why';

/** Longer texts are pasted documents; nothing of them is kept. */
const MAX_CHARS = 2000;
const MAX_LINES = 10;
const MAX_WAITING = 500;

/** 文本消息: a command, a complaint, a step of a case, or an answer to what was asked. */
export async function textMessage(
  { content }: Pick<TextMessage, 'content'>,
  talk: Conversation,
): Promise<void> {
  if ([...content].length > MAX_CHARS) return talk.say(CHAT.tooLong);
  const draft = await draftOf(talk);
  await follow(readCommand(content), talk, draft);
}

function follow(command: Command, talk: Conversation, draft: Draft | undefined): Promise<void> {
  switch (command.kind) {
    case 'help':
      return talk.say(CHAT.help);
    case 'my_complaints':
      return myComplaints(talk);
    case 'todo':
      return todo(talk);
    case 'weekly':
      return showWeekly(talk);
    case 'digest':
      return showFolded(talk);
    case 'release_digest':
      return releaseFirst(talk);
    case 'look':
      return look(command.complaintId, talk);
    case 'documents':
      return listDocuments(command.complaintId, talk);
    case 'duplicates':
      return checkDuplicates(command.complaintId, talk);
    case 'access_log':
      return showAccessLog(command.complaintId, talk);
    case 'who_knows':
      return showTold(command.complaintId, talk);
    case 'disclose':
      return askDisclosure(command, talk);
    case 'broadcast':
      return beginBroadcast(command, talk);
    case 'broadcast_status':
      return showBroadcast(command.broadcastId, talk);
    case 'bulk_export':
      return askBulkExport(command.scope, command.reason, talk);
    case 'why':
      return explainDue(command.complaintId, talk);
    case 'confirm':
      return confirm(talk, draft);
    case 'cancel':
      return cancel(talk, draft);
    case 'file':
      return beginFiling(command.text, talk, draft);
    case 'form':
      // 「答复：…」 is also how the missing part of a plan is written.
      return command.form === 'answer_task' && command.complaintId === undefined && draft?.kind === 'form'
        ? addToForm(draft, `答复：${command.text}`, talk)
        : handle(command.form, command.complaintId, command.text, talk);
    case 'report_leak':
      return offerLeakReport(command.text, talk);
    case 'give_link':
      return giveLink(command.what, command.complaintId, talk);
    case 'one_tap':
      return offerOneTap(command.what, command.complaintId, talk);
    case 'leak_status':
      return showLeak(command.incidentId, talk);
    case 'leak_form':
      return handleLeak(command.form, command.incidentId, command.text, talk);
    case 'other':
      return answer(command.text, talk, draft);
  }
}

async function answer(text: string, talk: Conversation, draft: Draft | undefined): Promise<void> {
  switch (draft?.kind) {
    case 'filing':
      return addToFiling(text, draft.understood, talk);
    case 'form':
      return addToForm(draft, text, talk);
    case 'broadcast':
      return talk.say(CHAT.noticeUnsent);
    case undefined:
      return /投诉/u.test(text) && text.length > 8 ? beginFiling(text, talk, draft) : talk.say(CHAT.unknown);
  }
}

async function confirm(talk: Conversation, draft: Draft | undefined): Promise<void> {
  switch (draft?.kind) {
    case 'filing':
      return file(draft.understood, talk);
    case 'form':
      return confirmForm(draft, talk);
    case 'broadcast':
      return sendBroadcast(draft, talk);
    case undefined:
      return talk.say(CHAT.nothingToConfirm);
  }
}

async function cancel(talk: Conversation, draft: Draft | undefined): Promise<void> {
  await drop(talk);
  await talk.say(draft ? CHAT.cancelled : CHAT.nothingToCancel);
}

async function myComplaints({ by, org, visit, say }: Conversation): Promise<void> {
  const rows = await visit.tx.filedBy(by.userId, MAX_LINES);
  const filed = rows.filter((complaint) => maySee(by, complaint, org));
  await say(
    filed.length === 0 ? CHAT.noneFiled : listText('您登记的投诉：', filed.map(listLine), filed.length),
  );
}

async function todo({ by, org, visit, say }: Conversation): Promise<void> {
  const waiting = (await visit.tx.waiting(by, org, MAX_WAITING)).flatMap((complaint) =>
    todoLines(by, complaint, org),
  );
  const lines = waiting.slice(0, MAX_LINES);
  await say(waiting.length === 0 ? CHAT.noneTodo : listText('等您办的：', lines, waiting.length));
}

async function look(complaintId: string | undefined, { by, org, visit, say }: Conversation): Promise<void> {
  if (complaintId === undefined) return say(CHAT.whichCase);
  const { complaint } = (await visit.tx.load(complaintId)) ?? {};
  // Denied and missing read the same (design decision 8).
  const progress = complaint && progressFor(by, complaint, org, visit.at);
  await say(progress ?? refusalText(refuse('not_found'), org));
}

/** 文书 <编号>: the numbered documents of a case (R25). They are opened in the mini-app, never sent as a file (R26). */
async function listDocuments(
  complaintId: string | undefined,
  { by, org, visit, say }: Conversation,
): Promise<void> {
  if (complaintId === undefined) return say(CHAT.whichCase);
  const { complaint } = (await visit.tx.load(complaintId)) ?? {};
  const isShown = complaint !== undefined && seesWhole(by, complaint, org);
  await say(isShown ? documentsText(complaint) : refusalText(refuse('not_found'), org));
}

import { z } from 'zod';
import type { Delivery, SendClass, SendRoom } from '../src/desk/ports';
import { isUrgent } from '../src/domain/notices';
import { isRenewed, renewAt } from '../src/domain/renewal';
import { defineJob, Later, type JobDefinition, type QueueName } from '../src/queue/define-job';
import { codesOf, fateOf } from './fate';
import { isAnswered, isPastUse } from './over';
import type { JobParts } from './parts';

const SECOND = 1_000;
const MINUTE = 60_000;

const Payload = z.strictObject({ id: z.string(), release: z.int().default(0) });
type Payload = z.infer<typeof Payload>;

/** 发送消息: one row of the ledger, with the bytes frozen there. Sending it again is harmless: WeCom drops the repeat. */
function sendJob(name: string, queue: QueueName): JobDefinition<Payload, JobParts> {
  return defineJob({
    name,
    queue,
    payload: Payload,
    // Released from a digest it is to be sent once more.
    jobId: ({ id, release }) => `${name}-${id}${release > 0 ? `-${release}` : ''}`,
    run: ({ id }, parts) => send(id, parts),
  });
}

export const sendMessage = sendJob('send-message', 'messages');

/** 紧急通知: a queue of its own, so that nothing ordinary stands before it. */
export const sendUrgent = sendJob('send-urgent', 'urgent');

async function send(id: string, parts: JobParts): Promise<void> {
  const { ledger, wecom, clock, budget, log } = parts;
  const delivery = await ledger.delivery(id);
  if (delivery?.status === 'folding') return fold(delivery, parts);
  if (delivery?.status !== 'pending') return;
  if (await isPointless(delivery, parts)) return ledger.dropped(id, 'moot', 'over');

  if (wouldComeTwice(delivery, clock.now())) {
    log.warn({ delivery: id }, 'message not sent again: an earlier try may have got through');
    return ledger.dropped(id, 'failed', 'ambiguous');
  }

  const room = await budget(delivery.to, classOf(delivery));
  if (room.full) return noRoom(delivery, room, parts);

  await ledger.tried(id, clock.now());
  let canRedraw = false;
  try {
    const { msgId, responseCode, unreached } = await wecom.send(delivery.body);
    if (unreached.includes(delivery.to.toLowerCase())) return await notTaken(id, 'unlicensed', parts);
    await ledger.sent(id, { msgId, ...codeOf(responseCode, delivery, clock.now()) }, clock.now());
    canRedraw = responseCode !== undefined;
  } catch (error) {
    await refused(delivery, error, parts);
  }
  await afterSending(delivery, canRedraw, parts);
}

/** The code a card is redrawn by, and when a fresh card follows if nobody answers this one. */
function codeOf(responseCode: string | undefined, { notice }: Delivery, now: Date) {
  if (responseCode === undefined) return {};
  return { responseCode, ...(notice && isRenewed(notice) && { renewAt: renewAt(now) }) };
}

/** What may pass between our clock and WeCom's, and while a request is on its way. */
const MARGIN_MS = MINUTE;

/** WeCom knows a card by its task_id for ever, and a text for as long as its own bytes ask (api.md 6.1). */
function wouldComeTwice({ taskId, triedAt, body }: Delivery, now: Date): boolean {
  if (taskId !== undefined || triedAt === undefined) return false;
  const { duplicate_check_interval: seconds } = JSON.parse(body) as { duplicate_check_interval: number };
  return now.getTime() - triedAt.getTime() > seconds * SECOND - MARGIN_MS;
}

async function afterSending(delivery: Delivery, canRedraw: boolean, parts: JobParts): Promise<void> {
  const { ledger, digests, clock } = parts;
  const { id, to, notice } = delivery;
  if (notice?.kind === 'digest') await digests.sent(to, id, clock.now());
  // Decided while it was on its way: its redraw was not asked for yet.
  else if (canRedraw && (await isPointless(delivery, parts))) await ledger.wantRedraw([id], clock.now());
}

function classOf({ urgent, notice, sendAs }: Delivery): SendClass {
  return sendAs ?? (urgent || (notice && isUrgent(notice)) ? 'urgent' : 'ordinary');
}

/** The notice of a case goes into its reader's digest; an answer waits, and so does everything when the day is used up. */
async function noRoom(delivery: Delivery, { full, waitMs }: SendRoom, parts: JobParts): Promise<void> {
  const { log, dayFull } = parts;
  const { id, complaintId, notice, sendAs } = delivery;
  if (full === 'day') {
    log.warn({ delivery: id, waitMs }, 'message waits for tomorrow: the share of the day is used up');
    dayFull();
  } else if (complaintId !== undefined && notice && sendAs === undefined) {
    parts.folded();
    return fold(delivery, parts);
  }
  throw new Later(waitMs);
}

async function fold({ id, to, notice }: Delivery, { digests, clock }: JobParts): Promise<void> {
  await digests.fold({ id, to, isUrgent: notice !== undefined && isUrgent(notice) }, clock.now());
}

async function isPointless(
  { id, to, complaintId, notice }: Delivery,
  { ledger, digests }: JobParts,
): Promise<boolean> {
  if (notice?.kind === 'digest') return !(await digests.isCurrent(to, id));
  if (!notice) return false;
  if (complaintId === undefined) return isAnswered(notice, ledger);
  const complaint = await ledger.complaint(complaintId);
  return complaint !== undefined && isPastUse(notice, complaint, ledger);
}

/** 未送达: WeCom has no such member, or not for this app; in one write it is given up and the next in line is told. */
async function notTaken(id: string, failure: string, { desk, log }: JobParts): Promise<void> {
  log.warn({ delivery: id, failure }, 'member cannot be reached');
  await desk.once({ kind: 'refusal', id, failure }, (visit) => visit.tellNext(id, failure));
}

/** What will never pass is dropped and said so; the rest waits and is tried again, however long. */
async function refused(delivery: Delivery, error: unknown, parts: JobParts): Promise<void> {
  const { ledger, clock, log } = parts;
  const { id, triedAt } = delivery;
  const now = clock.now();
  const fate = fateOf(error, triedAt, delivery.firstTriedAt ?? now, now);
  switch (fate.is) {
    case 'sent':
      log.info({ delivery: id }, 'message had got through by an earlier try');
      return ledger.sent(id, {}, now);
    case 'unreached':
      return notTaken(id, fate.failure, parts);
    case 'refused':
      log.warn({ delivery: id, failure: fate.failure }, 'message refused by WeCom');
      return ledger.dropped(id, 'failed', fate.failure);
    case 'later': {
      const { isClear, waitMs } = fate;
      // This try came to nothing; of an earlier one nobody knows.
      if (isClear && triedAt === undefined) await ledger.untried(id);
      log.warn({ delivery: id, ...codesOf(error), waitMs }, 'message not sent yet');
      throw new Later(waitMs);
    }
  }
}

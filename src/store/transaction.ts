import type { ClientSession, Collection, Connection } from 'mongoose';
import type { Cause, SentCard, Transaction } from '../desk/ports';
import type { Notice } from '../domain/notice';
import { renewAt } from '../domain/renewal';
import { alertVerbs, isAlertAt } from './alert-verbs';
import { answerVerbs, takeRequest } from './answers';
import { broadcastVerbs, isBroadcastAt } from './broadcast-verbs';
import { openCaseFilter } from './case-filter';
import { toComplaint, toRow } from './complaint-row';
import { linkVerbs } from './customer-links';
import { nextDueAt, rearm } from './deadlines';
import { newDeliveryRow, redrawWanted, type DeliveryRow } from './delivery-row';
import { digestVerbs } from './digests';
import { disclosureVerbs } from './disclosure-verbs';
import { HANDLED } from './inbox';
import { inAppVerbs } from './in-app-verbs';
import { incidentVerbs } from './incident-verbs';
import { linkedCases } from './linked-cases';
import { listedCases } from './listed-cases';
import { openLoads } from './loads';
import type { Models } from './models';
import { insertCases, recordEvents } from './new-cases';
import { markReckoning, takeReckoning } from './reckonings';
import { sameComplainant } from './same-complainant';
import type { Sealer } from './sealer';
import { toldVerbs } from './told-verbs';
import { isUploadComplete, uploadVerbs } from './upload-verbs';
import type { Turn } from './turn';
import type { Vault } from './vault';
import { VersionConflict } from './version-conflict';
import { waitingCases } from './waiting-cases';
import { weekCases } from './week-cases';

export interface StoreParts {
  readonly connection: Connection;
  readonly models: Models;
  readonly inbox: Collection;
  readonly vault: Vault;
  readonly sealer: Sealer;
  /** The rule set whose calendar this process runs by. */
  readonly calendarNo: number;
}

const DRAFT = 'draft';

/** One transaction's verbs on one session. Each is a single database call or two in a row; nothing runs in parallel. */
export function createTransaction(parts: StoreParts, session: ClientSession, turn: Turn): Transaction {
  const { models, vault, sealer } = parts;
  return {
    ...caseVerbs(parts, session),
    ...deliveryVerbs(models, sealer, session),
    ...disclosureVerbs(models, session),
    ...alertVerbs(models, session),
    ...incidentVerbs(models, session),
    ...toldVerbs(models, session),
    ...digestVerbs(models, session),
    ...broadcastVerbs(models, session),
    ...answerVerbs(models, sealer, session),
    ...inAppVerbs(models, session),
    ...uploadVerbs(models, vault, session),
    ...linkVerbs(models, sealer, session),

    take: async (cause) => {
      if (cause.kind === 'callback') {
        const taken = await parts.inbox.updateOne({ _id: cause.id as never, status: 'pending' }, HANDLED, {
          session: session,
        });
        return taken.modifiedCount === 1;
      }
      if (cause.kind === 'request') return takeRequest(models, session, cause.id);
      if (cause.kind === 'refusal') return isRefused(models, session, cause);
      if (cause.kind === 'alert') return isAlertAt(models, session, cause);
      if (cause.kind === 'broadcast') return isBroadcastAt(models, session, cause);
      if (cause.kind === 'upload') return isUploadComplete(models, session, cause.id);
      if (cause.kind === 'view') return true;
      if (cause.kind === 'calendar') return takeReckoning(models, session, cause.id, cause.version);
      // A deadline is taken by removing it; the commit that follows arms what comes next.
      const { deletedCount } = await models.deadlines.deleteOne(
        { _id: cause.id, version: cause.version },
        { session },
      );
      return deletedCount === 1;
    },

    nextSerial: async (orgCode, year) => {
      await turn.take();
      const counter = await models.counters
        .findOneAndUpdate(
          { _id: `${orgCode}${year}` },
          { $inc: { value: 1 } },
          { upsert: true, returnDocument: 'after', session },
        )
        .lean();
      return counter.value;
    },

    putParty: (complaintId, fields) => vault.put(complaintId, fields, { session }),
    samePerson: (complaintId, otherId) => vault.samePerson(complaintId, otherId, { session }),
    readParty: (complaintId, fields) => vault.read(complaintId, fields, { session }),
    sameComplainant: (fields, limit) => sameComplainant({ models, vault }, session, fields, limit),

    draft: async (userId) => {
      const row = await models.drafts.findById(userId).session(session).lean();
      if (!row) return undefined;
      const sealed = Buffer.from(row.sealed.buffer);
      return JSON.parse(sealer.open(sealed, { purpose: DRAFT, context: userId })) as unknown;
    },
    saveDraft: async (userId, draft) => {
      const sealed = sealer.seal(JSON.stringify(draft), { purpose: DRAFT, context: userId });
      await models.drafts.updateOne(
        { _id: userId },
        // The database's own moment: it removes old drafts by it (see HANDLED in inbox.ts).
        { $set: { sealed }, $currentDate: { updatedAt: true } },
        { upsert: true, session },
      );
    },
    clearDraft: async (userId) => {
      await models.drafts.deleteOne({ _id: userId }, { session });
    },
  };
}

type CaseVerbs = Pick<
  Transaction,
  'load' | 'commit' | 'arm' | 'loads' | 'filedBy' | 'waiting' | 'open' | 'listed' | 'linked' | 'weekCases'
>;

function caseVerbs({ models, calendarNo }: StoreParts, session: ClientSession): CaseVerbs {
  return {
    load: async (complaintId) => {
      const row = await models.complaints.findById(complaintId).session(session).lean();
      return row ? { complaint: toComplaint(row), chainHash: row.chainHash } : undefined;
    },

    linked: (complaint) => linkedCases(models, session, complaint),

    commit: async (before, after, events, deadlines) => {
      const last = events.at(-1);
      if (!last) return;
      if (!before) return insertCases(models, session, calendarNo, [{ complaint: after, events, deadlines }]);
      const { matchedCount } = await models.complaints.replaceOne(
        { _id: after.id, version: before.version },
        toRow(after, last.hash, deadlines),
        { session },
      );
      if (matchedCount === 0) throw new VersionConflict(after.id);
      await recordEvents(models, session, events);
      await rearm(models, session, after.id, deadlines);
      await markReckoning(models, session, after, calendarNo);
    },

    arm: async (complaintId, deadlines) => {
      await rearm(models, session, complaintId, deadlines);
      const next = nextDueAt(deadlines);
      const change = next.nextDueAt ? { $set: next } : { $unset: { nextDueAt: 1 } as const };
      await models.complaints.updateOne({ _id: complaintId }, change, { session });
    },

    loads: () => openLoads(models, session),

    weekCases: (week) => weekCases(models, week, session),

    filedBy: async (userId, limit) => {
      const rows = await models.complaints
        .find({ 'team.intake': userId })
        .sort({ receivedAt: -1 })
        .limit(limit)
        .session(session)
        .lean();
      return rows.map(toComplaint);
    },

    waiting: (person, org, limit) => waitingCases(models, session, person, org, limit),

    listed: (person, org, which) => listedCases(models, session, person, org, which),

    open: async (person, org, limit) => {
      const rows = await models.complaints
        .find(openCaseFilter(person, org))
        .sort({ receivedAt: 1 })
        .limit(limit)
        .session(session)
        .lean();
      return rows.map(toComplaint);
    },
  };
}

type DeliveryVerbs = Pick<Transaction, 'deliver' | 'card' | 'tapped' | 'wantRedraw'>;

/** A message goes from waiting to failed once. */
async function isRefused(
  models: Models,
  session: ClientSession,
  { id, failure }: Cause & { readonly kind: 'refusal' },
): Promise<boolean> {
  const { modifiedCount } = await models.deliveries.updateOne(
    { _id: id, status: 'pending' },
    { $set: { status: 'failed', failure } },
    { session },
  );
  return modifiedCount === 1;
}

function cardOf({ _id, to, notice, complaintId }: DeliveryRow & { readonly notice: Notice }): SentCard {
  return { deliveryId: _id, to, notice, ...(complaintId !== undefined && { complaintId }) };
}

function deliveryVerbs(models: Models, sealer: Sealer, session: ClientSession): DeliveryVerbs {
  /** The fresh code of a tap lives as long as the first one did, and a card that could not be redrawn can be again. */
  const withFreshCode = async ({ _id, renews, redraw }: DeliveryRow, at: Date): Promise<void> => {
    if (renews)
      await models.deliveries.updateOne(
        { _id, renews },
        { $set: { claimedUntil: renewAt(at) } },
        { session },
      );
    if (redraw === 'lost')
      await models.deliveries.updateOne({ _id, redraw }, { $unset: { redraw: 1 } }, { session });
  };

  return {
    deliver: async (delivery, at) => {
      await models.deliveries.create([newDeliveryRow(delivery, at, sealer)], { session });
    },

    card: async (deliveryId) => {
      const row = await models.deliveries.findById(deliveryId).session(session).lean();
      return row?.notice && cardOf({ ...row, notice: row.notice });
    },

    tapped: async ({ taskId, by, responseCode, key }, at) => {
      const change = { responseCode, responseCodeAt: at, tapped: { key, at } };
      const row =
        (await models.deliveries
          .findOneAndUpdate({ taskId, to: by }, { $set: change }, { session })
          .lean()) ?? (await models.deliveries.findOne({ taskId }).session(session).lean());
      if (!row?.notice) return undefined;
      await withFreshCode(row, at);
      // As it was before this tap.
      const isUsed = row.tapped !== undefined || row.untraced;
      return { ...cardOf({ ...row, notice: row.notice }), ...(isUsed && { isUsed }) };
    },

    wantRedraw: async (deliveryId, at) => {
      await models.deliveries.updateOne({ _id: deliveryId }, redrawWanted(at), { session });
    },
  };
}

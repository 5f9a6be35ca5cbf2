import type { ClientSession } from 'mongoose';
import { trusted } from 'mongoose';
import type { BroadcastVerbs } from '../desk/broadcast-ports';
import { receiptId, toBroadcast, toReceipt } from './broadcast-rows';
import type { Models } from './models';
import { VersionConflict } from './version-conflict';

/** 重要通知 on one session. */
export function broadcastVerbs(models: Models, session: ClientSession): BroadcastVerbs {
  const idsOf = (id: string, userIds: readonly string[]) =>
    trusted({ $in: userIds.map((userId) => receiptId(id, userId)) });
  return {
    broadcast: async (id) => {
      const row = await models.broadcasts.findById(id).session(session).lean();
      return row ? toBroadcast(row) : undefined;
    },

    announce: async ({ id, ...broadcast }, batches) => {
      const { at, confirmBy } = broadcast;
      await models.broadcasts.create([{ _id: id, ...broadcast, waits: true, claimedUntil: confirmBy }], {
        session,
      });
      await models.batches.insertMany(
        batches.map(({ userIds, taskId }, no) => ({
          ...{ _id: `${id}-b${no}`, broadcast: id, userIds, taskId },
          ...{ status: 'pending' as const, createdAt: at, claimedUntil: at },
        })),
        { session },
      );
    },

    receiptsOf: async (id) => {
      const rows = await models.receipts.find({ broadcast: id }).sort({ _id: 1 }).session(session).lean();
      return rows.map(toReceipt);
    },

    confirmRead: async ({ taskId, by, responseCode }, at) => {
      const sent = await models.batches.findOne({ taskId }).session(session).lean();
      if (!sent) return undefined;
      const _id = receiptId(sent.broadcast, by);
      const before = await models.receipts
        .findOneAndUpdate(
          { _id },
          { $set: { responseCode, redraw: 'wanted', claimedUntil: at } },
          { session },
        )
        .lean();
      if (!before) return undefined;
      if (!before.confirmedAt)
        await models.receipts.updateOne({ _id }, { $set: { confirmedAt: at } }, { session });
      return toReceipt(before);
    },

    askToCall: async (id, userIds, by, at) => {
      await models.receipts.updateMany(
        { _id: idsOf(id, userIds) },
        { $set: { call: { by, askedAt: at } } },
        { session },
      );
    },

    called: async (id, userIds, by, at) => {
      await models.receipts.updateMany(
        { _id: idsOf(id, userIds), 'call.by': by },
        { $set: { 'call.reachedAt': at } },
        { session },
      );
    },

    lookAgain: async ({ id, version, chasedAt }, at) => {
      const change = at
        ? { $set: { waits: true as const, claimedUntil: at, ...(chasedAt && { chasedAt }) } }
        : { $set: { ...(chasedAt && { chasedAt }) }, $unset: { waits: 1 as const } };
      const { matchedCount } = await models.broadcasts.updateOne(
        { _id: id, version },
        { ...change, $inc: { version: 1 } },
        { session },
      );
      if (matchedCount === 0) throw new VersionConflict(id);
    },
  };
}

/** Whether a step of it is still to be taken; looking again takes it. */
export async function isBroadcastAt(
  models: Models,
  session: ClientSession,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<boolean> {
  return (await models.broadcasts.exists({ _id: id, version, waits: true }).session(session)) !== null;
}

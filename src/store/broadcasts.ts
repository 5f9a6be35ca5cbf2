import { trusted, type Connection } from 'mongoose';
import type { Batch, Broadcasts } from '../desk/broadcast-ports';
import type { Receipt } from '../domain/broadcast';
import { receiptId, toBroadcast, toReceipt, type BatchRow } from './broadcast-rows';
import type { Models } from './models';

/** 重要通知 on MongoDB, for its jobs. What WeCom answered is written for a thousand people by one command. */
export function createBroadcasts(connection: Connection, models: Models): Broadcasts {
  /** Those already there stay. */
  const expect = async ({ broadcast, userIds }: Batch): Promise<void> => {
    await models.receipts.bulkWrite(
      userIds.map((userId) => ({
        updateOne: {
          filter: { _id: receiptId(broadcast, userId) },
          update: { $setOnInsert: { broadcast, userId, status: 'pending' as const } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  };

  const settle = async (
    { broadcast, userIds }: Pick<Batch, 'broadcast' | 'userIds'>,
    change: Partial<Receipt>,
  ): Promise<void> => {
    if (userIds.length === 0) return;
    const ids = userIds.map((userId) => receiptId(broadcast, userId));
    await models.receipts.updateMany({ _id: trusted({ $in: ids }), status: 'pending' }, { $set: change });
  };

  /** Who was not reached is to be called now, not only when confirmations are due. */
  const lookNow = async (id: string, at: Date): Promise<void> => {
    await models.broadcasts.updateOne(
      { _id: id },
      { $set: { waits: true, claimedUntil: at }, $inc: { version: 1 } },
    );
  };

  const end = async (id: string, status: BatchRow['status']): Promise<void> => {
    await models.batches.updateOne({ _id: id, status: 'pending' }, { $set: { status } });
  };

  return {
    broadcast: async (id) => {
      const row = await models.broadcasts.findById(id).lean();
      return row ? toBroadcast(row) : undefined;
    },

    batch: async (id) => {
      const row = await models.batches.findById(id).lean();
      return row ? toBatch(row) : undefined;
    },

    tried: async (batch, later, at) => {
      const { id, broadcast, userIds, taskId } = batch;
      const tried = userIds.length === 0 ? { status: 'sent' as const } : { userIds, triedAt: at };
      // One write, or somebody could stand in both.
      await connection.transaction(async (session) => {
        const { modifiedCount } = await models.batches.updateOne(
          { _id: id, triedAt: trusted({ $exists: false }) },
          { $set: tried },
          { session },
        );
        if (modifiedCount === 0 || later.userIds.length === 0) return;
        const rest = { _id: `${id}-l`, broadcast, userIds: later.userIds, taskId: `${taskId}-l` };
        const row = { ...rest, status: 'pending' as const, createdAt: at, claimedUntil: later.at };
        await models.batches.insertMany([row], { session });
      });
      await expect(batch);
    },

    sent: async (batch, { msgId, unreached }, at) => {
      const isUnreached = (userId: string) => unreached.includes(userId.toLowerCase());
      const [missed, reached] = [true, false].map((is) =>
        batch.userIds.filter((userId) => isUnreached(userId) === is),
      ) as [string[], string[]];
      await settle(
        { ...batch, userIds: reached },
        { status: 'sent', sentAt: at, ...(msgId !== undefined && { msgId }) },
      );
      await settle({ ...batch, userIds: missed }, { status: 'failed', failure: 'unreached' });
      if (missed.length > 0) await lookNow(batch.broadcast, at);
      await end(batch.id, 'sent');
    },

    failed: async (batch, failure, at) => {
      await expect(batch);
      await settle(batch, { status: 'failed', failure });
      await lookNow(batch.broadcast, at);
      await end(batch.id, 'failed');
    },

    confirmed: async (id) => {
      const row = await models.receipts.findById(id).lean();
      if (row?.redraw !== 'wanted') return undefined;
      return { ...toReceipt(row), ...(row.responseCode !== undefined && { responseCode: row.responseCode }) };
    },

    redrawn: async (id, outcome) => {
      await models.receipts.updateOne({ _id: id, redraw: 'wanted' }, { $set: { redraw: outcome } });
    },
  };
}

function toBatch({ _id, broadcast, userIds, taskId, status, createdAt, triedAt }: BatchRow): Batch {
  return { id: _id, broadcast, userIds, taskId, status, createdAt, ...(triedAt && { triedAt }) };
}

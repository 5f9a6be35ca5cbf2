import { trusted } from 'mongoose';
import type { ClientSession } from 'mongoose';
import type { Digests, Folded, Transaction } from '../desk/ports';
import type { CardNotice } from '../domain/notice';
import { isUrgent } from '../domain/notices';
import { toComplaint } from './complaint-row';
import { FOLDED, redrawWanted } from './delivery-row';
import { GAP_MS, touched, type DigestRow } from './digest-row';
import type { Models } from './models';

/** 汇总 on MongoDB. */
export function createDigests(models: Models): Digests {
  const rows = models.digests.collection;
  const retire = async (userId: string, at: Date, except = ''): Promise<void> => {
    await models.deliveries.updateMany(
      {
        to: userId,
        status: 'sent',
        'notice.kind': 'digest',
        redraw: trusted({ $exists: false }),
        _id: trusted({ $ne: except }),
      },
      redrawWanted(at),
    );
  };

  return {
    folded: (userId) => foldedFor(models, userId),

    fold: async ({ id, to, isUrgent: urgent }, at) => {
      await models.deliveries.updateOne({ _id: id, status: 'pending' }, { $set: { status: 'folding' } });
      // Between the two writes it is `folding`, and taken again by the sweeper: a fold nobody hears of would be lost.
      await rows.updateOne({ _id: to as never }, touched(at, urgent ? 'urgent' : 'ordinary'), {
        upsert: true,
      });
      await models.deliveries.updateOne({ _id: id, status: 'folding' }, { $set: { status: 'folded' } });
    },

    begin: async (userId, version, at) => {
      const isFree = [
        { begunAt: { $exists: false } },
        { begunAt: { $lte: new Date(at.getTime() - GAP_MS.urgent) } },
        // Its own job again, after a failure.
        { begunBy: version },
      ];
      const isNews = { $gt: ['$news', { $ifNull: ['$shown', 0] }] };
      const row = (await rows.findOneAndUpdate(
        { _id: userId as never, stale: true, $or: isFree },
        [{ $set: { begunBy: version, begunAt: { $cond: [isNews, at, '$begunAt'] } } }],
        { returnDocument: 'after' },
      )) as DigestRow | null;
      if (!row) return undefined;
      const { cardId, cardKey, news = 0, shown = 0 } = row;
      return {
        seen: row.version,
        isNews: news > shown,
        ...(cardId !== undefined && cardKey !== undefined && { card: { id: cardId, key: cardKey } }),
      };
    },

    show: async (userId, version, { id, key }) => {
      await models.digests.updateOne(
        { _id: userId, begunBy: version },
        { $set: { cardId: id, cardKey: key } },
      );
    },

    settle: async (userId, version, seen, at) => {
      const isBehind = { $gt: ['$version', seen] };
      const gapMs = { $cond: [{ $gt: ['$urgent', seen] }, GAP_MS.urgent, GAP_MS.ordinary] };
      const due = { $max: [at, { $add: ['$begunAt', gapMs] }] };
      await rows.updateOne({ _id: userId as never, begunBy: version }, [
        {
          $set: {
            shown: seen,
            stale: isBehind,
            claimedUntil: { $cond: [isBehind, due, '$claimedUntil'] },
            // The job of this version may have come and found the turn taken: it would not be put again.
            version: { $cond: [isBehind, { $add: ['$version', 1] }, '$version'] },
          },
        },
      ]);
    },

    clear: async (userId, version, at) => {
      await models.digests.updateOne(
        { _id: userId, begunBy: version },
        { $unset: { cardId: 1, cardKey: 1 } },
      );
      await retire(userId, at);
    },

    isCurrent: async (userId, deliveryId) =>
      (await models.digests.exists({ _id: userId, cardId: deliveryId })) !== null,

    sent: async (userId, deliveryId, at) => {
      const row = await models.digests.findById(userId).lean();
      const current = row?.cardId;
      if (current === deliveryId) return retire(userId, at, deliveryId);
      // A newer one overtook it: that one, once it is sent, is the only one.
      const newer = current === undefined ? undefined : await models.deliveries.findById(current).lean();
      if (!newer || newer.status === 'sent') await retire(userId, at, current);
    },
  };
}

/** 汇总 on one session. */
export function digestVerbs(models: Models, session: ClientSession): Pick<Transaction, 'folded' | 'release'> {
  return {
    folded: (userId) => foldedFor(models, userId, session),

    release: async (userId, ids, at) => {
      const { modifiedCount } = await models.deliveries.updateMany(
        { _id: trusted({ $in: [...ids] }), to: userId, status: trusted({ $in: FOLDED }) },
        // With what is urgent and not with digests, or those who read them would find no room for the next.
        { $set: { status: 'pending', sendAs: 'urgent', claimedUntil: at }, $inc: { releases: 1 } },
        { session },
      );
      if (modifiedCount > 0)
        await models.digests.collection.updateOne({ _id: userId as never }, touched(at, 'urgent'), {
          session,
        });
      return modifiedCount;
    },
  };
}

/** Urgent first, then as they came; each with its case as it stands. */
async function foldedFor(
  models: Models,
  userId: string,
  session: ClientSession | null = null,
): Promise<readonly Folded[]> {
  const rows = await models.deliveries
    .find({ to: userId, status: trusted({ $in: FOLDED }) }, { notice: 1, complaintId: 1 })
    .sort({ createdAt: 1, _id: 1 })
    .session(session)
    .lean();
  const ids = [...new Set(rows.flatMap(({ complaintId }) => complaintId ?? []))];
  const cases = await models.complaints
    .find({ _id: trusted({ $in: ids }) })
    .session(session)
    .lean();
  const caseOf = new Map(cases.map((row) => [row._id, toComplaint(row)]));
  const folded = rows.flatMap(({ _id, notice, complaintId = '' }) => {
    const complaint = caseOf.get(complaintId);
    return complaint ? [{ id: _id, notice: notice as CardNotice, complaint }] : [];
  });
  return folded.sort((a, b) => Number(isUrgent(b.notice)) - Number(isUrgent(a.notice)));
}

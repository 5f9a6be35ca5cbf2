import { trusted } from 'mongoose';
import type { GroupPosts } from '../desk/group-ports';
import type { Models } from './models';
import type { Sealer } from './sealer';

const PURPOSE = 'group-post';

/** 群推送 on MongoDB. */
export function createGroupPosts({ groupPosts }: Models, sealer: Sealer): GroupPosts {
  return {
    put: async ({ id, body }, postAt) => {
      const sealed = sealer.seal(body, { purpose: PURPOSE, context: id });
      const row = { sealed, status: 'pending', postAt, claimedUntil: postAt } as const;
      await groupPosts.updateOne({ _id: id }, { $setOnInsert: row }, { upsert: true });
    },

    post: async (id) => {
      const row = await groupPosts.findById(id).lean();
      if (!row) return undefined;
      const { sealed, status, postAt, triedAt } = row;
      const body = sealer.open(Buffer.from(sealed.buffer), { purpose: PURPOSE, context: id });
      return { id, body, postAt, status, ...(triedAt && { triedAt }) };
    },

    begin: async (id, at) => {
      const { modifiedCount } = await groupPosts.updateOne(
        { _id: id, status: 'pending', triedAt: trusted({ $exists: false }) },
        { $set: { triedAt: at } },
      );
      return modifiedCount === 1;
    },
    untried: async (id) => {
      await groupPosts.updateOne({ _id: id, status: 'pending' }, { $unset: { triedAt: 1 } });
    },

    // Also of one that somebody else took for lost meanwhile: WeCom has said that it is there.
    sent: async (id, at) => {
      await groupPosts.updateOne(
        { _id: id },
        { $set: { status: 'sent', sentAt: at }, $unset: { failure: 1 } },
      );
    },
    failed: async (id, failure) => {
      await groupPosts.updateOne({ _id: id, status: 'pending' }, { $set: { status: 'failed', failure } });
    },
  };
}

import type { Heartbeats } from '../auditor/ports';
import type { Models } from './models';

const ROW = { _id: 'auditor' } as const;

/** 心跳 on MongoDB. */
export function createHeartbeats({ heartbeats }: Models): Heartbeats {
  return {
    beat: async ({ events, tookMs }) => {
      const row = await heartbeats
        .findOneAndUpdate(
          ROW,
          { $set: { events, tookMs }, $currentDate: { at: true } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean();
      return { at: row.at as Date, isAlarmed: row.alarmed === true };
    },

    ageMs: async () => {
      const [row] = await heartbeats.aggregate<{ readonly ageMs: number | null }>([
        { $match: ROW },
        { $project: { ageMs: { $subtract: ['$$NOW', '$at'] } } },
      ]);
      return row?.ageMs ?? undefined;
    },

    isAlarmed: async () => (await heartbeats.findOne(ROW).lean())?.alarmed === true,

    alarmed: async (isAlarmed) => {
      await heartbeats.updateOne(ROW, isAlarmed ? { $set: { alarmed: true } } : { $unset: { alarmed: 1 } }, {
        upsert: true,
      });
    },
  };
}

import type { Routines } from '../desk/ports';
import type { Models } from './models';

/** 例行任务 on MongoDB: a missed turn is still there, and comes once. */
export function createRoutines({ routines }: Models): Routines {
  return {
    arm: async (names, at) => {
      const row = { dueAt: at, claimedUntil: at, version: 1, unplanned: true };
      await routines.bulkWrite(
        names.map((_id) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } })),
      );
    },

    open: async (name, version) => {
      const row = await routines.findOne({ _id: name, version }).lean();
      return row ? { dueAt: row.dueAt, isPlanned: row.unplanned !== true } : undefined;
    },

    plan: async (name, version, { dueAt, isPlanned }) => {
      const next = { dueAt, claimedUntil: dueAt, version: version + 1 };
      await routines.updateOne(
        { _id: name, version },
        isPlanned
          ? { $set: next, $unset: { unplanned: 1, claimedBy: 1 } }
          : { $set: { ...next, unplanned: true }, $unset: { claimedBy: 1 } },
      );
    },
  };
}

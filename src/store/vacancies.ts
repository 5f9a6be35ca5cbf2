import { trusted } from 'mongoose';
import type { Vacancies } from '../desk/ports';
import type { Models } from './models';

/** 接口人空缺 on MongoDB. */
export function createVacancies({ vacancies }: Models): Vacancies {
  return {
    observe: async (departments, at) => {
      await vacancies.deleteMany({ _id: trusted({ $nin: [...departments] }) });
      if (departments.length === 0) return new Map();
      const write = { $setOnInsert: { since: at } };
      await vacancies.bulkWrite(
        departments.map((_id) => ({ updateOne: { filter: { _id }, update: write, upsert: true } })),
      );
      const rows = await vacancies.find().lean();
      return new Map(rows.map(({ _id, since }) => [_id, since]));
    },
  };
}

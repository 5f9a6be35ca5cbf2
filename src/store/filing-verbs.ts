import type { ClientSession } from 'mongoose';
import type { PartyFields, Transaction } from '../desk/ports';
import type { KeptAnswer } from '../desk/request-ports';
import { insertAnswers } from './answers';
import { insertCases, type NewCase } from './new-cases';
import type { StoreParts } from './transaction';
import type { Turn } from './turn';

type FilingVerbs = Pick<Transaction, 'take' | 'nextSerial' | 'putParty' | 'commit' | 'keepAnswer'>;

/**
 * 成批登记: what several filings write is held until all of them are through, and then written by one command a
 * collection; none of it is read before. A request that was taken before is found when it is written: the group fails.
 */
export function holdFilings(
  { models, vault, sealer, calendarNo }: StoreParts,
  session: ClientSession,
  turn: Turn,
): { readonly verbs: FilingVerbs; write(): Promise<void> } {
  const answers = new Map<string, KeptAnswer | undefined>();
  const counters = new Map<string, { readonly first: number; more: number }>();
  const parties = new Map<string, PartyFields>();
  const cases: NewCase[] = [];

  const count = async (_id: string, by: number): Promise<number> => {
    const counter = await models.counters
      .findOneAndUpdate({ _id }, { $inc: { value: by } }, { upsert: true, returnDocument: 'after', session })
      .lean();
    return counter.value;
  };

  return {
    verbs: {
      take: (cause) => {
        if (cause.kind !== 'request') throw new Error('only requests come together');
        const isFirst = !answers.has(cause.id);
        if (isFirst) answers.set(cause.id, undefined);
        return Promise.resolve(isFirst);
      },

      keepAnswer: (id, answer) => {
        answers.set(id, answer);
        return Promise.resolve();
      },

      // The first one holds the counter against other processes; what the others took is added at the end.
      nextSerial: async (orgCode, year) => {
        const id = `${orgCode}${year}`;
        const counter = counters.get(id);
        if (counter) return counter.first + ++counter.more;
        await turn.take();
        const first = await count(id, 1);
        counters.set(id, { first, more: 0 });
        return first;
      },

      putParty: (complaintId, fields) => {
        parties.set(complaintId, fields);
        return Promise.resolve();
      },

      commit: (before, complaint, events, deadlines) => {
        if (before) throw new Error('only new cases come together');
        cases.push({ complaint, events, deadlines });
        return Promise.resolve();
      },
    },

    write: async () => {
      for (const [id, { more }] of counters) if (more > 0) await count(id, more);
      if (cases.length > 0) await insertCases(models, session, calendarNo, cases);
      if (parties.size > 0) await vault.putNew(parties, { session });
      if (answers.size > 0) await insertAnswers(models, sealer, session, answers);
    },
  };
}

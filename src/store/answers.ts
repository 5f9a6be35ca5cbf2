import type { ClientSession } from 'mongoose';
import type { Answers, KeptAnswer, RequestVerbs } from '../desk/request-ports';
import type { Models } from './models';
import type { Sealer } from './sealer';

const PURPOSE = 'api-answer';

/** Takes the request of this key; false when it was taken before. */
export async function takeRequest(models: Models, session: ClientSession, id: string): Promise<boolean> {
  const { upsertedCount } = await models.answers.updateOne(
    { _id: id, takenAt: null },
    { $currentDate: { takenAt: true } },
    { upsert: true, session },
  );
  return upsertedCount === 1;
}

export function answerVerbs(
  models: Models,
  sealer: Sealer,
  session: ClientSession,
): Pick<RequestVerbs, 'keepAnswer'> {
  return {
    keepAnswer: async (id, { body, ...answer }) => {
      const sealed = sealer.seal(body, { purpose: PURPOSE, context: id });
      await models.answers.updateOne({ _id: id }, { $set: { ...answer, body: sealed } }, { session });
    },
  };
}

/** 已答复的请求, opened again for who asks twice. */
export function createAnswers(models: Models, sealer: Sealer): Answers {
  return {
    find: async (id) => {
      const row = await models.answers.findById(id).read('primary').readConcern('majority').lean();
      if (!row?.body || row.fingerprint === undefined || row.status === undefined) return undefined;
      const body = sealer.open(Buffer.from(row.body.buffer), { purpose: PURPOSE, context: id });
      const { fingerprint, status, version } = row;
      return { fingerprint, status, body, ...(version !== undefined && { version }) } satisfies KeptAnswer;
    },
  };
}

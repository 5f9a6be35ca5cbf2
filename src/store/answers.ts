import type { ClientSession } from 'mongoose';
import type { Answers, KeptAnswer, RequestVerbs } from '../desk/request-ports';
import type { Models } from './models';
import type { Sealer } from './sealer';

const PURPOSE = 'api-answer';

/** Takes the request of this key; false when it was taken before. */
export async function takeRequest(models: Models, session: ClientSession, id: string): Promise<boolean> {
  if (await models.answers.exists({ _id: id }).session(session)) return false;
  // Taken by another meanwhile, the two meet on the row, and the one that lost runs again and sees it.
  await models.answers.updateOne({ _id: id }, { $currentDate: { takenAt: true } }, { upsert: true, session });
  return true;
}

/** Requests of one group, each with what it was answered. Throws when one of them was taken before. */
export async function insertAnswers(
  models: Models,
  sealer: Sealer,
  session: ClientSession,
  answers: ReadonlyMap<string, KeptAnswer | undefined>,
): Promise<void> {
  const writes = [...answers].map(([_id, answer]) => ({
    updateOne: {
      // There is no row that was never taken: one of this key is in the way of the one to be inserted.
      filter: { _id: _id as never, takenAt: null },
      update: { $set: answer ? sealed(sealer, _id, answer) : {}, $currentDate: { takenAt: true } },
      upsert: true,
    },
  }));
  await models.answers.collection.bulkWrite(writes as never, { session });
}

function sealed(sealer: Sealer, id: string, { body, ...answer }: KeptAnswer) {
  return { ...answer, body: sealer.seal(body, { purpose: PURPOSE, context: id }) };
}

export function answerVerbs(
  models: Models,
  sealer: Sealer,
  session: ClientSession,
): Pick<RequestVerbs, 'keepAnswer'> {
  return {
    keepAnswer: async (id, answer) => {
      await models.answers.updateOne({ _id: id }, { $set: sealed(sealer, id, answer) }, { session });
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

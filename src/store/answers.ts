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

import { createHash, randomBytes } from 'node:crypto';
import DataLoader from 'dataloader';
import { trusted } from 'mongoose';
import type { LoginStates, Session, Sessions } from '../desk/request-ports';
import type { Models } from './models';
import type { SessionRow } from './request-rows';

/** After so long a token is replaced by the next request; the one before stays good for those on their way. */
export const ROTATE_MS = 10 * 60_000;
export const OVERLAP_MS = 60_000;
/** Without a request for so long, and however busy after so long, one logs in again (MLPS 8.1.4.1). */
export const IDLE_MS = 2 * 3_600_000;
export const LIFE_MS = 12 * 3_600_000;
/** How exactly the last sign of life is known. */
const SEEN_EVERY_MS = 60_000;
const LOGIN_WITHIN_MS = 5 * 60_000;

/** A token is `<id>.<secret>`, both random; 256 bits need no slow hash. */
function newToken(id: string): { readonly token: string; readonly digest: string } {
  const token = `${id}.${random()}`;
  return { token, digest: digestOf(token) };
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const SHAPE = /^([\w-]{43})\.[\w-]{43}$/;

/**
 * 会话存放. Tokens rotate: an old one that comes back after the new one was used, and not on its heels, was copied by
 * somebody, and the whole session ends. An answer lost on the way costs nothing: the old one is good until the new one is used.
 */
export function createSessions(models: Models): Sessions {
  const { sessions } = models;
  // Those who ask in one moment are looked up by one command, and nobody's answer is remembered.
  const rows = new DataLoader<string, SessionRow | undefined>(
    async (ids) => {
      const found = await sessions.find({ _id: trusted({ $in: [...ids] }) }).lean();
      return ids.map((id) => found.find(({ _id }) => _id === id));
    },
    { cache: false, maxBatchSize: 100, batchScheduleFn: setImmediate },
  );

  const rotate = async (row: SessionRow, at: Date): Promise<string | undefined> => {
    const { token, digest } = newToken(row._id);
    const { modifiedCount } = await sessions.updateOne(
      { _id: row._id, token: row.token },
      {
        $set: { token: digest, before: row.token, rotatedAt: at, seenAt: at },
        $unset: { usedAt: 1 },
        $currentDate: { touchedAt: true },
      },
    );
    return modifiedCount === 1 ? token : undefined;
  };

  /** The new token never arrived: it is replaced by another, and the old one stays the one before. */
  const reissue = async (row: SessionRow, at: Date): Promise<string | undefined> => {
    const { token, digest } = newToken(row._id);
    const { modifiedCount } = await sessions.updateOne(
      { _id: row._id, token: row.token, usedAt: null },
      { $set: { token: digest, rotatedAt: at, seenAt: at }, $currentDate: { touchedAt: true } },
    );
    return modifiedCount === 1 ? token : undefined;
  };

  const seen = async (row: SessionRow, at: Date): Promise<void> => {
    const isKnown = row.usedAt !== undefined && at.getTime() - row.seenAt.getTime() < SEEN_EVERY_MS;
    if (isKnown) return;
    await sessions.updateOne(
      { _id: row._id, token: row.token },
      { $set: { seenAt: at, usedAt: row.usedAt ?? at }, $currentDate: { touchedAt: true } },
    );
  };

  return {
    begin: async (userId, device, at) => {
      const id = random();
      const { token, digest } = newToken(id);
      await sessions.updateOne(
        { _id: id },
        {
          $set: { userId, device, token: digest, rotatedAt: at, seenAt: at, createdAt: at },
          $currentDate: { touchedAt: true },
        },
        { upsert: true },
      );
      return token;
    },

    check: async (token, at) => {
      const id = SHAPE.exec(token)?.[1];
      const row = id === undefined ? undefined : await rows.load(id);
      if (!row) return undefined;
      const age = (since: Date) => at.getTime() - since.getTime();
      if (age(row.createdAt) > LIFE_MS || age(row.seenAt) > IDLE_MS) return undefined;
      const session: Session = {
        id: row._id,
        userId: row.userId,
        device: row.device === 'weapp' ? 'weapp' : 'h5',
      };
      const digest = digestOf(token);
      if (digest === row.token) {
        if (age(row.rotatedAt) < ROTATE_MS) {
          await seen(row, at);
          return { session };
        }
        const next = await rotate(row, at);
        return { session, ...(next !== undefined && { next }) };
      }
      if (digest !== row.before) return undefined;
      if (row.usedAt === undefined) {
        const next = age(row.rotatedAt) < OVERLAP_MS ? undefined : await reissue(row, at);
        return { session, ...(next !== undefined && { next }) };
      }
      if (age(row.rotatedAt) < OVERLAP_MS) return { session };
      await sessions.deleteOne({ _id: row._id });
      return undefined;
    },

    end: async (id) => {
      await sessions.deleteOne({ _id: id });
    },
    endAll: async (userId) => {
      await sessions.deleteMany({ userId });
    },
  };
}

export function createLoginStates({ loginStates }: Models): LoginStates {
  return {
    begin: async (to, at) => {
      const [state, nonce] = [randomBytes(32).toString('hex'), random()];
      await loginStates.updateOne(
        { _id: digestOf(state) },
        { $set: { nonce: digestOf(nonce), to, createdAt: at }, $currentDate: { touchedAt: true } },
        { upsert: true },
      );
      return { state, nonce };
    },
    take: async (state, nonce, at) => {
      const row = await loginStates.findOneAndDelete({ _id: digestOf(state) }).lean();
      if (!row || row.nonce !== digestOf(nonce)) return undefined;
      return at.getTime() - row.createdAt.getTime() > LOGIN_WITHIN_MS ? undefined : { to: row.to };
    },
  };
}

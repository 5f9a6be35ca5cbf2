import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../errors';
import { errcodeMeaning } from './errcodes';
import { WeComError } from './wecom-error';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Renewed this long before it expires (api.md 5.1). */
const EARLY_MS = 5 * MINUTE;
/** After a failed early renewal the old token serves on; the next try comes after this. */
const POSTPONE_MS = 30 * SECOND;
/** A token is not fetched anew for a failure twice within this time: a persistent 40014 must not become a poll. */
const FORCED_GAP_MS = 30 * SECOND;
/** Waits after a refused secret: WeCom blocks the caller's IP for an hour when gettoken is repeated with a wrong one. */
const SECRET_WAITS_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE] as const;
const SECRET_ERRCODES: ReadonlySet<number> = new Set([40001, 40013, 40091]);
/** 20 s in all: longer than the store's lock lives, so a holder that died is outwaited. */
const LOCK_TURNS = 400;
const LOCK_PAUSE_MS = 50;

/** 已存凭证, instants in epoch ms. */
export interface HeldToken {
  readonly value: string;
  readonly renewAt: number;
  readonly expiresAt: number;
  /** When it was fetched because the one before it had been refused. */
  readonly forcedAt?: number;
}

/** A refusal of gettoken itself, remembered so that no process repeats it before `until` (epoch ms). */
export interface TokenRefusal {
  readonly errcode: number;
  readonly strikes: number;
  readonly until: number;
  /** Which secret was refused: a corrected one is tried at once. */
  readonly credential: string;
}

/** 凭证存放: what the processes of one app (corpid + agentid) share. Losing it costs one gettoken, never truth. */
export interface TokenStore {
  read(): Promise<{ readonly token?: HeldToken; readonly refusal?: TokenRefusal }>;
  /** Also forgets the refusal. */
  saveToken(token: HeldToken, ttlMs: number): Promise<void>;
  saveRefusal(refusal: TokenRefusal, ttlMs: number): Promise<void>;
  /** Undefined when somebody else holds it. The lock ends by itself should its owner die. */
  lock(): Promise<(() => Promise<void>) | undefined>;
}

/** What gettoken gave; `expiresInMs` from the moment of the answer. */
export interface FetchedToken {
  readonly value: string;
  readonly expiresInMs: number;
}

export interface AccessToken {
  /** Throws WeComError when gettoken is refused (or was, a moment ago), whatever fetchToken throws otherwise. */
  get(): Promise<string>;
  /** Gives the token to use instead of the one that failed; it may be the same when renewing would be polling. */
  refresh(failed: string): Promise<string>;
}

export interface AccessTokenOptions {
  readonly fetchToken: () => Promise<FetchedToken>;
  readonly store: TokenStore;
  readonly now: () => Date;
  /** A fingerprint of the secret, never the secret. */
  readonly credential: string;
}

/** 调用凭证 (access_token, doc 91039): one for all processes of the app, fetched by one of them at a time. */
export function createAccessToken({ fetchToken, store, now, credential }: AccessTokenOptions): AccessToken {
  const clock = () => now().getTime();
  const flights = new Map<string, Promise<HeldToken>>();
  let held: HeldToken | undefined;

  const isGood = (token: HeldToken, failed?: string) => token.value !== failed && clock() < token.renewAt;

  /** Without a failure, a token in its last minutes still serves. */
  const servesOn = (token: HeldToken, failed?: string) => failed === undefined && clock() < token.expiresAt;

  /** The failed token is itself the answer to a failure of a moment ago. */
  const isJustForced = (token: HeldToken, failed?: string) =>
    token.value === failed && token.forcedAt !== undefined && clock() - token.forcedAt < FORCED_GAP_MS;

  const postponed = (token: HeldToken): HeldToken => ({
    ...token,
    renewAt: Math.min(clock() + POSTPONE_MS, token.expiresAt),
  });

  function throwIfRefused(refusal: TokenRefusal | undefined): void {
    if (refusal === undefined || refusal.credential !== credential || clock() >= refusal.until) return;
    throw new WeComError({ api: 'gettoken', errcode: refusal.errcode, waitMs: refusal.until - clock() });
  }

  async function fetchAndSave(forced: boolean, earlier: TokenRefusal | undefined): Promise<HeldToken> {
    let fetched: FetchedToken;
    try {
      fetched = await fetchToken();
    } catch (error) {
      throw error instanceof WeComError ? await rememberRefusal(error, earlier) : error;
    }
    const at = clock();
    // Should WeCom hand out a token with little life left, halving the rest keeps us from asking at every send.
    const life = Math.max(fetched.expiresInMs - EARLY_MS, fetched.expiresInMs / 2);
    const token = { value: fetched.value, renewAt: at + life, expiresAt: at + fetched.expiresInMs };
    const kept = forced ? { ...token, forcedAt: at } : token;
    await store.saveToken(kept, fetched.expiresInMs);
    return kept;
  }

  /** Gives the same refusal, with the time to wait. */
  async function rememberRefusal(error: WeComError, earlier: TokenRefusal | undefined): Promise<WeComError> {
    const { api, errcode, hint } = error;
    const strikes = (earlier?.credential === credential ? earlier.strikes : 0) + 1;
    const waitMs = waitAfter(errcode, strikes);
    // Kept twice as long as it holds, so that the count outlives the wait.
    await store.saveRefusal({ errcode, strikes, until: clock() + waitMs, credential }, 2 * waitMs);
    return new WeComError({ api, errcode, waitMs, ...(hint !== undefined && { hint }) });
  }

  async function renewHoldingLock(failed: string | undefined): Promise<HeldToken> {
    const { token, refusal } = await store.read();
    if (token && (isGood(token, failed) || isJustForced(token, failed))) return token;
    try {
      throwIfRefused(refusal);
      return await fetchAndSave(failed !== undefined, refusal);
    } catch (error) {
      if (token && servesOn(token, failed)) return postponed(token);
      throw error;
    }
  }

  async function renew(failed: string | undefined): Promise<HeldToken> {
    for (let turn = 0; turn < LOCK_TURNS; turn += 1) {
      const release = await store.lock();
      if (release !== undefined) return renewHoldingLock(failed).finally(() => release().catch(ignore));
      const { token, refusal } = await store.read();
      if (token && isGood(token, failed)) return token;
      if (token && servesOn(token, failed)) return postponed(token);
      throwIfRefused(refusal);
      await pause(LOCK_PAUSE_MS);
    }
    throw new Fault('wecom_token_busy', 'another process holds the token lock and brings no token');
  }

  /** One renewal at a time in this process for each reason; the store's lock does the same between processes. */
  async function renewOnce(failed?: string): Promise<string> {
    const reason = failed ?? '';
    let flight = flights.get(reason);
    if (flight === undefined) {
      flight = renew(failed).finally(() => flights.delete(reason));
      flights.set(reason, flight);
    }
    held = await flight;
    return held.value;
  }

  return {
    get: async () => (held && isGood(held) ? held.value : renewOnce()),
    refresh: async (failed) => (held && isGood(held, failed) ? held.value : renewOnce(failed)),
  };
}

/** A lock that could not be released runs out by itself; what it guarded is done. */
function ignore(): void {}

function waitAfter(errcode: number, strikes: number): number {
  if (!SECRET_ERRCODES.has(errcode)) return errcodeMeaning(errcode).waitMs ?? MINUTE;
  return SECRET_WAITS_MS[Math.min(strikes, SECRET_WAITS_MS.length) - 1] ?? MINUTE;
}

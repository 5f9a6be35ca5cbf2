import { hash } from 'node:crypto';
import type { Callback } from './callback';
import { checkKeys, openEncrypted, signatureMatches, type CallbackKeys } from './crypto';
import { openCallback } from './open-callback';
import { readXml } from './xml';

/** The query of a callback as the web gives it. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the receiver asks of the inbox. */
export interface CallbackInbox {
  put(arrival: {
    readonly envelopeKey: string;
    readonly messageKey: string;
    readonly from: string;
    readonly kind: string;
    readonly callback: Callback;
  }): Promise<'stored' | 'duplicate'>;
}

/** `stale`: authentic, but so old that de-duplication no longer vouches for it; acknowledged and left alone. */
export type Receipt = 'stored' | 'duplicate' | 'stale' | 'rejected';

export interface Receiver {
  /** URL 验证 (api.md 1.2): the text to answer with, or undefined for a bad caller. */
  verifyUrl(query: Query): string | undefined;
  /** 接收 (1.5): resolves when the callback is safe. Throws only when it could not be stored. */
  receive(query: Query, body: Buffer): Promise<Receipt>;
}

export interface ReceiverParts {
  readonly keys: CallbackKeys;
  readonly inbox: CallbackInbox;
  readonly now: () => Date;
  /** How long the inbox remembers a callback. */
  readonly retentionMs: number;
}

const DAY_MS = 86_400_000;
/** What WeCom asks to have read out: a number today, never markup. */
const ECHO = /^[\x21-\x3b\x3d-\x7e]{1,256}$/;

/** 接收器: verify → open → parse → store. Nothing is decrypted before the signature fits; a bad caller is never thrown at. */
export function createReceiver({ keys, inbox, now, retentionMs }: ReceiverParts): Receiver {
  checkKeys(keys);

  return {
    verifyUrl: (query) => {
      const signed = signedQuery(query);
      // A proxy that decoded once already has turned + into a space (api.md 1.2).
      const encrypted = one(query['echostr'])?.replaceAll(' ', '+');
      if (!signed || encrypted === undefined) return undefined;
      if (!signatureMatches(signed.signature, { ...signed, encrypted }, keys.tokens)) return undefined;
      const text = openEncrypted(encrypted, keys);
      // A delivery somebody recorded is signed as well: it is never read out to whoever sends it back as an echo.
      return text !== undefined && ECHO.test(text) ? text : undefined;
    },

    receive: async (query, body) => {
      const signed = signedQuery(query);
      const encrypted = signed && envelope(body);
      if (!signed || encrypted === undefined) return 'rejected';
      if (!signatureMatches(signed.signature, { ...signed, encrypted }, keys.tokens)) return 'rejected';

      const source = openEncrypted(encrypted, keys);
      const xml = source === undefined ? undefined : readXml(source);
      const opened = xml && source !== undefined ? openCallback(xml, source) : undefined;
      if (!opened) return 'rejected';

      const { callback, messageKey } = opened;
      const ageMs = now().getTime() - callback.at.getTime();
      if (ageMs > retentionMs - DAY_MS || ageMs < -DAY_MS) return 'stale';
      const envelopeKey = hash('sha256', encrypted, 'hex');
      return inbox.put({ envelopeKey, messageKey, from: callback.from, kind: callback.kind, callback });
    },
  };
}

/** Exactly one of each, each of its form: anything else is not WeCom. */
function signedQuery(query: Query): { signature: string; timestamp: string; nonce: string } | undefined {
  const signature = one(query['msg_signature']);
  const timestamp = one(query['timestamp']);
  const nonce = one(query['nonce']);
  if (signature === undefined || !/^[0-9a-f]{40}$/.test(signature)) return undefined;
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return undefined;
  if (nonce === undefined || !/^[\x21-\x7e]{1,128}$/.test(nonce)) return undefined;
  return { signature, timestamp, nonce };
}

function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** 信封: the one Encrypt of a strict XML; undefined for anything else. */
function envelope(body: Buffer): string | undefined {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return undefined;
  }
  const encrypted = readXml(text)?.['Encrypt'];
  return typeof encrypted === 'string' ? encrypted.trim() : undefined;
}

import { isUtf8 } from 'node:buffer';
import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { Fault } from '../errors';

/**
 * 回调加解密 (doc 90968). @wecom/crypto signs, opens and seals. Comparing, the receiveid and strictness about padding,
 * lengths, base64 and UTF-8 are ours: the library checks none of them.
 */

/** Current first, then the previous one: during a rotation any combination is accepted. */
export interface CallbackKeys {
  readonly corpId: string;
  readonly tokens: readonly string[];
  readonly aesKeys: readonly string[];
}

/** Throws Fault `callback_keys_invalid` at start rather than at the first callback. */
export function checkKeys({ corpId, tokens, aesKeys }: CallbackKeys): void {
  const fine =
    corpId !== '' &&
    tokens.length > 0 &&
    aesKeys.length > 0 &&
    tokens.every((token) => /^[0-9A-Za-z]{1,32}$/.test(token)) &&
    aesKeys.every((key) => /^[0-9A-Za-z]{43}$/.test(key));
  if (!fine)
    throw new Fault('callback_keys_invalid', 'corpid, Token or EncodingAESKey is missing or malformed');
}

/** The parts WeCom signs. */
export interface Signed {
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypted: string;
}

/** 验签: constant time, against each token. */
export function signatureMatches(signature: string, signed: Signed, tokens: readonly string[]): boolean {
  const given = Buffer.from(signature, 'latin1');
  let matches = false;
  for (const token of tokens) {
    const right = Buffer.from(
      getSignature(token, signed.timestamp, signed.nonce, signed.encrypted),
      'latin1',
    );
    if (right.length === given.length && timingSafeEqual(right, given)) matches = true;
  }
  return matches;
}

/** 16 random bytes, 4 of the length. */
const HEAD = 20;
const BLOCK = 32;

/** 解密: the text, or undefined for anything that is not ours, whole and exact. Never throws for bad input. */
export function openEncrypted(encrypted: string, { corpId, aesKeys }: CallbackKeys): string | undefined {
  const size = cipherSize(encrypted);
  if (size === undefined) return undefined;
  for (const aesKey of aesKeys) {
    const text = openWithKey(encrypted, aesKey, corpId, size);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Bytes of a base64 text of whole blocks that is spelled as it would be written again; undefined for any other text. */
function cipherSize(encrypted: string): number | undefined {
  const cipher = Buffer.from(encrypted, 'base64');
  const isWhole = cipher.length > 0 && cipher.length % BLOCK === 0;
  return isWhole && cipher.toString('base64') === encrypted ? cipher.length : undefined;
}

/**
 * The library cuts the padding by its last byte and slices by the declared length without looking. What it gives back
 * tells whether that was right: message and receiveid make up the whole plaintext only when the length was true, and
 * the padding is what is left of a whole number of blocks.
 */
function openWithKey(encrypted: string, aesKey: string, corpId: string, size: number): string | undefined {
  try {
    const { message, id } = decrypt(aesKey, encrypted);
    if (id !== corpId) return undefined;
    const pad = size - HEAD - Buffer.byteLength(message) - Buffer.byteLength(id);
    if (pad < 1 || pad > BLOCK) return undefined;
    return message.includes('\uFFFD') && !holdsUtf8(encrypted, aesKey, pad) ? undefined : message;
  } catch {
    return undefined;
  }
}

/** Whether a U+FFFD was typed by somebody, or stands where the library met broken UTF-8. */
function holdsUtf8(encrypted: string, aesKey: string, pad: number): boolean {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const opener = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([opener.update(encrypted, 'base64'), opener.final()]);
  return plain.at(-1) === pad && isUtf8(plain.subarray(HEAD, -pad));
}

/** 加密 and sign, as WeCom does: for answers and for tests. */
export function sealSigned(
  text: string,
  keys: CallbackKeys,
  {
    timestamp,
    nonce,
    random,
  }: { readonly timestamp: string; readonly nonce: string; readonly random?: Buffer },
): { readonly encrypted: string; readonly signature: string } {
  const encrypted = encrypt(keys.aesKeys[0] ?? '', text, keys.corpId, random);
  return { encrypted, signature: getSignature(keys.tokens[0] ?? '', timestamp, nonce, encrypted) };
}

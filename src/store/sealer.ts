import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Fault } from '../errors';

/** Where sealed data belongs: `purpose` has a key of its own, `context` is bound in, so nothing sealed can be moved. */
export interface Place {
  readonly purpose: string;
  readonly context: string;
}

/** 封存: AES-256-GCM under keys drawn from the master key (R55). */
export interface Sealer {
  seal(plain: string | Buffer, place: Place): Buffer;
  /** Throws Fault `seal_broken` when the bytes were changed or belong elsewhere. */
  open(sealed: Buffer, place: Place): string;
  openBytes(sealed: Buffer, place: Place): Buffer;
  /** 盲索引: the same value gives the same mark, and the mark gives nothing back without the key. */
  blindIndex(purpose: string, value: string): string;
}

/** First byte of everything sealed: AES-256-GCM, HKDF-SHA-256, first layout. */
const FORMAT = 1;
const NONCE = 12;
const TAG = 16;

export function createSealer(masterKey: Buffer): Sealer {
  if (masterKey.length !== 32) throw new Fault('master_key_invalid', 'the master key must have 32 bytes');
  const keys = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    const known = keys.get(purpose);
    if (known) return known;
    const drawn = Buffer.from(hkdfSync('sha256', masterKey, 'suda', purpose, 32));
    keys.set(purpose, drawn);
    return drawn;
  };
  const openBytes = (sealed: Buffer, { purpose, context }: Place) =>
    openWith(keyFor(purpose), sealed, context);

  return {
    seal: (plain, { purpose, context }) => sealWith(keyFor(purpose), plain, context),
    openBytes,
    open: (sealed, place) => openBytes(sealed, place).toString('utf8'),
    blindIndex: (purpose, value) =>
      createHmac('sha256', keyFor(`blind-${purpose}`))
        .update(value)
        .digest('hex'),
  };
}

/** format ‖ nonce ‖ tag ‖ ciphertext. */
export function sealWith(key: Buffer, plain: string | Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([
    typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain),
    cipher.final(),
  ]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
}

export function openWith(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed[0] !== FORMAT || sealed.length < 1 + NONCE + TAG)
    throw new Fault('seal_broken', 'unknown format');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE))
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]);
  } catch (cause) {
    throw new Fault('seal_broken', 'the sealed bytes were changed or belong elsewhere', { cause });
  }
}

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Fault } from '../errors';

/**
 * 分段加密 (R26, R55): AES-256-GCM in segments of 64 KiB (the STREAM construction: the nonce counts, and marks the last), so
 * that a file is read and written as it flows, from any segment on, and one that was cut, swapped or mixed does not open. A
 * key belongs to one file and is used once: so the nonce needs no other part.
 */
export const CIPHER = 'AES-256-GCM-STREAM-64K';

const SEGMENT = 65_536;
const TAG = 16;

/** How many bytes a file takes when it is sealed. */
export function sealedSize(size: number): number {
  return size + countOf(size) * TAG;
}

export async function* sealSegments(
  key: Buffer,
  context: string,
  plain: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let index = 0;
  // Only with the next one in hand is it known that a segment is not the last.
  let held: Buffer | undefined;
  for await (const segment of inPieces(plain, SEGMENT)) {
    if (held) yield sealed(key, context, index++, false, held);
    held = segment;
  }
  yield sealed(key, context, index, true, held ?? Buffer.alloc(0));
}

/** A part of a sealed file of `size` plain bytes: which sealed bytes to read, and how to open what they give. */
export function openRange(key: Buffer, context: string, size: number, from: number, to: number) {
  const first = Math.floor(from / SEGMENT);
  const last = Math.min(Math.floor(Math.max(to - 1, 0) / SEGMENT), countOf(size) - 1);
  return {
    start: first * (SEGMENT + TAG),
    end: Math.min((last + 1) * (SEGMENT + TAG), sealedSize(size)),
    open: (bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> =>
      cut(opened(key, context, bytes, first, last, countOf(size) - 1), from - first * SEGMENT, to - from),
  };
}

async function* opened(
  key: Buffer,
  context: string,
  bytes: AsyncIterable<Buffer>,
  first: number,
  last: number,
  end: number,
): AsyncGenerator<Buffer> {
  let index = first;
  for await (const segment of inPieces(bytes, SEGMENT + TAG)) {
    if (index > last) throw broken('there is more than was stored');
    yield openedSegment(key, context, index, index === end, segment);
    index++;
  }
  if (index <= last) throw broken('the end is missing');
}

function sealed(key: Buffer, context: string, index: number, isLast: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, isLast)).setAAD(Buffer.from(context));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openedSegment(
  key: Buffer,
  context: string,
  index: number,
  isLast: boolean,
  segment: Buffer,
): Buffer {
  if (segment.length < TAG) throw broken('a segment is too short');
  const body = segment.length - TAG;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, isLast))
      .setAAD(Buffer.from(context))
      .setAuthTag(segment.subarray(body));
    return Buffer.concat([decipher.update(segment.subarray(0, body)), decipher.final()]);
  } catch (cause) {
    throw broken('a segment was changed or belongs elsewhere', cause);
  }
}

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

function countOf(size: number): number {
  return Math.max(1, Math.ceil(size / SEGMENT));
}

function broken(what: string, cause?: unknown): Fault {
  return new Fault('seal_broken', what, { cause });
}

/** The same bytes in pieces of one size; the last may be shorter. */
async function* inPieces(bytes: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < size) continue;
    const whole = Buffer.concat(waiting);
    let from = 0;
    for (; length - from >= size; from += size) yield whole.subarray(from, from + size);
    waiting = from < length ? [whole.subarray(from)] : [];
    length -= from;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

async function* cut(bytes: AsyncIterable<Buffer>, skip: number, take: number): AsyncGenerator<Buffer> {
  let [left, wanted] = [skip, take];
  for await (const chunk of bytes) {
    const part = chunk.subarray(left, left + wanted);
    left = Math.max(0, left - chunk.length);
    wanted -= part.length;
    if (part.length > 0) yield part;
  }
}

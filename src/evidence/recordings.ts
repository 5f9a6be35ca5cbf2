import type { RefusalCode } from '../domain/ruling';
import type { ByteReader } from './byte-reader';

/** 录音录像: read from end to end by its own structure, so that nothing stands before, between or after it. Undefined when all is well. */
export type Wrong = Extract<RefusalCode, 'file_broken' | 'file_padded'> | undefined;

/** What stands at the top of a file of this family; another name is no part of it. */
const BOXES = new Set(
  'ftyp moov mdat free skip wide pnot uuid moof mfra sidx ssix styp prft emsg udta meta pdin junk'.split(' '),
);

/** MP4, M4A, MOV: boxes that lie one after the other. */
export async function wrongWithBoxes(reader: ByteReader): Promise<Wrong> {
  const seen = new Set<string>();
  while (!(await reader.isAtEnd())) {
    const head = await reader.take(8);
    if (head.length < 8) return 'file_padded';
    const type = head.toString('latin1', 4);
    if (!BOXES.has(type)) return 'file_padded';
    seen.add(type);
    const length = await bodyOf(head, reader);
    // Up to the end of the file, which only the pictures and the sound may.
    if (length === undefined) {
      if (type !== 'mdat') return 'file_padded';
      await reader.skip(Number.MAX_SAFE_INTEGER);
    } else if (length < 0 || (await reader.skip(length)) < length) return 'file_broken';
  }
  return seen.has('moov') || seen.has('moof') ? undefined : 'file_broken';
}

async function bodyOf(head: Buffer, reader: ByteReader): Promise<number | undefined> {
  const size = head.readUInt32BE(0);
  if (size === 0) return undefined;
  if (size > 1) return size - 8;
  const large = await reader.take(8);
  return large.length < 8 ? -1 : Number(large.readBigUInt64BE(0)) - 16;
}

/** WAV: as long as it says, in chunks that lie one after the other. */
export async function wrongWithWave(reader: ByteReader, size: number): Promise<Wrong> {
  const head = await reader.take(12);
  if (head.length < 12) return 'file_broken';
  const said = head.readUInt32LE(4) + 8;
  const end = said + (said % 2);
  if (size > end) return 'file_padded';
  if (size < said) return 'file_broken';
  const seen = new Set<string>();
  for (let at = 12; at < said;) {
    const chunk = await reader.take(8);
    if (chunk.length < 8) return 'file_broken';
    const length = chunk.readUInt32LE(4);
    at += 8 + length + (length % 2);
    if (at > end) return 'file_broken';
    await reader.skip(length + (length % 2));
    seen.add(chunk.toString('latin1', 0, 4));
  }
  await reader.skip(1);
  return seen.has('fmt ') && seen.has('data') ? undefined : 'file_broken';
}

const AMR = { magic: '#!AMR\n', sizes: [12, 13, 15, 17, 19, 20, 26, 31, 5] } as const;
const AMR_WB = { magic: '#!AMR-WB\n', sizes: [17, 23, 32, 36, 40, 46, 50, 58, 60, 5] } as const;
const LOST = 14;
const SILENT = 15;

/** AMR: frames whose first byte says how long they are. */
export async function wrongWithAmr(reader: ByteReader): Promise<Wrong> {
  const isWide = (await reader.peek(AMR_WB.magic.length)).toString('latin1') === AMR_WB.magic;
  const { magic, sizes } = isWide ? AMR_WB : AMR;
  await reader.skip(magic.length);
  let frames = 0;
  while (!(await reader.isAtEnd())) {
    const [first = 0] = await reader.take(1);
    const mode = (first >> 3) & 15;
    const size = mode === SILENT || (isWide && mode === LOST) ? 0 : sizes[mode];
    if (size === undefined || (first & 0x83) !== 0) return 'file_padded';
    // A recording that was broken off ends within a frame.
    await reader.skip(size);
    frames++;
  }
  return frames > 0 ? undefined : 'file_broken';
}

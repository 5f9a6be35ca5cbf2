import type { ByteReader } from './byte-reader';
import type { Wrong } from './recordings';

/** kbit/s of layer III, by the four bits that say so. */
const RATES = {
  first: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  second: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const HERTZ = [44_100, 48_000, 32_000] as const;

/** MP3: tags before, frames one after the other, tags and nothing but zeros after. */
export async function wrongWithMp3(reader: ByteReader): Promise<Wrong> {
  while ((await startOf(reader, 3)) === 'ID3') {
    const head = await reader.take(10);
    if (head.length < 10) return 'file_broken';
    const footer = ((head[5] ?? 0) & 0x10) === 0 ? 0 : 10;
    const length = syncsafe(head.subarray(6)) + footer;
    if ((await reader.skip(length)) < length) return 'file_broken';
  }
  let frames = 0;
  for (;;) {
    const length = frameLength(await reader.peek(4));
    if (length === undefined) break;
    // A recording that was broken off ends within a frame.
    await reader.skip(length);
    frames++;
  }
  if (frames < 2) return 'file_broken';
  return (await isTail(reader)) ? undefined : 'file_padded';
}

/** Bytes of the frame that begins so; undefined when none does. */
function frameLength(head: Buffer): number | undefined {
  const [a = 0, b = 0, c = 0] = head;
  if (head.length < 4 || a !== 0xff || (b & 0xe6) !== 0xe2) return undefined;
  const version = (b >> 3) & 3;
  const hertz = HERTZ[((c >> 2) & 3) as 0 | 1 | 2];
  if (version === 1 || hertz === undefined) return undefined;
  const isFirst = version === 3;
  const rate = (isFirst ? RATES.first : RATES.second)[c >> 4];
  if (!rate) return undefined;
  const slower = version === 3 ? 1 : version === 2 ? 2 : 4;
  return Math.floor(((isFirst ? 144_000 : 72_000) * rate) / (hertz / slower)) + ((c >> 1) & 1);
}

/** APE and ID3v1 tags, then zeros. */
async function isTail(reader: ByteReader): Promise<boolean> {
  if ((await startOf(reader, 8)) === 'APETAGEX') {
    const head = await reader.take(32);
    if (head.length < 32) return false;
    const isHeader = (head.readUInt32LE(20) & 0x2000_0000) !== 0;
    // The size counts the footer and not the header.
    if (isHeader) await reader.skip(head.readUInt32LE(12));
  }
  if ((await startOf(reader, 3)) === 'TAG') await reader.skip(128);
  while (!(await reader.isAtEnd())) {
    if ((await reader.take(4_096)).some((byte) => byte !== 0)) return false;
  }
  return true;
}

async function startOf(reader: ByteReader, count: number): Promise<string> {
  return (await reader.peek(count)).toString('latin1');
}

function syncsafe(bytes: Buffer): number {
  return bytes.subarray(0, 4).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
}

import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { openRange, sealedSize, sealSegments } from '../../src/store/segments';

const KEY = randomBytes(32);
const PLACE = 'KFB26000001/evidence/f';
const SEGMENT = 65_536;
const SEALED = SEGMENT + 16;

/** A stream of these bytes in chunks of these sizes, over and over. */
const flowing = (bytes: Buffer, sizes: readonly number[] = [bytes.length || 1]): AsyncIterable<Buffer> => {
  const chunks: Buffer[] = [];
  for (let from = 0, n = 0; from < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1;
    chunks.push(bytes.subarray(from, from + size));
    from += size;
  }
  return Readable.from(chunks);
};
const whole = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const seal = (plain: Buffer, sizes?: readonly number[]) =>
  whole(sealSegments(KEY, PLACE, flowing(plain, sizes)));
const open = (sealed: Buffer, size: number, from = 0, to = size, { key = KEY, place = PLACE } = {}) => {
  const range = openRange(key, place, size, from, to);
  return whole(range.open(flowing(sealed.subarray(range.start, range.end), [40_000])));
};

/** Sizes around where segments end. */
const sizes = fc.oneof(
  fc.nat(3 * SEGMENT),
  fc.constantFrom(0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 2 * SEGMENT + 1),
);
const chunks = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 5 });

describe('a file sealed in segments (R26, R55)', () => {
  it('opens to what it was, however it flowed, and takes as many bytes as said', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, chunks, async (size, cuts) => {
        const plain = randomBytes(size);
        const sealed = await seal(plain, cuts);
        expect(sealed.length).toBe(sealedSize(size));
        expect((await open(sealed, size)).equals(plain)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('opens from any byte to any other', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (length, a, b) => {
        const size = Math.max(1, length);
        const [from = 0, to = 0] = [a % size, b % size].sort((one, other) => one - other);
        const plain = randomBytes(size);
        const part = await open(await seal(plain), size, from, to + 1);
        expect(part.equals(plain.subarray(from, to + 1))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('does not open when a byte of it was changed', async () => {
    const plain = randomBytes(SEGMENT + 100);
    const sealed = await seal(plain);
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const forged = Buffer.from(sealed);
        forged[at] = (forged[at] ?? 0) ^ change;
        await expect(open(forged, plain.length)).rejects.toThrow('seal_broken');
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, (sealed: Buffer) => Buffer]>([
    ['cut after a whole segment', (sealed) => sealed.subarray(0, SEALED)],
    ['cut within one', (sealed) => sealed.subarray(0, SEALED + 5)],
    ['cut by a byte', (sealed) => sealed.subarray(0, -1)],
    ['empty', () => Buffer.alloc(0)],
    [
      'with two segments changed over',
      (sealed) =>
        Buffer.concat([
          sealed.subarray(SEALED, 2 * SEALED),
          sealed.subarray(0, SEALED),
          sealed.subarray(2 * SEALED),
        ]),
    ],
    [
      'with a segment twice',
      (sealed) =>
        Buffer.concat([sealed.subarray(0, SEALED), sealed.subarray(0, SEALED), sealed.subarray(2 * SEALED)]),
    ],
    [
      'with a segment left out',
      (sealed) => Buffer.concat([sealed.subarray(0, SEALED), sealed.subarray(2 * SEALED)]),
    ],
  ])('does not open %s', async (_how, forge) => {
    const plain = randomBytes(2 * SEGMENT + 100);
    const forged = forge(await seal(plain));
    await expect(open(forged, plain.length)).rejects.toThrow('seal_broken');
  });

  it('does not open as a shorter file, nor with more after it', async () => {
    const plain = randomBytes(2 * SEGMENT);
    const sealed = await seal(plain);
    await expect(open(sealed, SEGMENT)).rejects.toThrow('seal_broken');
    const range = openRange(KEY, PLACE, plain.length, 0, plain.length);
    await expect(whole(range.open(flowing(Buffer.concat([sealed, sealed]))))).rejects.toThrow('seal_broken');
  });

  it('opens under its own key and as itself only', async () => {
    const sealed = await seal(Buffer.from('卡号 6222'));
    await expect(open(sealed, 11, 0, 11, { key: randomBytes(32) })).rejects.toThrow('seal_broken');
    await expect(open(sealed, 11, 0, 11, { place: 'KFB26000002/evidence/f' })).rejects.toThrow('seal_broken');
  });
});

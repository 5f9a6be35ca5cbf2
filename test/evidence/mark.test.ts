import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { markOutline } from '../../src/evidence/mark';
import { markImage } from '../../src/evidence/mark-image';
import { markPdf } from '../../src/evidence/mark-pdf';
import { at, MONDAY } from '../support/builders';
import * as sample from '../support/evidence-samples';
import { pdfPages } from '../support/pdf-text';

const MARK = { name: '周敏', at: MONDAY };
const plain = (color: string, width = 1_200, height = 800, format: 'png' | 'jpeg' | 'webp' = 'png') =>
  sharp({ create: { width, height, channels: 3, background: color } })
    .toFormat(format)
    .toBuffer();

/** In a grid of as many fields as told, how many a mark reaches into. */
async function reached(bytes: Buffer, columns: number, rows: number): Promise<number> {
  const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  const ground = data[0] ?? 0;
  const fields = new Set<number>();
  for (let y = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++)
      if (Math.abs((data[y * info.width + x] ?? 0) - ground) > 25)
        fields.add(Math.floor((y * rows) / info.height) * columns + Math.floor((x * columns) / info.width));
  return fields.size;
}

describe('who looks, and when, as letters drawn (水印, R26)', () => {
  it('is the shapes of the font we bring: no two people, and no two moments, look the same', () => {
    const curves = (name: string, moment = MONDAY) =>
      JSON.stringify(markOutline({ name, at: moment }).curves);
    const all = [curves('周敏'), curves('周明'), curves('王芳'), curves('周敏', at('2026-03-02 09:31'))];
    expect(new Set(all).size).toBe(4);
    // A box in place of a character has some eight strokes.
    const one =
      markOutline({ name: '敏', at: MONDAY }).curves.length -
      markOutline({ name: '', at: MONDAY }).curves.length;
    expect(one).toBeGreaterThan(40);
  });

  it('is wider for a longer name, and has no room for what cannot be printed', () => {
    const width = (name: string) => markOutline({ name, at: MONDAY }).width;
    expect(width('欧阳靖雯') - width('周敏')).toBeCloseTo(2, 5);
    expect(width('周\u0000敏\u202e')).toBe(width('周敏'));
  });
});

describe('a marked image', () => {
  it.each(['#000000', '#ffffff', '#808080', '#cc2222'])('can be read on %s, all over', async (color) => {
    const marked = await markImage(await plain(color), MARK);
    expect(await reached(marked, 4, 4)).toBe(16);
  });

  it.each([
    [320, 200],
    [4_000, 3_000],
    [900, 2_400],
  ])('of %i by %i has room for the whole of it', async (width, height) => {
    const marked = await markImage(await plain('#ffffff', width, height), MARK);
    const { width: after, height: high } = await sharp(marked).metadata();
    expect([after, high]).toEqual([width, height]);
    expect(await reached(marked, 2, 1)).toBe(2);
  });

  it('is of the same format, and small ones are marked as well as they can be', async () => {
    for (const format of ['png', 'jpeg', 'webp'] as const)
      expect(
        (await sharp(await markImage(await plain('#fff', 300, 300, format), MARK)).metadata()).format,
      ).toBe(format);
    for (const [width, height] of [
      [1, 1],
      [3, 200],
      [2_000, 5],
    ] as const)
      expect((await sharp(await markImage(await plain('#fff', width, height), MARK)).metadata()).width).toBe(
        width,
      );
  });

  it('is another for another reader', async () => {
    const image = await plain('#ffffff', 400, 300);
    const [one, two] = await Promise.all([
      markImage(image, MARK),
      markImage(image, { ...MARK, name: '林涛' }),
    ]);
    expect(one.equals(two)).toBe(false);
  });
});

describe('a marked PDF', () => {
  it('bears it on every page, whatever its size, and is read as before', async () => {
    const bytes = await sample.pdf(3);
    const source = await PDFDocument.load(bytes);
    source.addPage([200, 200]);
    const marked = await PDFDocument.load(await markPdf(Buffer.from(await source.save()), MARK));
    expect(marked.getPageCount()).toBe(4);
    for (const page of marked.getPages()) {
      const resources = page.node.Resources();
      const names = resources?.toString() ?? '';
      expect(names).toContain('/Mark');
    }
    expect(pdfPages(Buffer.from(await marked.save()))).toEqual([['page1'], ['page2'], ['page3'], []]);
  });
});

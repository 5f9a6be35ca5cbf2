import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import * as fc from 'fast-check';
import sharp from 'sharp';
import type { EvidenceKind } from '../../src/domain/evidence';
import { isRefusal } from '../../src/domain/ruling';
import { createExamine } from '../../src/evidence/examine';
import { EICAR, startClamd } from '../support/clamd-server';
import * as sample from '../support/evidence-samples';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const flowing = (bytes: Buffer, size = 1_000) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    ),
  );
const whole = async (stream: AsyncIterable<Buffer>) => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const upload = (kind: EvidenceKind, bytes: Buffer) => ({
  ...{
    id: 'u',
    complaintId: 'KFB26000001',
    by: 'zhou.min',
    kind,
    size: bytes.length,
    source: 'file' as const,
  },
});
const examine = createExamine(undefined);
const seen = async (kind: EvidenceKind, bytes: Buffer, size?: number) =>
  examine(upload(kind, bytes), () => flowing(bytes, size));
async function kept(kind: EvidenceKind, bytes: Buffer) {
  const found = await seen(kind, bytes);
  if (isRefusal(found)) throw new Error(`refused: ${found.refused}`);
  return { ...found, bytes: await whole(found.content()) };
}
async function refused(kind: EvidenceKind, bytes: Buffer, size?: number) {
  const found = await seen(kind, bytes, size);
  return isRefusal(found) ? found.refused : 'kept';
}
const followed = (bytes: Buffer, more: string | Buffer) =>
  Buffer.concat([bytes, Buffer.from(more as string)]);
const HTML = '<html><script>alert(1)</script></html>';
const ZIP = Buffer.from('PK\x03\x04 another file');

describe('an image is drawn anew (R26, R54)', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    '%s: upright, and nothing of what was written beside it',
    async (format) => {
      const bytes = await sample.photo({ format });
      const before = await sharp(bytes).metadata();
      expect([before.orientation, before.exif !== undefined]).toEqual([6, true]);
      expect(bytes.includes('SudaPhone')).toBe(true);
      const image = await kept('image', bytes);
      const after = await sharp(image.bytes).metadata();
      expect([after.width, after.height, after.format]).toEqual([200, 320, format]);
      expect([after.exif, after.xmp, after.icc, after.iptc, after.orientation]).toEqual(
        Array(5).fill(undefined),
      );
      for (const word of ['SudaPhone', '王女士', 'Exif', 'GPS'])
        expect(image.bytes.includes(word)).toBe(false);
      expect(image).toMatchObject({ mime: `image/${format}`, size: image.bytes.length });
      expect([image.sha256, image.sourceSha256]).toEqual([sha256(image.bytes), sha256(bytes)]);
      // The red corner was top left before the turn, and is top right after it.
      const { data } = await sharp(image.bytes)
        .extract({ left: 190, top: 5, width: 1, height: 1 })
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(data[0]).toBeGreaterThan(200);
    },
  );

  it('what somebody put behind it is gone', async () => {
    const image = await kept('image', followed(await sample.photo(), HTML));
    expect(image.bytes.includes('script')).toBe(false);
  });

  it('is refused when it is torn, moves, or unfolds to more than 64 million pixels', async () => {
    const photo = await sample.photo();
    expect(await refused('image', photo.subarray(0, photo.length / 2))).toBe('file_broken');
    expect(await refused('image', Buffer.from('\xff\xd8\xff\xe0 and nothing more', 'latin1'))).toBe(
      'file_broken',
    );
    const frames = [0, 1].map((n) => ({
      create: { width: 8, height: 8, channels: 3 as const, background: n ? '#fff' : '#000' },
    }));
    const moving = await sharp(frames as never, { join: { animated: true } })
      .webp({ loop: 0 })
      .toBuffer();
    expect(await refused('image', moving)).toBe('image_moving');
    const bomb = await sharp({ create: { width: 8_001, height: 8_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await refused('image', bomb)).toBe('image_too_large');
  });
});

describe('a file is what it says (R26)', () => {
  it.each<[EvidenceKind, string, () => Buffer | Promise<Buffer>]>([
    ['pdf', 'application/pdf', sample.pdf],
    ['video', 'video/mp4', () => sample.mp4()],
    ['video', 'video/quicktime', () => sample.mp4('qt  ')],
    ['audio', 'audio/mp4', () => sample.mp4('M4A ')],
    ['audio', 'audio/mp4', () => sample.mp4('mp42')],
    ['audio', 'audio/wav', sample.wav],
    ['audio', 'audio/mpeg', sample.mp3],
    ['audio', 'audio/amr', sample.amr],
  ])('%s of type %s is kept as it was sent', async (kind, mime, make) => {
    const bytes = await make();
    const file = await kept(kind, bytes);
    expect(file).toMatchObject({
      mime,
      size: bytes.length,
      sha256: sha256(bytes),
      sourceSha256: sha256(bytes),
    });
    expect(file.bytes.equals(bytes)).toBe(true);
  });

  it.each<[string, EvidenceKind, () => Buffer | Promise<Buffer>, string]>([
    [
      'a program called a picture',
      'image',
      () => Buffer.from('MZ\x90\0 not a picture at all, not at all'),
      'file_disguised',
    ],
    ['a web page called a picture', 'image', () => Buffer.from(HTML), 'file_disguised'],
    [
      'a drawing with scripts',
      'image',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'file_disguised',
    ],
    ['a PDF called a picture', 'image', sample.pdf, 'file_disguised'],
    ['a picture called a PDF', 'pdf', () => sample.photo(), 'file_disguised'],
    ['film called sound, of a kind sound is not', 'audio', () => sample.mp4('qt  '), 'file_disguised'],
    ['sound called film', 'video', sample.mp3, 'file_disguised'],
    ['a Word file called a PDF', 'pdf', () => Buffer.from('PK\x03\x04 word/document.xml'), 'office_file'],
    [
      'an old Word file',
      'pdf',
      () => Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
      'office_file',
    ],
    ['a photograph of an iPhone', 'image', () => sample.mp4('heic'), 'heic_image'],
    ['one byte', 'image', () => Buffer.from('x'), 'file_disguised'],
  ])('%s is not kept', async (_what, kind, make, why) => {
    expect(await refused(kind, await make())).toBe(why);
  });
});

describe('nothing stands before, between or after a file (R26)', () => {
  const SOUND: readonly [string, EvidenceKind, () => Buffer | Promise<Buffer>][] = [
    ['pdf', 'pdf', sample.pdf],
    ['mp4', 'video', () => sample.mp4()],
    ['m4a', 'audio', () => sample.mp4('M4A ')],
    ['wav', 'audio', sample.wav],
    ['mp3', 'audio', sample.mp3],
    ['amr', 'audio', sample.amr],
  ];

  it.each(SOUND)(
    '%s: a page or another file behind it is found, however it flows',
    async (_name, kind, make) => {
      const bytes = await make();
      for (const size of [1, 7, 100_000]) {
        expect(await refused(kind, followed(bytes, HTML), size)).toBe('file_padded');
        expect(await refused(kind, followed(bytes, ZIP), size)).toBe('file_padded');
      }
    },
  );

  it.each(SOUND)('%s: something before it is not the file it says', async (_name, kind, make) => {
    expect(await refused(kind, Buffer.concat([Buffer.from(HTML), await make()]))).toBe('file_disguised');
  });

  it('a box of no known name, an endless one that is none of film, one that runs out', async () => {
    expect(await refused('video', Buffer.concat([sample.mp4(), sample.box('evil')]))).toBe('file_padded');
    const endless = Buffer.concat([
      sample.mp4(),
      Buffer.from([0, 0, 0, 0]),
      Buffer.from('free'),
      Buffer.from(HTML),
    ]);
    expect(await refused('video', endless)).toBe('file_padded');
    const film = Buffer.concat([
      sample.mp4(),
      Buffer.from([0, 0, 0, 0]),
      Buffer.from('mdat'),
      Buffer.alloc(9),
    ]);
    expect(await refused('video', film)).toBe('kept');
    expect(await refused('video', sample.mp4().subarray(0, -3))).toBe('file_broken');
    const lying = sample.mp4();
    lying.writeUInt32BE(3, 20);
    expect(await refused('video', lying)).toBe('file_broken');
    const large = Buffer.concat([
      Buffer.from([0, 0, 0, 1]),
      Buffer.from('mdat'),
      Buffer.alloc(7),
      Buffer.from([20]),
      Buffer.alloc(4),
    ]);
    expect(await refused('video', Buffer.concat([sample.mp4(), large]))).toBe('kept');
    expect(await refused('video', sample.box('ftyp', Buffer.from('isom\0\0\0\0')))).toBe('file_broken');
  });

  it('sound that was broken off is kept, a wave that is shorter than it says is not', async () => {
    expect(await refused('audio', sample.mp3().subarray(0, -100))).toBe('kept');
    expect(await refused('audio', sample.amr().subarray(0, -3))).toBe('kept');
    expect(await refused('audio', sample.wav().subarray(0, -4))).toBe('file_broken');
    expect(await refused('audio', sample.mp3(1))).toBe('file_broken');
    expect(await refused('audio', Buffer.from('#!AMR\n'))).toBe('file_broken');
  });

  it('an MP3 may end with its tags and with zeros', async () => {
    const tag = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 65)]);
    expect(await refused('audio', followed(sample.mp3(), tag))).toBe('kept');
    expect(await refused('audio', followed(sample.mp3(), Buffer.alloc(5_000)))).toBe('kept');
    expect(await refused('audio', Buffer.concat([sample.mp3(), tag, ZIP]))).toBe('file_padded');
    const ape = Buffer.alloc(32);
    ape.write('APETAGEX');
    ape.writeUInt32LE(40, 12);
    ape.writeUInt32LE(0xa000_0000, 20);
    expect(await refused('audio', Buffer.concat([sample.mp3(), ape, Buffer.alloc(40, 66), tag]))).toBe(
      'kept',
    );
  });

  it('whatever is cut from a file or changed in it, looking at it never breaks', async () => {
    const files = await Promise.all(SOUND.map(async ([, kind, make]) => [kind, await make()] as const));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(files.length - 1),
        fc.nat(2_000),
        fc.nat(2_000),
        fc.nat(255),
        async (n, cut, at, value) => {
          const [kind, bytes] = files[n] ?? ['pdf', Buffer.alloc(0)];
          const changed = Buffer.from(bytes.subarray(0, Math.max(1, bytes.length - (cut % bytes.length))));
          changed[at % changed.length] = value;
          await refused(kind, changed);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a PDF does nothing by itself and brings nothing with it (R26)', () => {
  const withCatalog = async (add: (document: PDFDocument) => void | Promise<void>, objectStreams = true) => {
    const document = await PDFDocument.load(await sample.pdf());
    await add(document);
    return Buffer.from(await document.save({ useObjectStreams: objectStreams }));
  };

  it.each([true, false])(
    'scripts, programs to start and files in it are found, packed (%s) or not',
    async (packed) => {
      const cases: readonly ((document: PDFDocument) => void | Promise<void>)[] = [
        (document) => document.addJavaScript('x', 'app.alert(1)'),
        (document) => document.attach(Buffer.from('MZ'), 'a.exe'),
        ({ catalog, context }) =>
          catalog.set(
            PDFName.of('OpenAction'),
            context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') }),
          ),
        ({ catalog, context }) =>
          catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'Launch', F: PDFString.of('cmd.exe') })),
        ({ catalog, context }) =>
          catalog.set(PDFName.of('AcroForm'), context.obj({ XFA: PDFString.of('x') })),
        (document) =>
          document
            .getPage(0)
            .node.set(
              PDFName.of('Annots'),
              document.context.obj([
                { Type: 'Annot', Subtype: 'Link', A: [{ S: 'Launch' }, { Next: { S: 'ImportData' } }] },
              ]),
            ),
        ({ context }) => void context.register(context.obj({ S: 'GoToE' })),
      ];
      for (const add of cases)
        expect(await refused('pdf', await withCatalog(add, packed))).toBe('pdf_active');
      expect(await refused('pdf', await withCatalog(() => undefined, packed))).toBe('kept');
    },
  );

  it('a script whose name is written in another way is found', async () => {
    const plain = (
      await withCatalog((document) => document.addJavaScript('x', 'app.alert(1)'), false)
    ).toString('latin1');
    const hidden = plain.replaceAll('/JavaScript', '/#4aavaScript').replaceAll('/JS ', '/J#53 ');
    expect(hidden).not.toMatch(/\/JS |\/JavaScript/u);
    expect(await refused('pdf', Buffer.from(hidden, 'latin1'))).toBe('pdf_active');
  });

  it('one that is locked, torn, or has no end is not kept', async () => {
    const locked = await PDFDocument.load(await sample.pdf());
    locked.encrypt({ userPassword: 'secret', ownerPassword: 'owner' });
    expect(await refused('pdf', Buffer.from(await locked.save()))).toBe('pdf_locked');
    expect(await refused('pdf', (await sample.pdf()).subarray(0, 300))).toBe('file_padded');
    expect(await refused('pdf', Buffer.from('%PDF-1.7\n%%EOF\n'))).toBe('file_broken');
    expect(await refused('pdf', followed(await sample.pdf(), '\r\n \n'))).toBe('kept');
  });

  it('one that unfolds without measure is not unfolded', async () => {
    const { deflateSync } = await import('node:zlib');
    const packed = deflateSync(Buffer.alloc(100_000_000, 32));
    const bomb = (dict: string) =>
      Buffer.concat([
        Buffer.from(`%PDF-1.7\n1 0 obj\n<< ${dict} /N 1 /First 4 /Length ${packed.length} >>\nstream\n`),
        packed,
        Buffer.from('\nendstream\nendobj\n%%EOF\n'),
      ]);
    for (const dict of ['/Type /ObjStm /Filter /FlateDecode', '/Type /Obj#53tm /Filter /FlateDecode']) {
      const before = process.memoryUsage().arrayBuffers;
      expect(await refused('pdf', bomb(dict))).toBe('file_broken');
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(90_000_000);
    }
    expect(await refused('pdf', bomb('/Type /ObjStm /Filter [/FlateDecode /FlateDecode]'))).toBe(
      'file_broken',
    );
  });
});

describe('50 MB of film flow through', () => {
  it('with a few MB in memory', async () => {
    const MB = 1_048_576;
    const chunk = randomBytes(MB);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + 49 * MB);
    head.write('mdat', 4);
    const start = Buffer.concat([sample.box('ftyp', Buffer.from('isom\0\0\0\0')), sample.box('moov'), head]);
    const film = () =>
      Readable.from(
        (function* () {
          yield start;
          for (let n = 0; n < 49; n++) yield Buffer.from(chunk);
        })(),
      );
    global.gc?.();
    const before = process.memoryUsage();
    let most = 0;
    const watch = setInterval(
      () => (most = Math.max(most, process.memoryUsage().arrayBuffers - before.arrayBuffers)),
      1,
    );
    const size = start.length + 49 * MB;
    const found = await examine({ ...upload('video', start), size }, film);
    clearInterval(watch);
    expect(found).toMatchObject({ mime: 'video/mp4', size });
    expect(most).toBeLessThan(30 * MB);
  });
});

describe('with a scanner (clamd)', () => {
  let clamd: Awaited<ReturnType<typeof startClamd>>;
  beforeAll(async () => {
    clamd = await startClamd();
  });
  afterAll(() => clamd.stop());
  const scanned = (bytes: Buffer, kind: EvidenceKind = 'audio', address = clamd.address) =>
    createExamine(address)(upload(kind, bytes), () => flowing(bytes));

  it('every byte of a file goes by it, and one that is clean is kept', async () => {
    const bytes = sample.amr(2_000);
    expect(await scanned(bytes)).toMatchObject({ mime: 'audio/amr' });
    expect(clamd.scanned.at(-1)).toBe(bytes.length);
    expect(await scanned(await sample.photo(), 'image')).toMatchObject({ mime: 'image/jpeg' });
  });

  it('one that is not is refused', async () => {
    const tag = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 65)]);
    tag.write(EICAR, 3);
    expect(await scanned(followed(sample.mp3(), tag))).toEqual({ refused: 'file_infected', rule: 'R26' });
  });

  it('nothing passes while it is away, breaks off, or gives no verdict', async () => {
    const away = { host: '127.0.0.1', port: 9 };
    await expect(scanned(sample.amr(), 'audio', away)).rejects.toThrow('clamd_unreachable');
    const small = await startClamd({ limit: 100 });
    await expect(scanned(sample.amr(2_000), 'audio', small.address)).rejects.toThrow('clamd_');
    await small.stop();
  });

  it('what is refused anyway needs no verdict', async () => {
    expect(await scanned(Buffer.from(HTML))).toEqual({ refused: 'file_disguised', rule: 'R26' });
  });
});

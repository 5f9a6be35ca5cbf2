import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';

/** Files as phones make them, in little. */

interface Photo {
  readonly width?: number;
  readonly height?: number;
  readonly format?: 'jpeg' | 'png' | 'webp';
  readonly orientation?: number;
}

/** A photograph with where it was taken, the phone, a rotation and a colour profile written beside it. */
export function photo({ width = 320, height = 200, format = 'jpeg', orientation = 6 }: Photo = {}) {
  return sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .composite([
      { input: { create: { width: 40, height: 40, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
    ])
    .withMetadata({ orientation })
    .withExifMerge({
      IFD0: { Make: 'SudaPhone', Artist: '王女士' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 13/1 49/1', GPSLongitudeRef: 'E' },
    })
    .toFormat(format)
    .toBuffer();
}

export async function pdf(pages = 2): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page++)
    document.addPage([595, 842]).drawText(`page ${page + 1}`, { x: 50, y: 700 });
  return Buffer.from(await document.save());
}

const box = (type: string, body = Buffer.alloc(0)) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

export function mp4(brand = 'isom', body = Buffer.alloc(64, 7)): Buffer {
  return Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\0\0${brand}`, 'latin1')),
    box('free'),
    box('mdat', body),
    box('moov', Buffer.alloc(16)),
  ]);
}
export { box };

const wavChunk = (id: string, body: Buffer) => {
  const head = Buffer.alloc(8);
  head.write(id, 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};

export function wav(samples = 101): Buffer {
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    wavChunk('fmt ', Buffer.alloc(16, 1)),
    wavChunk('data', Buffer.alloc(samples, 5)),
  ]);
  return wavChunk('RIFF', body);
}

/** 128 kbit/s, 44,100 Hz: 417 bytes a frame. */
export const MP3_FRAME = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)]);

export function mp3(frames = 5): Buffer {
  const tag = Buffer.concat([
    Buffer.from('ID3\x04\0\0', 'latin1'),
    Buffer.from([0, 0, 0, 20]),
    Buffer.alloc(20, 65),
  ]);
  return Buffer.concat([tag, ...Array.from({ length: frames }, () => MP3_FRAME)]);
}

/** 12.2 kbit/s: a byte that says so and 31 more. */
export function amr(frames = 5): Buffer {
  const frame = Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31, 9)]);
  return Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: frames }, () => frame)]);
}

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Examine, Examined, WaitingUpload } from '../desk/evidence-ports';
import { isRefusal, refuse, type Refusal, type RefusalCode } from '../domain/ruling';
import { byteReader, type ByteReader } from './byte-reader';
import { startScan, type ClamdAddress } from './clamd';
import { formatOf, HEAD, isImage, type Format, type ImageFormat } from './formats';
import { redrawn } from './image';
import { wrongWithMp3 } from './mp3';
import { wrongWithPdf } from './pdf';
import { wrongWithAmr, wrongWithBoxes, wrongWithWave } from './recordings';

/** 检查 (R26): whether a file is what it says and nothing besides, and what of it is kept. Sound and film flow through; images and PDF are held whole. */
export function createExamine(clamd: ClamdAddress | undefined): Examine {
  return async (upload, content) => {
    const hash = createHash('sha256');
    const scan = clamd && startScan(clamd);
    const passing = passedBy(content(), async (chunk) => {
      hash.update(chunk);
      await scan?.take(chunk);
    });
    try {
      const found = await lookedAt(upload, byteReader(passing));
      if (isRefusal(found)) return found;
      if (await scan?.isInfected()) return refuse('file_infected', { rule: 'R26' });
      const sourceSha256 = hash.digest('hex');
      const { mime, bytes } = found;
      if (!bytes) return { mime, size: upload.size, sha256: sourceSha256, sourceSha256, content };
      return {
        mime,
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        sourceSha256,
        content: () => Readable.from([bytes]),
      };
    } finally {
      scan?.drop();
      await passing.return(undefined);
    }
  };
}

/** `bytes`: what is kept in its place. */
interface Found extends Pick<Examined, 'mime'> {
  readonly bytes?: Buffer;
}

async function lookedAt({ kind, size }: WaitingUpload, reader: ByteReader): Promise<Found | Refusal> {
  const said = formatOf(kind, await reader.peek(HEAD));
  if (isRefusal(said)) return said;
  const { format, mime } = said;
  if (isImage(format)) {
    const bytes = await redrawn(await reader.take(size), format);
    return Buffer.isBuffer(bytes) ? { mime, bytes } : bytes;
  }
  const wrong = await WRONG[format](reader, size);
  return wrong ? refuse(wrong) : { mime };
}

type Look = (reader: ByteReader, size: number) => Promise<RefusalCode | undefined>;
const pdf: Look = async (reader, size) => wrongWithPdf(await reader.take(size));

const WRONG: Readonly<Record<Exclude<Format, ImageFormat>, Look>> = {
  pdf,
  ...{ mp4: wrongWithBoxes, mov: wrongWithBoxes, m4a: wrongWithBoxes },
  ...{ mp3: wrongWithMp3, amr: wrongWithAmr, wav: wrongWithWave },
};

async function* passedBy(
  bytes: AsyncIterable<Buffer>,
  each: (chunk: Buffer) => Promise<void>,
): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    await each(chunk);
    yield chunk;
  }
}

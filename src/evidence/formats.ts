import type { EvidenceKind } from '../domain/evidence';
import { refuse, type Refusal } from '../domain/ruling';

/** 文件格式: what is taken of each kind. */
export type ImageFormat = 'jpeg' | 'png' | 'webp';
export type Format = ImageFormat | 'pdf' | 'mp4' | 'mov' | 'm4a' | 'mp3' | 'amr' | 'wav';

const OF_KIND: Readonly<Record<EvidenceKind, Partial<Readonly<Record<Format, string>>>>> = {
  image: { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' },
  pdf: { pdf: 'application/pdf' },
  // What records sound alone often says `mp4` too.
  audio: { mp3: 'audio/mpeg', m4a: 'audio/mp4', mp4: 'audio/mp4', amr: 'audio/amr', wav: 'audio/wav' },
  video: { mp4: 'video/mp4', mov: 'video/quicktime' },
};

export function isImage(format: Format): format is ImageFormat {
  return format in OF_KIND.image;
}

/** So many bytes tell the format. */
export const HEAD = 32;

/**
 * 按内容认格式: by what it begins with, never by what it is called. Only what is taken is told apart: whatever is more than
 * that is not looked into.
 */
export function formatOf(
  kind: EvidenceKind,
  head: Buffer,
): { readonly format: Format; readonly mime: string } | Refusal {
  const format = sniffed(head);
  if (format === 'office') return refuse('office_file');
  if (format === 'heic') return refuse('heic_image');
  const mime = format && OF_KIND[kind][format];
  return format && mime ? { format, mime } : refuse('file_disguised', { rule: 'R26' });
}

const HEIC = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];
const M4A = ['M4A ', 'M4B ', 'M4P '];
const MP4 = /^(?:isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|3g[gp][0-9a-z]|mmp4|XAVC)$/u;

function sniffed(head: Buffer): Format | 'office' | 'heic' | undefined {
  const text = head.toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('%PDF-')) return 'pdf';
  if (text.startsWith('#!AMR\n') || text.startsWith('#!AMR-WB\n')) return 'amr';
  if (text.startsWith('RIFF'))
    return ({ WEBP: 'webp', WAVE: 'wav' } as const)[text.slice(8, 12) as 'WEBP' | 'WAVE'];
  if (text.slice(4, 8) === 'ftyp') return byBrand(text.slice(8, 12));
  if (text.startsWith('ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2)) return 'mp3';
  if (text.startsWith('PK\x03\x04') || text.startsWith('\xd0\xcf\x11\xe0')) return 'office';
  return undefined;
}

function byBrand(brand: string): Format | 'heic' | undefined {
  if (brand === 'qt  ') return 'mov';
  if (M4A.includes(brand)) return 'm4a';
  if (HEIC.includes(brand)) return 'heic';
  return MP4.test(brand) ? 'mp4' : undefined;
}

import type { EvidenceKind, EvidencePurpose, EvidenceSource } from './evidence';
import type { Rules } from './rules';
import { refuse, type Refusal } from './ruling';

/** 拟上传的文件, as the phone describes it before a byte was sent. */
export interface EvidenceOffer {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** May be empty, or say nothing: then the name is asked. */
  readonly mime: string;
  readonly source: EvidenceSource;
  readonly takenAt?: Date;
  readonly purpose?: EvidencePurpose;
  /** 协办 it answers; needed only of who holds several. */
  readonly task?: number;
}

const BY_MIME: Readonly<Record<string, EvidenceKind>> = {
  'image/jpeg': 'image',
  'image/jpg': 'image',
  'image/png': 'image',
  'image/webp': 'image',
  'application/pdf': 'pdf',
  'audio/mpeg': 'audio',
  'audio/mp3': 'audio',
  'audio/mp4': 'audio',
  'audio/m4a': 'audio',
  'audio/x-m4a': 'audio',
  'audio/amr': 'audio',
  'audio/wav': 'audio',
  'audio/wave': 'audio',
  'audio/x-wav': 'audio',
  'audio/vnd.wave': 'audio',
  'video/mp4': 'video',
  'video/quicktime': 'video',
};

const BY_ENDING: Readonly<Record<string, EvidenceKind>> = {
  ...{ jpg: 'image', jpeg: 'image', png: 'image', webp: 'image', pdf: 'pdf' },
  ...{ mp3: 'audio', m4a: 'audio', amr: 'audio', wav: 'audio', mp4: 'video', mov: 'video' },
};

const OFFICE = /^(?:docx?|xlsx?|pptx?|wps|et|dps|odt|ods|odp|rtf)$/u;
const OFFICE_MIME =
  /^application\/(?:msword|vnd\.ms-(?:excel|powerpoint)|vnd\.openxmlformats-officedocument\..+|vnd\.oasis\.opendocument\..+|rtf)$/u;
const MB = 1_048_576;

/** 收不收: the kind of an offered file, or why it is not taken. What it really holds is looked at when it is there. */
export function kindOffered(
  { name, size, mime }: Pick<EvidenceOffer, 'name' | 'size' | 'mime'>,
  { evidence }: Pick<Rules, 'evidence'>,
): EvidenceKind | Refusal {
  if (size <= 0) return refuse('file_empty', { rule: 'R20' });
  if (size > evidence.maxMb * MB) return refuse('file_too_large', { rule: 'R20', limit: evidence.maxMb });
  const said = mime.toLowerCase().split(';')[0]?.trim() ?? '';
  const ending = endingOf(name);
  if (OFFICE_MIME.test(said) || OFFICE.test(ending)) return refuse('office_file');
  if (/^image\/hei[cf]/u.test(said) || /^hei[cf]$/u.test(ending)) return refuse('heic_image');
  const isSilent = said === '' || said === 'application/octet-stream';
  return own(BY_MIME, said) ?? (isSilent ? own(BY_ENDING, ending) : undefined) ?? refuse('kind_not_taken');
}

/** `constructor` is no type of file. */
function own(table: Readonly<Record<string, EvidenceKind>>, key: string): EvidenceKind | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

const MAX_NAME = 120;
const NAMELESS = '未命名';

/** 文件名, as it is shown: its last part alone, without what cannot be seen, its ending kept when it is cut. */
export function tidyName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  const seen = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const shown = /[^.\s]/u.test(seen) ? seen : NAMELESS;
  const chars = [...shown];
  if (chars.length <= MAX_NAME) return shown;
  const ending = /\.[^.]{1,10}$/u.exec(shown)?.[0] ?? '';
  return `${chars.slice(0, MAX_NAME - ending.length - 1).join('')}…${ending}`;
}

import { inflateSync } from 'node:zlib';
import {
  EncryptedPDFError,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFInvalidObject,
  PDFName,
  PDFStream,
  type PDFObject,
} from '@cantoo/pdf-lib';
import type { RefusalCode } from '../domain/ruling';

/** What a page does not need, and what does something by itself or brings another file (R26). */
const ACTIVE = ['JS', 'JavaScript', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'EF', 'RichMedia', 'XFA'];
const ACTIVE_NAMES = new Set(
  [...ACTIVE, 'GoToE', 'ImportData', 'SubmitForm', 'Rendition', 'Movie', 'Sound', 'FileAttachment'].map(
    (name) => PDFName.of(name),
  ),
);
const BY_KEY = ACTIVE.map((name) => PDFName.of(name));
const BY_VALUE = ['S', 'Type', 'Subtype'].map((name) => PDFName.of(name));

/** 看 PDF: why it is not kept; undefined when it may be. It is read whole, for what it does may stand anywhere in it, packed. */
export async function wrongWithPdf(bytes: Buffer): Promise<RefusalCode | undefined> {
  if (!endsWithItself(bytes)) return 'file_padded';
  if (isBomb(bytes)) return 'file_broken';
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    if (pdf.isEncrypted) return 'pdf_locked';
    if (pdf.getPageCount() === 0) return 'file_broken';
    const objects = pdf.context.enumerateIndirectObjects().map(([, object]) => object);
    if (objects.some((object) => object instanceof PDFInvalidObject)) return 'file_broken';
    return [pdf.catalog, ...objects].some(isActive) ? 'pdf_active' : undefined;
  } catch (error) {
    return error instanceof EncryptedPDFError ? 'pdf_locked' : 'file_broken';
  }
}

/** After its own end mark there is nothing but white space. */
function endsWithItself(bytes: Buffer): boolean {
  const end = bytes.lastIndexOf('%%EOF');
  return end >= 0 && bytes.subarray(end + 5).every((byte) => [0, 9, 10, 12, 13, 32].includes(byte));
}

/** Of the streams that are unpacked to be read (the others are pictures and pages, and stay packed). */
const MOST_UNPACKED = 64 * 1_048_576;
const STREAM = /<<((?:[^<>]|<(?!<)|>(?!>)|<<[^<>]*>>)*)>>\s*stream\r?\n/gu;

function isBomb(bytes: Buffer): boolean {
  for (const { index, 0: text, 1: dict = '' } of bytes.toString('latin1').matchAll(STREAM)) {
    // A name may be written with `#`: such a one is looked at as well.
    if (!/\/(?:ObjStm|XRef)\b|#/u.test(dict)) continue;
    if ((dict.match(/\/\w*Decode\b/gu) ?? []).length > 1) return true;
    if (isTooMuch(bytes.subarray(index + text.length))) return true;
  }
  return false;
}

function isTooMuch(packed: Buffer): boolean {
  try {
    inflateSync(packed, { maxOutputLength: MOST_UNPACKED });
    return false;
  } catch (error) {
    // Not packed, or not this way: that is for the reading to say.
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
  }
}

/** What is named by reference stands among the objects by itself. */
function isActive(object: PDFObject): boolean {
  if (object instanceof PDFStream) return isActive(object.dict);
  if (object instanceof PDFArray) return object.asArray().some(isActive);
  if (!(object instanceof PDFDict)) return false;
  if (BY_KEY.some((key) => object.has(key))) return true;
  if (BY_VALUE.some((key) => ACTIVE_NAMES.has(object.get(key) as PDFName))) return true;
  return object.values().some(isActive);
}

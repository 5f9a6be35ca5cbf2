const ELLIPSIS = '…';

const GRAPHEMES = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Kept: line feed. Dropped: other control characters, the BOM, and the two code points that are no characters. */
const UNPRINTABLE = /[\p{Cc}\uFEFF\uFFFE\uFFFF]/gu;
/** 双向控制符: they let a text show in another order than it is written. */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/gu;

/**
 * 纯文本: the text without what WeCom refuses (control characters and lone surrogates, 40033 and 82004) or what could
 * disguise it (bidi overrides). Line breaks stay, all as \n; a tab becomes a space.
 */
export function plain(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replaceAll('\t', ' ')
    .replace(/\p{Cs}/gu, '')
    .replace(BIDI_CONTROLS, '')
    .replace(UNPRINTABLE, (char) => (char === '\n' ? char : ''));
}

/** 单行: plain text on one line, so that a value cannot pose as a row of its own. */
export function oneLine(text: string): string {
  return plain(text).replace(/\s+/gu, ' ').trim();
}

/** Cut to so many bytes of UTF-8, '…' (3 bytes) included, between graphemes. */
export function fitBytes(text: string, bytes: number): string {
  return fit(text, bytes, (part) => Buffer.byteLength(part));
}

/** Cut to so many UTF-16 units (at least as strict as WeCom's 字), '…' included, between graphemes: no half emoji. */
export function fitChars(text: string, chars: number): string {
  return fit(text, chars, (part) => part.length);
}

function fit(text: string, budget: number, sizeOf: (part: string) => number): string {
  if (sizeOf(text) <= budget) return text;
  const room = budget - sizeOf(ELLIPSIS);
  if (room < 0) return '';
  let used = 0;
  let end = 0;
  for (const { segment, index } of GRAPHEMES.segment(text)) {
    used += sizeOf(segment);
    if (used > room) break;
    end = index + segment.length;
  }
  return text.slice(0, end) + ELLIPSIS;
}

/** The longest beginning of whole characters that fits into so many bytes of UTF-8. */
export function firstBytes(text: string, max: number): string {
  if (Buffer.byteLength(text) <= max) return text;
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > max) break;
    kept += character;
  }
  return kept;
}

/** The first so many characters. */
export const firstCharacters = (text: string, max: number): string => [...text].slice(0, max).join('');

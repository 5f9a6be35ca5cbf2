/** Signs without width or that turn the reading direction: phones copy them along with a number. U+200D joins emoji, and stays there. */
const UNSEEN =
  /[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|(?<=\d)\u200d/gu;

/**
 * Full-width letters, digits and signs, as Chinese keyboards give them, read as plain ones, and what nobody sees left
 * out; 「，。：」 stay as they are.
 */
export function halfWidth(text: string): string {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ＠＋－．／＃％]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2002-\u200a\u202f]/gu, ' ')
    .replace(UNSEEN, '');
}

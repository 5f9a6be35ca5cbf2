/** Full-width letters, digits and signs, as Chinese keyboards give them, read as plain ones; 「，。：」 stay as they are. */
export function halfWidth(text: string): string {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ＠＋－．／＃％]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/gu, ' ');
}

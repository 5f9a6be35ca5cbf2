/** Money is integer fen (分): no floating point ever touches it. */
const MAX_FEN = 10_000_000_000_000;

/** Reads `300`, `1,234.56`, `1.5万元`, `￥300元` as fen; undefined when it is no amount, negative, finer than a fen or too large. */
export function parseYuan(text: string): number | undefined {
  const match = /^[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,14})(?:\.(\d{1,8}))?(万|亿)?(?:元|块|块钱|元钱)?$/.exec(
    halfWidth(text).replace(/\s|人民币|RMB/giu, ''),
  );
  if (!match) return undefined;
  const [, whole = '', fraction = '', unit] = match;
  const places = unit === '亿' ? 10 : unit === '万' ? 6 : 2;
  if (fraction.replace(/0+$/, '').length > places) return undefined;

  const fen = BigInt(whole.replaceAll(',', '') + fraction.slice(0, places).padEnd(places, '0'));
  return fen > MAX_FEN ? undefined : Number(fen);
}

/** `1,234.56元`. */
export function showYuan(fen: number): string {
  const yuan = Math.trunc(fen / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
  return `${yuan}.${(fen % 100).toString().padStart(2, '0')}元`;
}

function halfWidth(text: string): string {
  return text.normalize('NFKC');
}

/** Whether it can be an amount: whole fen, not negative. 0.1 + 0.2 yuan as a fraction is none. */
export function isAmount(fen: number): boolean {
  return Number.isSafeInteger(fen) && fen >= 0;
}

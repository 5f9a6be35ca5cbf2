import { parseYuan } from '../domain/money';

const ARABIC =
  /[¥￥]\s*\d[\d,]*(?:\.\d+)?\s*(?:万|亿)?|\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|万|亿|元|块钱|块)/gu;
const CHINESE = /[零一二两三四五六七八九十百千万亿]+(?:万元|亿元|元|块钱|块)/gu;
/** An amount that was said to be one needs no unit: `金额五千`, `金额：5000`. */
const LABELLED =
  /(?<=金额(?:是|为|约|大概|:|：|\s)*)(?:\d[\d,]*(?:\.\d+)?|[零一二两三四五六七八九十百千万亿]+)(?![\d,.]|\s*(?:万|亿|元|块|年|月|日|号|天|笔|次|个))/gu;
const TOTAL = /(?:共计|合计|总共|一共|总计|共)[^\d零一二两三四五六七八九十¥￥]{0,4}$/u;

/** 金额 in a sentence, in fen, in the order they stand. */
export interface Amount {
  readonly fen: number;
  readonly text: string;
  /** `共600元`: said to be the sum of the others. */
  readonly isTotal: boolean;
}

/** Amounts a sentence names; a bare number without a unit is none. */
export function amountsIn(text: string): readonly Amount[] {
  const found = [
    ...[...text.matchAll(ARABIC)].map((match) => ({ match, fen: parseYuan(match[0].replace(/\s/gu, '')) })),
    ...[...text.matchAll(CHINESE)].map((match) => ({ match, fen: parseChinese(match[0]) })),
    ...[...text.matchAll(LABELLED)].map((match) => ({
      match,
      fen: /\d/u.test(match[0]) ? parseYuan(match[0]) : parseChinese(match[0]),
    })),
  ];
  return found
    .filter((each): each is typeof each & { fen: number } => each.fen !== undefined)
    .sort((a, b) => a.match.index - b.match.index)
    .map(({ match, fen }) => ({
      fen,
      text: match[0],
      isTotal: TOTAL.test(text.slice(0, match.index)),
    }));
}

/** 涉及金额 of a sentence: the stated total, else the largest. */
export function claimedIn(text: string): number | undefined {
  const amounts = amountsIn(text);
  const total = amounts.find(({ isTotal }) => isTotal);
  if (total) return total.fen;
  return amounts.length === 0 ? undefined : Math.max(...amounts.map(({ fen }) => fen));
}

const DIGIT: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNIT: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const BIG: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** `三千五百元` → 350000 fen. A dropped last unit (`三千五`) counts as spoken: 3,500. */
function parseChinese(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit = 0;
  let unit = 1;
  for (const letter of text.replace(/[元块钱]/gu, '')) {
    if (letter in DIGIT) {
      digit = DIGIT[letter] ?? 0;
      if (letter === '零') unit = 1;
    } else if (letter in UNIT) {
      unit = UNIT[letter] ?? 1;
      section += (digit || 1) * unit;
      digit = 0;
    } else {
      const big = BIG[letter] ?? 1;
      total = (total + section + digit) * big;
      section = 0;
      digit = 0;
      unit = big;
    }
  }
  const yuan = total + section + digit * (unit > 1 ? unit / 10 : 1);
  return yuan > 0 ? parseYuan(String(yuan)) : undefined;
}

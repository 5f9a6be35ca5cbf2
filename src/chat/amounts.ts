import { parseYuan } from '../domain/money';

/** `300元5角`, `3块5`: what comes after the yuan belongs to it, or less would be signed for than is paid. */
const CENTS = String.raw`(?:[\d零一二两三四五六七八九]\s*[角毛](?:[\d一二三四五六七八九]分)?|(?<=块)[\d一二三四五六七八九](?![\d.零一二两三四五六七八九十百千万年月日号天个张次笔]))?`;
/** Not the second half of `1 000元`: read alone it would be nothing. */
const ARABIC = new RegExp(
  String.raw`[¥￥]\s*\d[\d,]*(?:\.\d+)?\s*(?:万|亿)?|` +
    String.raw`(?<!\d[.,]?)(?<!(?<!\d)\d{1,3}\s(?=\d{3}(?!\d)))\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|万|亿|(?:块钱|元|块)${CENTS})`,
  'gu',
);
/** Digits with spoken units: `5千元`, `3万5千`, `2万3`, `1万500元`. */
const MIXED =
  /(?<![\d.,])\d+(?:\.\d+)?\s*(?:万\d{2,4}(?=元|块)|[万千百](?=\d)(?:\d[千百])*\d(?:[千百]|(?![\d千百年月日号天次笔个张]))|[千百](?=元|块|多?(?:[,，。;；、!！\s]|$)))(?:元|块钱|块)?/gu;
const CHINESE = new RegExp(
  String.raw`(?<![几数上多好第.\d零一二两三四五六七八九十百千万亿])[零一二两三四五六七八九十百千万亿]+(?:块钱|元|块)${CENTS}`,
  'gu',
);
/** Spoken without a unit, where only money can stand: `被盗刷三千五，`. */
const SPOKEN =
  /(?<=[扣收刷走付了少损失赔退补还免偿差取存汇款费])[一二两三四五六七八九][零一二两三四五六七八九十百千万]*[百千万][零一二三四五六七八九]?(?=[,，。;；、!！\s]|$)/gu;
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
export function amountsIn(sentence: string): readonly Amount[] {
  const text = sentence.replace(CAPITAL, (letter) => PLAIN[CAPITALS.indexOf(letter)] ?? letter);
  const found = [
    ...[...text.matchAll(ARABIC)].map((match) => ({ match, fen: withCents(match[0], parseYuan) })),
    ...[...text.matchAll(MIXED)].map((match) => ({ match, fen: parseMixed(match[0]) })),
    ...[...text.matchAll(CHINESE)].map((match) => ({ match, fen: withCents(match[0], parseChinese) })),
    ...[...text.matchAll(SPOKEN)].map((match) => ({ match, fen: parseChinese(match[0]) })),
    ...[...text.matchAll(LABELLED)].map((match) => ({
      match,
      fen: /\d/u.test(match[0]) ? parseYuan(match[0]) : parseChinese(match[0]),
    })),
  ];
  return found
    .filter((each): each is typeof each & { fen: number } => each.fen !== undefined)
    .sort((a, b) => a.match.index - b.match.index || b.match[0].length - a.match[0].length)
    .filter(isOutside)
    .map(({ match, fen }) => ({
      fen,
      text: match[0],
      isTotal: TOTAL.test(text.slice(0, match.index)),
    }));
}

/** 大写 as on vouchers: `伍佰元`. */
const CAPITALS = '壹贰叁肆伍陆柒捌玖拾佰仟萬億圆圓';
const PLAIN = '一二三四五六七八九十百千万亿元元';
const CAPITAL = new RegExp(`[${CAPITALS}]`, 'gu');

/** `300元5角` is read as 300 yuan and 50 fen. */
function withCents(text: string, parse: (yuan: string) => number | undefined): number | undefined {
  const tidy = text.replace(/\s/gu, '');
  const [, yuan = tidy, jiao = '0', fen = '0'] =
    /^(.+?(?:块钱|元|块(?!钱)))(.)[角毛]?(?:(.)分)?$/u.exec(tidy) ?? [];
  const whole = parse(yuan);
  return whole === undefined ? undefined : whole + digitOf(jiao) * 10 + digitOf(fen);
}

function digitOf(letter: string): number {
  return DIGIT[letter] ?? Number(letter);
}

type Found = { readonly match: RegExpExecArray };

/** Two shapes may find the same words: `3万5千元` holds `3万`. The one that began first counts. */
function isOutside({ match }: Found, at: number, all: readonly Found[]): boolean {
  return !all.slice(0, at).some((before) => match.index < before.match.index + before.match[0].length);
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

/** `3万5千元`: its digits are read as the words they stand for; before 千 and 百 a fraction may stand, `1.5千`. */
function parseMixed(text: string): number | undefined {
  const fraction = /^(\d+\.\d+|\d{2,})\s*([千百])/u.exec(text);
  if (fraction) {
    const yuan = Number(fraction[1]) * (UNIT[fraction[2] ?? ''] ?? 1);
    return parseYuan(String(Number(yuan.toFixed(2))));
  }
  const [, head = '', rest = ''] = /^(\d+(?:\.\d+)?)\s*万(.+)$/u.exec(text) ?? [];
  const front = head === '' ? 0 : parseYuan(`${head}万`);
  const tail = /^\d{2,4}/u.test(rest)
    ? parseYuan(rest)
    : parseChinese(inWords(head === '' ? text : `万${rest}`));
  return tail === undefined || front === undefined ? undefined : front + tail;
}

function inWords(text: string): string {
  return text.replace(/\s/gu, '').replace(/\d/gu, (digit) => '零一二三四五六七八九'[Number(digit)] ?? '');
}

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
      // 「百元大钞」 names a kind of note, no sum; 「十元」 is one.
      if (digit === 0 && unit > 10 && total + section === 0 && !text.startsWith('万')) return undefined;
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

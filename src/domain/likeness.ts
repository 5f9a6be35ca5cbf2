import { parseYuan } from './money';

/** Words every complaint has: two that share only these have nothing in common. */
const STOP =
  /我行|本行|银行|客户|投诉人|投诉|反映|来电|来访|表示|认为|声称|要求|希望|请求|诉求|目前|现在|已经|我们|他们|[的了是在也都就和与及并或被把说称我他她您你这那其该]/gu;
/** An amount or a number is one sign: 300 and 3000 are not alike. */
const NUMBER = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?\s*[万亿]?(?:块钱|元|块)?/gu;
/** Runs of letters of one kind; what stands between them parts them. */
const RUN = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;

const NUMBER_WEIGHT = 2;
const PAIR_WEIGHT = 1;

type Signs = ReadonlyMap<string, number>;

/**
 * 内容相似度 (R18) of two complaints, 0 to 1: the Dice coefficient of their signs, which are pairs of neighbouring Chinese
 * characters, words of other scripts, and numbers, these counted twice. The order of clauses does not matter; 0 when one
 * of them says nothing.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [signsOf(one), signsOf(other)];
  const both = weigh([...a].map(([sign, count]) => [sign, Math.min(count, b.get(sign) ?? 0)]));
  const all = weigh([...a]) + weigh([...b]);
  return all === 0 ? 0 : (2 * both) / all;
}

function weigh(signs: readonly (readonly [string, number])[]): number {
  return signs.reduce(
    (sum, [sign, count]) => sum + count * (/^\d/u.test(sign) ? NUMBER_WEIGHT : PAIR_WEIGHT),
    0,
  );
}

/** How often each sign stands in a text. */
function signsOf(text: string): Signs {
  // A full-width comma parts two numbers; as a plain one it would join them.
  const plain = text.replaceAll('，', '、').normalize('NFKC').toLowerCase();
  const words = plain.replace(NUMBER, ' ').replace(STOP, ' ');
  const signs = [
    ...[...plain.matchAll(NUMBER)].map(([number]) => numberSign(number)),
    ...[...words.matchAll(RUN)].flatMap(([run]) => pairsOf(run)),
  ];
  const counted = new Map<string, number>();
  for (const sign of signs) counted.set(sign, (counted.get(sign) ?? 0) + 1);
  return counted;
}

/** 「2万元」 and 「20,000元」 are one sign. */
function numberSign(number: string): string {
  const fen = parseYuan(number);
  return fen === undefined ? number.replace(/\D/gu, '') : String(fen);
}

/** `年费重` → 年费, 费重; a single character and a word of another script stand for themselves. */
function pairsOf(run: string): readonly string[] {
  const letters = [...run];
  if (letters.length === 1 || !/^\p{Script=Han}/u.test(run)) return [run];
  return letters.slice(1).map((letter, at) => `${letters[at] ?? ''}${letter}`);
}

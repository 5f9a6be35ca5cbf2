import type { Business } from './classification';
import { likeness } from './likeness';

/** 投诉事项: what two complaints are compared by. `facts` are personal data: they are looked at here and go no further. */
export interface Matter {
  readonly receivedAt: Date;
  readonly business?: Business;
  readonly claimedFen?: number;
  readonly facts?: string;
}

/** 已登记的投诉 of somebody with the same telephone or identity number, as the blind index found it (R18). */
export interface Earlier {
  readonly complaintId: string;
  readonly samePhone: boolean;
  readonly sameIdNo: boolean;
  readonly matter: Matter;
}

/** 比对: what a complaint and an earlier one have in common. Names are left out: one clerk writes 王女士, another 王小明. */
export interface Candidate {
  readonly complaintId: string;
  readonly samePhone: boolean;
  readonly sameIdNo: boolean;
  /** 0 to 1. */
  readonly textLikeness: number;
  readonly sameBusiness: boolean;
  readonly amountEqual: boolean;
  /** Between the two moments of receipt, never negative. */
  readonly daysApart: number;
}

/**
 * 权重: the one table of points, 100 in all. Who complains weighs most; but a person may have several troubles, so person,
 * business, amount and time together stay below `likely`: without alike contents nothing is called the same. Whether the
 * earlier case is still open says nothing of that; it decides what is advised (L6, R23).
 */
export const FACTORS = {
  phone: { most: 40, words: '同一电话' },
  idNo: { most: 40, words: '同一证件号' },
  /** On top of the telephone, in place of its own 40. */
  idNoToo: { most: 5, words: '同一证件号' },
  text: { most: 35, words: '内容相似' },
  business: { most: 10, words: '同一业务' },
  amount: { most: 5, words: '金额相同' },
  time: { most: 5, words: '时间接近' },
} as const;
export type Factor = keyof typeof FACTORS;

/** 时间接近: full points up to so many days, some up to so many more. */
const NEAR: readonly (readonly [number, number])[] = [
  [7, FACTORS.time.most],
  [30, 3],
];

/** 判断: the least score of each; below the last a case is not shown. */
export const GRADES = { likely: 70, possible: 40 } as const;
export type Grade = keyof typeof GRADES;

/** 得分说明: the lines of a score add up to it. */
export interface ScoreLine {
  readonly factor: Factor;
  readonly points: number;
  readonly words: string;
}

/** 可能重复的一件: its score, 0 to 100, with the reasons for it, the weightiest first. */
export interface Duplicate {
  readonly complaintId: string;
  readonly score: number;
  readonly grade: Grade;
  readonly lines: readonly ScoreLine[];
}

/** 查重 (R18, L6, R23, R34): the earlier cases that may be the same as this one, the likeliest first, then the latest. */
export function rankDuplicates(matter: Matter, earlier: readonly Earlier[]): readonly Duplicate[] {
  return earlier
    .map((each) => ({ ...judge(compare(matter, each)), at: each.matter.receivedAt.getTime() }))
    .filter((each): each is typeof each & Duplicate => each.grade !== undefined)
    .sort((a, b) => b.score - a.score || b.at - a.at || (a.complaintId < b.complaintId ? 1 : -1))
    .map(({ at: _at, ...duplicate }) => duplicate);
}

const DAY_MS = 86_400_000;

export function compare(matter: Matter, { matter: other, ...found }: Earlier): Candidate {
  return {
    ...found,
    textLikeness: likeness(matter.facts ?? '', other.facts ?? ''),
    sameBusiness: matter.business !== undefined && matter.business === other.business,
    amountEqual: matter.claimedFen !== undefined && matter.claimedFen === other.claimedFen,
    daysApart: Math.abs(matter.receivedAt.getTime() - other.receivedAt.getTime()) / DAY_MS,
  };
}

/** The score of one candidate; no grade when it is too low to be shown. */
export function judge(
  candidate: Candidate,
): Omit<Duplicate, 'grade'> & { readonly grade: Grade | undefined } {
  const lines = linesOf(candidate);
  const score = lines.reduce((sum, { points }) => sum + points, 0);
  const grade = (Object.keys(GRADES) as Grade[]).find((each) => score >= GRADES[each]);
  return { complaintId: candidate.complaintId, score, grade, lines };
}

function linesOf(candidate: Candidate): readonly ScoreLine[] {
  const { samePhone, sameIdNo, textLikeness, sameBusiness, amountEqual, daysApart } = candidate;
  const near = NEAR.find(([days]) => daysApart <= days);
  const parts: Readonly<Record<Factor, number>> = {
    phone: whole('phone', samePhone),
    idNo: whole('idNo', sameIdNo && !samePhone),
    idNoToo: whole('idNoToo', sameIdNo && samePhone),
    text: Math.round(FACTORS.text.most * textLikeness),
    business: whole('business', sameBusiness),
    amount: whole('amount', amountEqual),
    time: near?.[1] ?? 0,
  };
  return (Object.keys(FACTORS) as Factor[])
    .filter((factor) => parts[factor] > 0)
    .map((factor) => ({ factor, points: parts[factor], words: FACTORS[factor].words }))
    .sort((a, b) => b.points - a.points);
}

function whole(factor: Factor, holds: boolean): number {
  return holds ? FACTORS[factor].most : 0;
}

import { shanghaiDate } from '../domain/calendar';
import { ownerPost, STATES, type Complaint } from '../domain/complaint';
import type { Duplicate, Grade } from '../domain/duplicates';

/** 查重文案 (R18): numbers, states and points only; nothing of what the complainant told. */
export const DUPLICATES = {
  whichCase: '请写上编号，例如：查重 KFB26000001',
  none: '没有找到投诉人相同的其他投诉。',
  noNumber: '这件投诉没有留电话和证件号，无法查重。',
} as const;

const GRADE: Readonly<Record<Grade, string>> = { likely: '很可能是同一件', possible: '可能有关' };

/** Under a read-back there is room for fewer than in an answer of its own: a message holds 2048 bytes. */
const MAX_LINES = { hint: 2, answer: 5 } as const;

/** 查到的: cases the person may see, with their scores, and how many there are that the person may not see. */
export interface Found {
  readonly shown: readonly { readonly complaint: Complaint; readonly duplicate: Duplicate }[];
  readonly hidden: number;
  readonly at: Date;
}

/** 登记前的提醒, under the read-back; undefined when there is nothing to say. */
export function duplicateHint(found: Found): string | undefined {
  const lines = linesOf(found, MAX_LINES.hint);
  return lines.length === 0 ? undefined : ['注意，投诉人以前投诉过：', ...lines, ...advice(found)].join('\n');
}

/** 查重结果 of a case. */
export function duplicatesText(complaintId: string, found: Found): string {
  const lines = linesOf(found, MAX_LINES.answer);
  return lines.length === 0 ? DUPLICATES.none : [`${complaintId} 查重：`, ...lines].join('\n');
}

function linesOf({ shown, hidden, at }: Found, max: number): readonly string[] {
  const rest = shown.length - max;
  return [
    ...shown.slice(0, max).map((each) => `· ${lineOf(each, at)}`),
    ...(rest > 0 ? [`· 还有 ${rest} 件，可能性更小`] : []),
    ...(hidden > 0
      ? [`· ${shown.length > 0 ? '另有' : '有'} ${hidden} 件投诉人相同的投诉，您无权查看，请联系小组主管`]
      : []),
  ];
}

function lineOf({ complaint, duplicate }: Found['shown'][number], at: Date): string {
  const { score, grade, lines } = duplicate;
  const why = lines.map(({ words, points }) => `${words} ${points} 分`).join('、');
  const about = `${STATES[complaint.state]}，${daysAgo(complaint.registeredAt, at)}登记`;
  return `${complaint.id}（${about}）${GRADE[grade]}：${why}，共 ${score} 分`;
}

/** A repeat of an open case is filed again only for something new (L6); one of a closed case is, and may be major (R23). */
function advice({ shown }: Found): readonly string[] {
  const likely = shown.filter(({ duplicate }) => duplicate.grade === 'likely');
  const open = likely.filter(({ complaint }) => ownerPost(complaint) !== undefined);
  return [
    ...(open.length > 0 ? ['是同一件又没有新事实、新理由，就不要重复登记，回复「取消」。'] : []),
    ...(likely.length > open.length
      ? ['办结后又投诉同一件事的，照常登记，分类时看是否算重大（制度 R23）。']
      : []),
  ];
}

const DAY_MS = 86_400_000;

/** 今天、昨天、3天前, by the date in Shanghai. */
function daysAgo(then: Date, at: Date): string {
  const days = Math.round((Date.parse(shanghaiDate(at)) - Date.parse(shanghaiDate(then))) / DAY_MS);
  if (days <= 0) return '今天';
  return days === 1 ? '昨天' : `${days}天前`;
}

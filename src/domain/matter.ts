import type { Complaint } from './complaint';

/** 同一事项 (R34): which cases belong together, and which of them count in its amount. */
type Member = Pick<Complaint, 'id' | 'linkedTo' | 'mergedInto'>;

/**
 * 关联案件: the other cases of the matter among those known, through any number of links and merges, in whichever
 * direction. One that ended holds the others together still: what was linked is not split by a withdrawal or a merge.
 */
export function matterOf<M extends Member>(complaint: Member, known: readonly M[]): readonly M[] {
  const found = new Set<M>();
  const ends: Member[] = [complaint];
  for (const end of ends) {
    for (const each of known) {
      if (each.id === complaint.id || found.has(each) || !areJoined(end, each)) continue;
      found.add(each);
      ends.push(each);
    }
  }
  return [...found];
}

function areJoined(one: Member, other: Member): boolean {
  const leads = (from: Member, to: Member) => from.linkedTo.includes(to.id) || from.mergedInto === to.id;
  return leads(one, other) || leads(other, one);
}

/**
 * 计入金额: a case that was merged is counted where it went, and one withdrawn or not taken up costs nothing; unless
 * money was paid on it before.
 */
export function countsInMatter({ state, execution, plan }: Complaint): boolean {
  const isGone = state === 'MERGED' || state === 'WITHDRAWN' || state === 'DECLINED';
  return !isGone || (execution !== undefined && (plan?.proposedFen ?? 0) > 0);
}

import type { Level, MajorReason } from './classification';
import type { Complaint } from './complaint';
import { amountInvolved, type Linked } from './gates';
import type { Rules } from './rules';

/** What the officer says of a case when classifying it (R23). */
export interface Circumstances {
  /** 投诉人数; with `inPerson`, how many came together. */
  readonly complainants?: number;
  readonly inPerson?: boolean;
  readonly reasons: readonly MajorReason[];
}

/** From how many people complaining together in person the law calls it major (办法第二十九条). */
const CROWD = 20;

/** 重大情形 (R23): those stated and those that follow from numbers, as far as the rules list them. */
export function majorReasonsOf(
  complaint: Complaint,
  { complainants = 1, inPerson = false, reasons }: Circumstances,
  linked: readonly Complaint[],
  rules: Rules,
): readonly MajorReason[] {
  const found: readonly (readonly [MajorReason, boolean])[] = [
    ['crowd', inPerson && complainants >= CROWD],
    ['complainants', complainants >= rules.major.complainants],
    ['media', complaint.source === 'media'],
    ['repeat', linked.some(({ state }) => state === 'CLOSED')],
    ['amount', isOverLimit(complaint, linked, rules)],
  ];
  const all = [...reasons, ...found.filter(([, holds]) => holds).map(([reason]) => reason)];
  return [...new Set(all)].filter((reason) => rules.major.reasons.includes(reason));
}

/** Whether the amount alone makes the case major, as far as it is known now. */
export function isOverLimit(complaint: Complaint, linked: readonly Linked[], rules: Rules): boolean {
  return amountInvolved(complaint, complaint.plan?.proposedFen ?? 0, linked) > rules.amountLimitFen;
}

/** A case with one of the reasons is major, whatever was answered. */
export function levelFor(level: Level, reasons: readonly MajorReason[]): Level {
  return reasons.length > 0 ? 'major' : level;
}

import { showYuan } from '../../../../src/domain/money';
import type { CaseView } from '../../api/types';
import { classified } from '../../classification';
import { CASE } from '../../copy/case';
import { showMoment } from '../../due';
import { now } from '../../now';

/** 概要. */
export function factsOf(about: CaseView): readonly { readonly label: string; readonly text: string }[] {
  const { claimedFen, disputedFen, closedAt, cycle, mergedInto, linkedTo } = about;
  const line = (label: string, text: string | undefined) => (text === undefined ? [] : [{ label, text }]);
  const yuan = (fen: number | undefined) => (fen === undefined ? undefined : showYuan(fen));
  return [
    ...line(CASE.kind, classified(about) ?? CASE.unclassified),
    ...line(CASE.group, about.group),
    ...line(CASE.owner, about.owner?.name),
    ...about.team.flatMap(({ post, person }) => line(post, person.name)),
    ...line(CASE.received, showMoment(about.receivedAt, now.value)),
    ...line(CASE.source, about.source?.name),
    ...line(CASE.claimed, yuan(claimedFen)),
    ...line(CASE.disputed, yuan(disputedFen)),
    ...line(CASE.cycle, cycle > 1 ? `${cycle} ${CASE.cycleUnit}` : undefined),
    ...line(CASE.merged, mergedInto),
    ...line(CASE.linked, linkedTo.length > 0 ? linkedTo.join('、') : undefined),
    ...line(CASE.closed, closedAt && showMoment(closedAt, now.value)),
  ];
}

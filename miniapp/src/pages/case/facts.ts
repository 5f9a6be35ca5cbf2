import { BUSINESS, CHANNEL, LEVEL, REASON, SOURCE } from '../../../../src/domain/classification';
import { showYuan } from '../../../../src/domain/money';
import type { CaseView } from '../../api/types';
import { CASE } from '../../copy/case';
import { showMoment } from '../../due';
import { now } from '../../now';

/** 概要. */
export function factsOf(about: CaseView): readonly { readonly label: string; readonly text: string }[] {
  const { classification: kind, claimedFen, disputedFen, source, owner, closedAt, waitsFor, cycle } = about;
  const line = (label: string, text: string | undefined) => (text === undefined ? [] : [{ label, text }]);
  const yuan = (fen: number | undefined) => (fen === undefined ? undefined : showYuan(fen));
  return [
    ...line(
      CASE.kind,
      kind
        ? `${BUSINESS[kind.business]}／${REASON[kind.reason]}／${CHANNEL[kind.channel]}／${LEVEL[kind.level]}`
        : CASE.unclassified,
    ),
    ...line(CASE.owner, owner),
    ...line(CASE.received, showMoment(about.receivedAt, now.value)),
    ...line(CASE.source, source && SOURCE[source]),
    ...line(CASE.claimed, yuan(claimedFen)),
    ...line(CASE.disputed, yuan(disputedFen)),
    ...line(CASE.waitsFor, waitsFor),
    ...line(CASE.cycle, cycle > 1 ? `${cycle} ${CASE.cycleUnit}` : undefined),
    ...line(CASE.closed, closedAt && showMoment(closedAt, now.value)),
  ];
}

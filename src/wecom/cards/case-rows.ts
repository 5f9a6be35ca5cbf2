import { showDue } from '../../domain/calendar';
import { BUSINESS, REASON } from '../../domain/classification';
import { STATES, type Complaint } from '../../domain/complaint';
import { showYuan } from '../../domain/money';
import type { Org } from '../../domain/org';
import { nameOf } from '../copy';
import type { CardRow } from './builders';

/** 案件要素 on a card: no personal data (R54). */
export function rowsOf(complaint: Complaint, org: Org, due: Date | undefined): readonly CardRow[] {
  const { classification: kind, team } = complaint;
  const handler =
    complaint.state === 'INVESTIGATING' ? team.invest : (team.solve ?? team.invest ?? team.intake);
  return [
    { label: '状态', value: STATES[complaint.state] },
    ...(kind
      ? [
          { label: '业务', value: BUSINESS[kind.business] },
          { label: '原因', value: REASON[kind.reason] },
        ]
      : []),
    ...(complaint.claimedFen === undefined ? [] : [{ label: '金额', value: showYuan(complaint.claimedFen) }]),
    ...(handler ? [{ label: '经办', value: nameOf(org, handler) }] : []),
    ...(due ? [{ label: '请于', value: `${showDue(due)}前` }] : []),
  ];
}

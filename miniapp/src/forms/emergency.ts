import { showYuan } from '../../../src/domain/money';
import type { Vocabulary } from '../api/types';
import { EMERGENCY } from '../copy/pages';
import type { Field } from './form';
import { LINE, TEXT } from './limits';

/** 先行处理的表单 (R35): the reasons are those the rules list, and so is what it may cost. */
export function emergencyFields({
  emergencyReasons,
  emergencyMaxFen,
}: Pick<Vocabulary, 'emergencyReasons' | 'emergencyMaxFen'>): readonly Field[] {
  const reasons = emergencyReasons.map(({ code, name }) => ({ id: code, name }));
  const hint = EMERGENCY.limit(showYuan(emergencyMaxFen));
  return [
    { is: 'one', path: 'reason', label: EMERGENCY.reason, options: reasons, required: true },
    { is: 'lines', path: 'action', label: EMERGENCY.action, max: TEXT, hint: EMERGENCY.later },
    { is: 'text', path: 'witness', label: EMERGENCY.witness, max: LINE },
    ...(emergencyMaxFen > 0
      ? [{ is: 'money', path: 'costFen', label: EMERGENCY.cost, hint } as const satisfies Field]
      : []),
    { is: 'moment', path: 'actedAt', label: EMERGENCY.at, side: 'past', hint: EMERGENCY.atHint },
  ];
}

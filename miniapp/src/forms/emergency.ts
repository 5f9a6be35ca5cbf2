import { showYuan } from '../../../src/domain/money';
import type { Choice } from '../api/types';
import { EMERGENCY } from '../copy/pages';
import type { Field } from './form';

/** 先行处理的表单 (R35): the reasons are those the rules list, and so is what it may cost. */
export function emergencyFields({
  items,
  maxFen,
}: {
  readonly items: readonly Choice[];
  readonly maxFen: number;
}): readonly Field[] {
  const cost: readonly Field[] =
    maxFen > 0
      ? [{ is: 'money', path: 'costFen', label: EMERGENCY.cost, hint: EMERGENCY.limit(showYuan(maxFen)) }]
      : [];
  return [
    { is: 'one', path: 'reason', label: EMERGENCY.reason, options: items, required: true },
    { is: 'lines', path: 'action', label: EMERGENCY.action, max: 500, hint: EMERGENCY.later },
    { is: 'text', path: 'witness', label: EMERGENCY.witness, max: 100 },
    ...cost,
  ];
}

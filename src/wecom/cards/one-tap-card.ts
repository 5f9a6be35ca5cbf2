import type { OneTap } from '../../domain/asked-card';
import { LEVEL, MAJOR_REASON } from '../../domain/classification';
import type { Rules } from '../../domain/rules';
import { ONE_TAP } from '../copy-one-tap';
import { CARD_LIMITS } from '../limits';
import { buttonInteraction } from './builders';
import { KEY, optionId, QUESTION } from './keys';
import type { InteractiveCard } from './template-card';

/** 一键办理卡片: the listed reasons, and one button that does it (R35, R23). */
export function oneTapCard(
  what: OneTap,
  complaintId: string,
  rules: Pick<Rules, 'emergency' | 'major'>,
  taskId: string,
): InteractiveCard {
  const { title, desc, button } = ONE_TAP[what];
  return buttonInteraction({
    taskId,
    source: { text: what === 'major' ? LEVEL.major : ONE_TAP.source, color: 'red' },
    title: `${complaintId} ${title}`,
    desc,
    selection: {
      questionKey: QUESTION.ground,
      title: ONE_TAP.whichReason,
      options: reasonsFor(what, rules).map(([id, text]) => ({ id: optionId(QUESTION.ground, id), text })),
    },
    buttons: [{ text: button, key: KEY.doNow, style: 3 }],
  });
}

/** The reasons one may choose from, by id, as many as a list holds; of the amount the system judges by itself. */
export function reasonsFor(
  what: OneTap,
  { emergency, major }: Pick<Rules, 'emergency' | 'major'>,
): readonly (readonly [string, string])[] {
  const reasons =
    what === 'emergency'
      ? Object.entries(emergency.reasons)
      : major.reasons.filter((id) => id !== 'amount').map((id) => [id, MAJOR_REASON[id]] as const);
  return reasons.slice(0, CARD_LIMITS.selectOptions.max);
}

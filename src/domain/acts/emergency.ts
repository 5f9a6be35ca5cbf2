import { startClock } from '../clocks';
import type { Approval, Complaint, EmergencyAct } from '../complaint';
import { nextDocument } from '../documents';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import { backfillStep } from '../gates';
import { isAmount } from '../money';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';
import { openApprovalStep } from './open-approval';

export interface Emergency {
  readonly type: 'emergency';
  /** One of the listed reasons, by id. */
  readonly reason: string;
  /** What was done and who saw it; left out, the form is to tell them. */
  readonly action?: string;
  readonly costFen: number;
  /** Now, when it is not said. */
  readonly actedAt?: Date;
  readonly witness?: string;
}

/** 先行处理 (T24, R35): act first; the form is owed from the act on (C7), and the case cannot close before it is settled. */
export function emergency(complaint: Complaint, act: Emergency, by: Person, context: Context): Ruling {
  const { at, rules } = context;
  const { reason, action, costFen, actedAt = at, witness } = act;
  const reasonName = Object.entries(rules.emergency.reasons).find(([id]) => id === reason)?.[1];
  if (reasonName === undefined) return refuse('emergency_not_listed', { rule: 'R35' });
  const told = [action, witness].filter((text) => text !== undefined);
  if (told.some(isBlank)) return refuse('text_missing', { rule: 'R35' });
  if (!isAmount(costFen)) return refuse('amount_invalid', { rule: 'R35' });
  if (costFen > rules.emergency.maxFen)
    return refuse('emergency_too_dear', { rule: 'R35', limitFen: rules.emergency.maxFen });
  const isSound = actedAt.getTime() <= at.getTime() && actedAt.getTime() >= complaint.receivedAt.getTime();
  if (!isSound) return refuse('received_in_future', { rule: 'R35' });

  const clock = startClock(complaint, 'C7', actedAt, rules.emergency.backfill, rules);
  const no = complaint.emergencies.length + 1;
  return rule({
    type: 'emergency_acted',
    by: by.userId,
    at,
    emergency: {
      no,
      reason,
      reasonName,
      ...(action !== undefined && { action }),
      costFen,
      actedAt,
      by: by.userId,
      ...(witness !== undefined && { witness }),
      clockId: clock.id,
    },
    starts: [clock],
  });
}

export interface Backfill {
  readonly type: 'backfill';
  /** 补办说明: what was done, why it could not wait, and what came of it. */
  readonly text: string;
  /** What the act itself left out. */
  readonly action?: string;
  readonly witness?: string;
}

/** 补办 (T25, R35): form BB stops C7; HEAD ratifies, EXEC over the limit, and never who acted (G4). */
export function backfill(complaint: Complaint, act: Backfill, by: Person, context: Context): Ruling {
  const { at, rules, linked } = context;
  const owed = complaint.emergencies.find(({ form }) => !form);
  if (!owed) return refuse('no_backfill_owed', { rule: 'R35' });
  if (isBlank(act.text)) return refuse('text_missing', { rule: 'R35' });
  const { action = act.action, witness = act.witness } = owed;
  if (action === undefined || isBlank(action) || witness === undefined || isBlank(witness))
    return refuse('emergency_unexplained', { rule: 'R35' });
  const isWhole = owed.action !== undefined && owed.witness !== undefined;

  const document = nextDocument(complaint, 'BB', at);
  const form = { at, by: by.userId, text: act.text, documentNo: document.no };
  const filed: DomainEvent = {
    type: 'backfilled',
    by: by.userId,
    at,
    no: owed.no,
    form,
    ...(!isWhole && { completes: { action, witness } }),
    stops: [owed.clockId],
    document,
  };
  const opened = openApprovalStep(
    foldAll(complaint, [filed]),
    backfillStep(complaint, owed, rules, linked),
    {
      hash: context.digest(JSON.stringify([complaint.id, { ...owed, action, witness }, form])),
      about: owed.no,
      costFen: owed.costFen,
    },
    context,
  );
  return opened ? rule(filed, opened) : refuse('nobody_eligible', { rule: 'R35' });
}

/** 追认或不予追认 (G4). */
export function settled(
  { about = 0 }: Approval,
  by: string,
  result: NonNullable<EmergencyAct['settled']>['result'],
  opinion: string | undefined,
  { at }: Context,
): DomainEvent {
  const said = opinion === undefined ? {} : { opinion };
  return { type: 'emergency_settled', by, at, no: about, result, ...said };
}

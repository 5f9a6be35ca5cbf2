import { assign, type Assign } from './acts/assign';
import { changePlan, type ChangePlan } from './acts/change-plan';
import { classify, type Classify } from './acts/classify';
import { contact, type ContactAct } from './acts/contact';
import type { Context } from './acts/context';
import { decide, type Decide } from './acts/decide';
import { execute, type Execute } from './acts/execute';
import { find, type Find } from './acts/find';
import { followUp, type FollowUp } from './acts/follow-up';
import { reassign, type Reassign } from './acts/reassign';
import { remind, type Remind } from './acts/remind';
import { submit, type Submit } from './acts/submit';
import type { Complaint } from './complaint';
import type { Person } from './org';
import { refuse, type Refusal, type Ruling } from './ruling';
import { holdsPower, statesFor } from './transitions';

/** What a person asks of a case. `register` opens one and stands apart (acts/register.ts); `remind` is time's own. */
export type Act =
  Assign | ChangePlan | Classify | ContactAct | Decide | Execute | Find | FollowUp | Reassign | Submit;

/** 裁定一项操作: power first, then state, then the act's own rule. Power first, so that a stranger learns nothing. */
export function ruleOn(complaint: Complaint, act: Act, by: Person, context: Context): Ruling {
  if (act.type === 'decide') return decide(complaint, act, by, context);
  const refusal = forbidden(complaint, act.type, by);
  if (refusal) return refusal;

  switch (act.type) {
    case 'contact':
      return contact(complaint, act, by, context);
    case 'classify':
      return classify(complaint, act, by, context);
    case 'assign':
      return assign(complaint, act, by, context);
    case 'reassign':
      return reassign(complaint, act, by, context);
    case 'find':
      return find(complaint, act, by, context);
    case 'submit':
      return submit(complaint, act, by, context);
    case 'change_plan':
      return changePlan(complaint, act, by, context);
    case 'execute':
      return execute(complaint, act, by, context);
    case 'follow_up':
      return followUp(complaint, act, by, context);
  }
}

/** Why this person may not do this now; undefined when they may. Buttons ask the same question (R38). */
export function forbidden(
  complaint: Complaint,
  act: Exclude<Act['type'], 'decide'>,
  by: Person,
): Refusal | undefined {
  if (!holdsPower(by, act, complaint)) return refuse('not_permitted', { rule: 'R10' });
  if (complaint.state === 'CLOSED') return refuse('case_closed');
  if (!statesFor(act).includes(complaint.state)) return refuse('wrong_state', { rule: 'R17' });
  return undefined;
}

/** Time's own act (section 7): no person asks, so no power is held. */
export function ruleOnReminder(complaint: Complaint, act: Remind, context: Context): Ruling {
  return complaint.state === 'CLOSED' ? refuse('case_closed') : remind(complaint, act, context);
}

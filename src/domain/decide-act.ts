import { addEvidence, type AddEvidence } from './acts/add-evidence';
import { acknowledgeTask, answerTask, type AcknowledgeTask, type AnswerTask } from './acts/answer-task';
import { askDepartment, type AskDepartment } from './acts/ask-department';
import { assign, type Assign } from './acts/assign';
import { changePlan, type ChangePlan } from './acts/change-plan';
import { classify, type Classify } from './acts/classify';
import { contact, type ContactAct } from './acts/contact';
import type { Context, TimeContext } from './acts/context';
import { decide, type Decide } from './acts/decide';
import { confirmedDecline, decline, type Decline } from './acts/decline';
import { disclose, type Disclose } from './acts/disclose';
import { backfill, emergency, type Backfill, type Emergency } from './acts/emergency';
import { execute, type Execute } from './acts/execute';
import { extend, type Extend } from './acts/extend';
import { find, type Find } from './acts/find';
import { followUp, type FollowUp } from './acts/follow-up';
import { forwardTask, returnTask, type ForwardTask, type ReturnTask } from './acts/forward-task';
import { giveNoticeLink, giveSurveyLink, type GiveNoticeLink, type GiveSurveyLink } from './acts/give-link';
import { link, type Link } from './acts/link';
import { merge, unmerge, type Merge, type Unmerge } from './acts/merge';
import { awaitPapers, goOn, receivePapers, type AwaitPapers, type ReceivePapers } from './acts/papers';
import { reassign, type Reassign } from './acts/reassign';
import { recuse, type Recuse } from './acts/recuse';
import { relevel, type Relevel } from './acts/relevel';
import { remind, type Remind } from './acts/remind';
import { redo, reopen, type Redo, type Reopen } from './acts/reopen';
import { replyRegulator, type ReplyRegulator } from './acts/reply-regulator';
import { submit, type Submit } from './acts/submit';
import { resume, suspend, type Resume, type Suspend } from './acts/suspend';
import { tell, type Tell } from './acts/tell';
import { overturn, uphold, verify, type Overturn, type Uphold, type Verify } from './acts/verify';
import { withdraw, type Withdraw } from './acts/withdraw';
import { isEnded, openApproval, runningClock, type Complaint } from './complaint';
import { isDecided, isSurveyed } from './customer-link';
import { isBarred } from './gates';
import type { Person } from './org';
import { isRefusal, refuse, rule, type Refusal, type Ruling } from './ruling';
import { holdsPower, statesFor, TRANSITIONS, type ActType } from './transitions';

/** What a person asks of a case. `register` opens one and stands apart (acts/register.ts); `remind` is time's own. */
export type Act =
  | AcknowledgeTask
  | AddEvidence
  | AnswerTask
  | AskDepartment
  | Assign
  | AwaitPapers
  | Backfill
  | ChangePlan
  | Classify
  | ContactAct
  | Decide
  | Decline
  | Disclose
  | Emergency
  | Execute
  | Extend
  | Find
  | FollowUp
  | ForwardTask
  | GiveNoticeLink
  | GiveSurveyLink
  | Link
  | Merge
  | Overturn
  | Reassign
  | ReceivePapers
  | Recuse
  | Redo
  | Relevel
  | Reopen
  | ReplyRegulator
  | Resume
  | ReturnTask
  | Submit
  | Suspend
  | Tell
  | Unmerge
  | Uphold
  | Verify
  | Withdraw;

type Step = Exclude<Act, Decide>;
type Rule<A extends Step> = (complaint: Complaint, act: A, by: Person, context: Context) => Ruling;

/** 各项操作的规则: what an act must bring with it, and what it leads to. */
const RULES: { readonly [Type in Step['type']]: Rule<Extract<Step, { type: Type }>> } = {
  acknowledge_task: acknowledgeTask,
  add_evidence: addEvidence,
  answer_task: answerTask,
  ask_department: askDepartment,
  assign,
  await_papers: awaitPapers,
  backfill,
  change_plan: onward(changePlan),
  classify,
  contact,
  decline,
  disclose,
  emergency,
  execute: onward(execute),
  extend,
  find: onward(find),
  follow_up: followUp,
  forward_task: forwardTask,
  give_notice_link: giveNoticeLink,
  give_survey_link: giveSurveyLink,
  link,
  merge,
  overturn,
  reassign,
  receive_papers: (complaint, _act, by, context) => receivePapers(complaint, by, context),
  recuse,
  redo,
  relevel,
  reopen,
  reply_regulator: replyRegulator,
  resume,
  return_task: returnTask,
  submit: onward(submit),
  suspend,
  tell,
  unmerge,
  uphold,
  verify,
  withdraw,
};

/** An act that leaves the state waits for no papers any more (6.5). */
function onward<A extends Step>(then: Rule<A>): Rule<A> {
  return (complaint, act, by, context) => {
    const { complaint: going, events } = goOn(complaint, by, context);
    const ruling = then(going, act, by, context);
    return isRefusal(ruling) ? ruling : rule(...events, ...ruling.events);
  };
}

/** 裁定一项操作: power first, then state, then the act's own rule. Power first, so that a stranger learns nothing. */
export function ruleOn(complaint: Complaint, act: Act, by: Person, context: Context): Ruling {
  if (act.type === 'decide') return decide(complaint, act, by, context);
  const then = RULES[act.type] as Rule<Step>;
  return forbidden(complaint, act.type, by) ?? then(complaint, act, by, context);
}

/** Why this person may not do this now; undefined when they may. Buttons ask the same question (R38). */
export function forbidden(complaint: Complaint, act: ActType, by: Person): Refusal | undefined {
  if (!holdsPower(by, act, complaint)) return refuse('not_permitted', { rule: 'R10' });
  // A disclosure says for itself who is shut out, and not to everybody.
  if (isBarred(complaint, by.userId) && act !== 'recuse' && act !== 'disclose')
    return refuse('conflict_of_interest', { rule: 'L4' });
  if (statesFor(act).includes(complaint.state)) return undefined;
  return isEnded(complaint) ? refuse('case_closed') : refuse('wrong_state', { rule: 'R17' });
}

/**
 * 可办事项 (R38): the acts of the table that this person may ask for on the case as it is; what each must bring is its
 * own. A disclosure, which anybody may ask for, is no step of the case.
 */
export function actsOf(by: Person, complaint: Complaint): readonly ActType[] {
  return ACTS.filter(
    (act) => forbidden(complaint, act, by) === undefined && (OCCASION[act]?.(complaint) ?? true),
  );
}

/** Acts that answer something: without it there is nothing to do. */
const OCCASION: Partial<Readonly<Record<ActType, (complaint: Complaint) => boolean>>> = {
  tell: (complaint) =>
    confirmedDecline(complaint) !== undefined || complaint.extensions.some(({ told }) => !told),
  backfill: ({ emergencies }) => emergencies.some(({ form }) => !form),
  await_papers: ({ waitsForPapers }) => !waitsForPapers,
  receive_papers: ({ waitsForPapers }) => waitsForPapers !== undefined,
  give_survey_link: (complaint) => !isSurveyed(complaint) && !openApproval(complaint, 'closing'),
  give_notice_link: isDecided,
  reply_regulator: (complaint) => runningClock(complaint, 'C9') !== undefined,
};

const ACTS = [...new Set(TRANSITIONS.map(({ act }) => act as ActType))].filter(
  (act) => act !== 'register' && act !== 'decide' && act !== 'disclose',
);

/** Time's own act (section 7, T16): no person asks, so no power is held. */
export function ruleOnReminder(complaint: Complaint, act: Remind, context: TimeContext): Ruling {
  return remind(complaint, act, context);
}

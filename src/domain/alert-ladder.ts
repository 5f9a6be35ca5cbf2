import { askedOf, callsOfTurn, ended, later, openCall, toldOf, type Alert, type AlertRules } from './alert';
import type { Call, CallResult } from './call';
import { refuse, type Refusal } from './ruling';
import type { Addressee } from './stand-in';

/** What is to be done besides keeping the alert. */
export type AlertDeed =
  | { readonly kind: 'card'; readonly to: Addressee; readonly isSecond: boolean }
  | { readonly kind: 'call_task'; readonly call: Call; readonly by: string }
  | { readonly kind: 'dial'; readonly call: Call }
  | { readonly kind: 'ask_state'; readonly call: Call; readonly callId: string }
  | {
      readonly kind: 'passed_on';
      readonly from: Addressee;
      readonly to: Addressee;
      readonly calls: readonly Call[];
    };

export interface AlertStep {
  readonly alert: Alert;
  readonly deeds: readonly AlertDeed[];
}

/** What a step may know besides the alert. */
export interface AlertContext {
  readonly at: Date;
  readonly rules: AlertRules;
  /**
   * 语音电话 to the person asked: on; off, also when WeCom's limits leave no call for them; wait, while they are rung for
   * another notice or have just been spoken to.
   */
  readonly voice: 'on' | 'off' | 'wait';
}

/** Within this time WeCom knows what became of a call; it is asked that often. */
export const RINGS_MS = 120_000;
const ASK_AGAIN_MS = 10_000;

/** 没有回应 (R63): what is tried next when `nextAt` has come. */
export function climb(alert: Alert, context: AlertContext): AlertStep {
  const { at, rules } = context;
  if (alert.end) return { alert, deeds: [] };
  switch (alert.stage) {
    case 'held':
      return {
        alert: { ...alert, stage: 'card', nextAt: later(alert, at, rules.second) },
        deeds: [{ kind: 'card', to: askedOf(alert), isSecond: false }],
      };
    case 'card':
      return {
        alert: { ...alert, stage: 'again', nextAt: later(alert, at, rules.phone) },
        deeds: [{ kind: 'card', to: askedOf(alert), isSecond: true }],
      };
    case 'again':
      return callOrPass(alert, context);
    case 'calling':
      return whileCalling(alert, context);
    case 'resting':
      return pass(alert, context);
  }
}

/** 收到: by anybody it went to. Said again, nothing changes. */
export function acknowledge(alert: Alert, userId: string, at: Date): Alert | Refusal {
  if (!toldOf(alert).some((each) => each.userId === userId)) return refuse('not_permitted', { rule: 'R63' });
  return alert.end ? alert : ended(alert, { how: 'acknowledged', at, userId });
}

/** WeCom took the call. */
export function placed(alert: Alert, no: number, callId: string): Alert {
  return withCall(alert, no, { callId });
}

/** 语音电话的结果, as WeCom tells it. */
export function heard(
  alert: Alert,
  told: { readonly result: 'answered' | 'not_answered' | 'not_taken'; readonly reason?: string },
  at: Date,
  rules: AlertRules,
): Alert {
  const open = openCall(alert);
  if (!open) return alert;
  if (told.result !== 'answered') return without(alert, told.result, at, rules, told.reason);
  return ended(withCall(alert, open.no, { result: 'answered' }), { how: 'spoken', at, userId: open.to });
}

/** 呼叫任务的结果: what the colleague who was asked to call reports (已接通, 未接通). */
export function reported(
  alert: Alert,
  no: number,
  by: string,
  isAnswered: boolean,
  at: Date,
  rules: AlertRules,
): Alert | Refusal {
  const call = alert.calls.find((each) => each.no === no);
  if (call?.by !== by) return refuse('not_permitted', { rule: 'R63' });
  if (alert.end) return alert;
  // Reported late, it is true all the same.
  if (isAnswered)
    return ended(withCall(alert, no, { result: 'answered' }), { how: 'called', at, userId: call.to, by });
  return openCall(alert)?.no === no ? without(alert, 'not_answered', at, rules) : alert;
}

/** 卡片未送达: nobody waits for an answer to a card that WeCom did not take; the telephone is tried, or another colleague. */
export function undelivered(alert: Alert, to: string, at: Date): Alert {
  if (alert.end) return alert;
  const open = openCall(alert);
  if (open?.by === to) return { ...withCall(alert, open.no, { result: 'silent' }), nextAt: at };
  const isAsked = alert.stage !== 'calling' && alert.stage !== 'resting' && askedOf(alert).userId === to;
  return isAsked ? { ...alert, stage: 'again', nextAt: at } : alert;
}

function whileCalling(alert: Alert, context: AlertContext): AlertStep {
  const { at, rules } = context;
  const open = openCall(alert);
  if (!open) return callOrPass(alert, context);
  const { callId, by } = open;
  const isOver = at.getTime() - open.at.getTime() >= RINGS_MS;
  if (by === undefined && callId !== undefined && !isOver) {
    const nextAt = new Date(at.getTime() + ASK_AGAIN_MS);
    return { alert: { ...alert, nextAt }, deeds: [{ kind: 'ask_state', call: open, callId }] };
  }
  const result = by !== undefined ? 'silent' : callId === undefined ? 'lost' : 'not_answered';
  return { alert: without(alert, result, at, rules), deeds: [] };
}

/** The open call reached nobody: the next one comes after the gap, or at once when this one was never made. */
function without(alert: Alert, result: CallResult, at: Date, rules: AlertRules, reason?: string): Alert {
  const open = openCall(alert);
  if (!open) return alert;
  const known = { result, ...(reason !== undefined && { reason }) };
  const nextAt = result === 'not_taken' ? at : latest(at, later(alert, open.at, rules.gap));
  return { ...withCall(alert, open.no, known), nextAt };
}

/** By voice where that is to be had, else by a colleague; when all calls to this person are used up, the next one is asked. */
function callOrPass(alert: Alert, context: AlertContext): AlertStep {
  const { at, rules, voice } = context;
  const made = callsOfTurn(alert);
  const isVoiceRefused = made.some(({ result }) => result === 'not_taken');
  const tried = made.filter(({ result }) => result !== 'not_taken').length;
  if (tried >= rules.attempts) return pass(alert, context);

  const { userId } = askedOf(alert);
  const call = { no: alert.calls.length + 1, turn: alert.turn, to: userId, at };
  if (voice === 'wait' && !isVoiceRefused)
    return { alert: { ...alert, nextAt: new Date(at.getTime() + ASK_AGAIN_MS) }, deeds: [] };
  if (voice === 'on' && !isVoiceRefused) {
    const nextAt = new Date(at.getTime() + ASK_AGAIN_MS);
    return { alert: calling(alert, call, nextAt), deeds: [{ kind: 'dial', call }] };
  }
  const callers = alert.callers.filter((each) => each !== userId);
  const by = callers[tried % callers.length];
  if (by === undefined) return pass(alert, context);
  const asked = { ...call, by };
  return {
    alert: calling(alert, asked, later(alert, at, rules.gap)),
    deeds: [{ kind: 'call_task', call: asked, by }],
  };
}

function calling(alert: Alert, call: Call, nextAt: Date): Alert {
  return { ...alert, stage: 'calling', calls: [...alert.calls, call], nextAt };
}

/** The next person is asked; after the last, everybody again, when some time has passed. */
function pass(alert: Alert, { at, rules }: AlertContext): AlertStep {
  const isLast = alert.turn % alert.ladder.length === 0;
  if (isLast && alert.stage !== 'resting')
    return { alert: { ...alert, stage: 'resting', nextAt: later(alert, at, rules.rest) }, deeds: [] };
  const next: Alert = {
    ...alert,
    turn: alert.turn + 1,
    stage: 'card',
    nextAt: later(alert, at, rules.second),
  };
  const [from, to] = [askedOf(alert), askedOf(next)];
  return {
    alert: next,
    deeds: [
      { kind: 'passed_on', from, to, calls: callsOfTurn(alert) },
      { kind: 'card', to, isSecond: false },
    ],
  };
}

function withCall(alert: Alert, no: number, known: Partial<Call>): Alert {
  return { ...alert, calls: alert.calls.map((each) => (each.no === no ? { ...each, ...known } : each)) };
}

function latest(a: Date, b: Date): Date {
  return a.getTime() >= b.getTime() ? a : b;
}

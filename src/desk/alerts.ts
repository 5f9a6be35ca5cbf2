import { askedOf, ended, type Alert, type AlertRules } from '../domain/alert';
import { climb, type AlertDeed } from '../domain/alert-ladder';
import { isEnded, type Complaint } from '../domain/complaint';
import type { EventOf } from '../domain/events';
import { isIncident, isLeakOver, type Incident } from '../domain/incident';
import { isOver } from '../domain/notices';
import type { Rules } from '../domain/rules';
import { isRefusal, refuse, type Refusal } from '../domain/ruling';
import { voiceFor, VOICE_MEMORY_MS } from '../domain/voice';
import type { Transaction } from './ports';

/** What a step of an alert came to: the alert and what it was taken on, and what is to be sent or rung. */
export interface Climbed {
  readonly alert: Alert;
  readonly subject: Complaint | Incident;
  readonly deeds: readonly AlertDeed[];
}

/** 紧急通知 (R63): the ways by which an alert goes on, or ends. */
export interface Alerts {
  /** 没有回应: the next step; undefined when what it is about is over, which ends it. `hasVoice`: the bank has 语音电话. */
  climbAlert(id: string, hasVoice: boolean): Promise<Climbed | undefined>;
  /** Somebody answered, or did not. */
  changeAlert(
    id: string,
    change: (alert: Alert, at: Date, rules: AlertRules) => Alert | Refusal,
  ): Promise<Alert | Refusal>;
}

export interface AlertParts {
  readonly tx: Transaction;
  readonly at: Date;
  readonly rulesOf: (version: string) => Rules;
  /** Writes it into the record of what the alert is about. */
  readonly note: (alert: Alert, event: EventOf<'alert_passed' | 'reached'>) => Promise<void>;
}

export function alertsOf({ tx, at, rulesOf, note }: AlertParts): Alerts {
  const subjectOf = async ({ complaintId, incidentId }: Alert): Promise<Complaint | Incident | undefined> =>
    incidentId === undefined
      ? (await tx.load(complaintId ?? ''))?.complaint
      : (await tx.incident(incidentId))?.incident;

  const open = async (id: string) => {
    const alert = await tx.alert(id);
    const subject = alert && (await subjectOf(alert));
    return subject && { alert, subject, rules: rulesOf(subject.rulesVersion).call };
  };

  const finish = async (alert: Alert): Promise<void> => {
    await tx.saveAlert(alert);
    for (const card of await tx.cardsOfAlert(alert.id)) await tx.wantRedraw(card, at);
  };

  const voiceTo = async (alert: Alert, rules: AlertRules) => {
    const since = new Date(at.getTime() - VOICE_MEMORY_MS);
    return voiceFor(await tx.voiceCallsTo(askedOf(alert).userId, since), alert.id, at, rules);
  };

  return {
    climbAlert: async (id, hasVoice) => {
      const found = await open(id);
      if (!found) return undefined;
      const { alert, subject, rules } = found;
      if (isMoot(alert, subject)) {
        await finish(ended(alert, { how: 'moot', at }));
        return undefined;
      }
      const voice = hasVoice ? await voiceTo(alert, rules) : 'off';
      const { alert: next, deeds } = climb(alert, { at, rules, voice });
      await tx.saveAlert(next);
      for (const deed of deeds) {
        if (deed.kind !== 'passed_on') continue;
        const { from, to, calls } = deed;
        const passed = { by: 'system', at, alert: id, from: from.userId, to, calls } as const;
        await note(alert, { type: 'alert_passed', ...passed });
      }
      return { alert, subject, deeds };
    },

    changeAlert: async (id, change) => {
      const found = await open(id);
      if (!found) return refuse('not_found');
      const { alert, rules } = found;
      const next = change(alert, at, rules);
      if (isRefusal(next) || alert.end) return next;
      if (!next.end) {
        await tx.saveAlert(next);
        return next;
      }
      await finish(next);
      const { how, userId, by } = next.end;
      if (how !== 'moot' && userId !== undefined) {
        const reached = { alert: id, how, userId, calls: next.calls };
        const said = how === 'acknowledged' ? userId : (by ?? 'system');
        await note(alert, { type: 'reached', by: said, at, ...reached });
      }
      return next;
    },
  };
}

function isMoot({ about }: Alert, subject: Complaint | Incident): boolean {
  if (isIncident(subject)) return about.kind === 'leak' && isLeakOver(about, subject);
  return isEnded(subject) || isOver(about, subject);
}

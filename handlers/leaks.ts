import { LEAK_FORMS, readLeakForm, type LeakForm } from '../src/chat/leaks';
import { dated } from '../src/chat/moments';
import { redact } from '../src/chat/redact';
import type { SentCard } from '../src/desk/ports';
import { toldOf } from '../src/domain/alert';
import { isOnTeam, type Incident } from '../src/domain/incident';
import { closersAwaited, type IncidentAct } from '../src/domain/incident-acts';
import { isRefusal, refuse } from '../src/domain/ruling';
import type { AlertNotice } from '../src/domain/urgent-notice';
import type { CardTap } from '../src/wecom/callback';
import { KEY } from '../src/wecom/cards/keys';
import {
  closingAskedText,
  leakDoneText,
  leakGapsText,
  leakListText,
  leakStatusText,
  whichLeakText,
} from '../src/wecom/copy-leaks';
import { CHAT } from '../src/wecom/copy-chat';
import { refusalText } from '../src/wecom/copy-refusals';
import { answerAlert } from './alerts';
import type { Conversation } from './conversation';

const MAX_LINES = 10;

/** 泄露事件: for the team, and for who was told of it in their place; denied and missing read the same. */
export async function showLeak(id: string | undefined, talk: Conversation): Promise<void> {
  const { by, org, visit, say } = talk;
  if (id === undefined)
    return say(leakListText(isOnTeam(by) ? await visit.tx.incidents(MAX_LINES) : [], org));
  const { incident } = (await visit.tx.incident(id)) ?? {};
  const alerts = incident ? await visit.tx.alertsOfIncident(id) : [];
  const isTold = alerts.some(
    (alert) => alert.stage !== 'held' && toldOf(alert).some(({ userId }) => userId === by.userId),
  );
  if (!incident || !(isOnTeam(by) || isTold)) return say(refusalText(refuse('incident_not_found'), org));
  const rules = visit.rulesOf(incident);
  await say(leakStatusText(incident, { alerts, org, rules, now: visit.at }));
}

/** 卡片点击 of its alerts. */
export async function pressLeakAlert(
  tap: CardTap,
  card: SentCard,
  notice: AlertNotice,
  talk: Conversation,
): Promise<void> {
  if (tap.eventKey !== KEY.look) return answerAlert(tap, card, notice, talk);
  const alert = await talk.visit.tx.alert(notice.alert);
  return alert?.incidentId === undefined ? talk.say(CHAT.staleCard) : showLeak(alert.incidentId, talk);
}

/** 办理一步 of an incident: named, or the only one that is open. */
export async function handleLeak(
  form: LeakForm,
  wanted: string | undefined,
  typed: string,
  talk: Conversation,
): Promise<void> {
  const { org, visit, say } = talk;
  const incident = await incidentFor(form, wanted, talk);
  if (!incident) return;
  const text = dated(redact(typed), visit.at);
  const reading = readLeakForm(form, text, visit.rulesOf(incident).leak.outside);
  if ('missing' in reading) return say(leakGapsText(form, incident.id, reading.missing));
  const outcome = await visit.actOnLeak(incident.id, reading.fields, talk.by);
  if (isRefusal(outcome)) return say(refusalText(outcome, org, incident.id));
  await say(leakDoneText(outcome));
  await tellOthers(reading.fields, outcome, talk);
}

/** 结案: who is still to agree hears that the other office did. */
async function tellOthers(act: IncidentAct, incident: Incident, talk: Conversation): Promise<void> {
  if (act.type !== 'close_leak' || incident.closedAt) return;
  const { by, org, sendText } = talk;
  for (const { userId } of closersAwaited(incident, org))
    await sendText(userId, closingAskedText(incident, by.userId, org));
}

async function incidentFor(
  form: LeakForm,
  wanted: string | undefined,
  { by, org, visit, say }: Conversation,
): Promise<Incident | undefined> {
  const missing = refusalText(refuse('incident_not_found'), org);
  if (!isOnTeam(by)) {
    await say(missing);
    return undefined;
  }
  if (wanted !== undefined) {
    const { incident } = (await visit.tx.incident(wanted)) ?? {};
    if (!incident) await say(missing);
    return incident;
  }
  const open = (await visit.tx.incidents(MAX_LINES)).filter(({ closedAt }) => !closedAt);
  const [only] = open;
  if (only && open.length === 1) return only;
  await say(whichLeakText(LEAK_FORMS[form], open));
  return undefined;
}

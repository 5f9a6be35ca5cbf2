import { z } from 'zod';
import type { Climbed } from '../src/desk/alerts';
import type { Visit } from '../src/desk/desk';
import { askedOf, type Alert, type AlertRules } from '../src/domain/alert';
import { heard, placed, type AlertDeed } from '../src/domain/alert-ladder';
import type { Call } from '../src/domain/call';
import type { AlertNotice } from '../src/domain/urgent-notice';
import { Fault } from '../src/errors';
import { defineJob } from '../src/queue/define-job';
import { alertMessage } from './alert-message';
import type { JobParts } from './parts';

const Payload = z.strictObject({ id: z.string(), version: z.int() });

/** 紧急通知到时 (R63): nobody answered, so the next thing is tried. What is to be rung is written down before it rings. */
export const alertStep = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'alert-step',
  queue: 'alerts',
  payload: Payload,
  jobId: ({ id, version }) => `alert-${id}-${version}`,

  async run({ id, version }, parts) {
    const { desk, voice } = parts;
    let deeds: readonly AlertDeed[] = [];
    await desk.once({ kind: 'alert', id, version }, async (visit) => {
      const climbed = await visit.climbAlert(id, voice);
      deeds = climbed?.deeds ?? [];
      if (climbed) await sendCards(climbed, visit, parts);
    });
    for (const deed of deeds) {
      if (deed.kind === 'dial') await dial(id, version + 1, deed.call, parts);
      if (deed.kind === 'ask_state') await askState(id, version + 1, deed, parts);
    }
  },
});

async function sendCards(
  { alert, subject, deeds }: Climbed,
  { tx, at, org }: Visit,
  { agentId, pages }: Pick<JobParts, 'agentId' | 'pages'>,
): Promise<void> {
  for (const [no, deed] of deeds.entries()) {
    const notice = noticeOf(deed, alert);
    if (!notice) continue;
    const id = `${alert.id}-a${alert.version}-${no}`;
    await tx.deliver(alertMessage(notice, id, subject, { org, agentId, ...(pages && { pages }) }), at);
  }
}

function noticeOf(deed: AlertDeed, alert: Alert): AlertNotice | undefined {
  const of = { alert: alert.id, about: alert.about };
  if (deed.kind === 'call_task') {
    const { by, call } = deed;
    return { kind: 'call_task', to: by, ...of, call: call.no, callee: call.to };
  }
  if (deed.kind !== 'card') return undefined;
  const { userId, insteadOf } = deed.to;
  return {
    ...{ kind: 'alert', to: userId, ...of, isSecond: deed.isSecond },
    ...(insteadOf !== undefined && { insteadOf }),
    // The one before them was asked and did not answer.
    ...(!deed.isSecond && alert.stage !== 'held' && { unanswered: askedOf(alert).userId }),
  };
}

/** An answer that never came leaves the call without a name: it is taken for lost, and rings no second time. */
async function dial(id: string, version: number, call: Call, parts: JobParts): Promise<void> {
  const answer = await parts.wecom.call(call.to).catch((error: unknown) => {
    parts.log.warn(
      { alert: id, call: call.no, code: error instanceof Fault ? error.code : 'unknown' },
      'voice call not confirmed',
    );
    return undefined;
  });
  if (!answer) return;
  await change(id, version, parts, (alert, at, rules) =>
    'callId' in answer
      ? placed(alert, call.no, answer.callId)
      : heard(alert, { result: 'not_taken', reason: answer.refused }, at, rules),
  );
}

async function askState(
  id: string,
  version: number,
  { call, callId }: AlertDeed & { kind: 'ask_state' },
  parts: JobParts,
): Promise<void> {
  const progress = await parts.wecom.callState(call.to, callId);
  if (progress === 'ringing' || progress === 'talking') return;
  const told =
    progress === 'answered'
      ? ({ result: 'answered' } as const)
      : ({ result: 'not_answered', reason: progress.failed } as const);
  await change(id, version, parts, (alert, at, rules) => heard(alert, told, at, rules));
}

/** What became known of a call, unless the alert has moved on meanwhile. */
async function change(
  id: string,
  version: number,
  { desk }: JobParts,
  changed: (alert: Alert, at: Date, rules: AlertRules) => Alert,
): Promise<void> {
  await desk.once({ kind: 'alert', id, version }, async (visit) => {
    await visit.changeAlert(id, changed);
  });
}

import { z } from 'zod';
import { endpoint, type Caller } from '../../src/api/endpoint';
import { alerts, callResult, done, notices } from '../../src/api/schemas/notices';
import { personRef } from '../../src/api/views/case-line';
import { openCall, toldOf, type Alert } from '../../src/domain/alert';
import { acknowledge, reported } from '../../src/domain/alert-ladder';
import { isRefusal, refuse } from '../../src/domain/ruling';
import { alertTitle } from '../../src/wecom/copy-alerts';
import { leakTitle } from '../../src/wecom/copy-leaks';

const MAX_NOTICES = 50;
const MAX_ALERTS = 500;

/** 重要通知 (R62), and whether it was confirmed. */
export const listNotices = endpoint({
  name: 'listNotices',
  method: 'get',
  path: '/notices',
  tag: 'notices',
  summary: '发给我的重要通知，最近的在前',
  answer: notices,
  run: async (_asked, { by, org, visit }) => {
    const found = await visit.tx.noticesTo(by.userId, MAX_NOTICES);
    return {
      body: {
        items: found.map(
          ({ broadcast: { id, by: from, at, text, confirmBy }, receipt: { confirmedAt } }) => ({
            ...{
              id,
              from: personRef(org, from),
              at: at.toISOString(),
              text,
              confirmBy: confirmBy.toISOString(),
            },
            ...(confirmedAt && { confirmedAt: confirmedAt.toISOString() }),
          }),
        ),
      },
    };
  },
});

export const confirmNotice = endpoint({
  name: 'confirmNotice',
  method: 'post',
  path: '/notices/{id}/read',
  tag: 'notices',
  summary: '已读确认',
  params: z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/) }),
  answer: done,
  run: async ({ params: { id } }, { by, visit }) => {
    const isTheirs = await visit.tx.readNotice(id, by.userId, visit.at);
    return isTheirs ? { body: { id } } : refuse('not_found');
  },
});

/** 等我回应的紧急通知和呼叫任务 (R63). */
export const listAlerts = endpoint({
  name: 'listAlerts',
  method: 'get',
  path: '/alerts',
  tag: 'notices',
  summary: '等我点「收到」的紧急通知，和请我打的电话',
  answer: alerts,
  run: async (_asked, caller) => {
    const open = await caller.visit.tx.openAlerts(MAX_ALERTS);
    const mine = open.filter((alert) => isAsked(alert, caller) || callOf(alert, caller) !== undefined);
    const items = [];
    for (const alert of mine) items.push(await alertItem(alert, caller));
    return { body: { items: items.flatMap((item) => item ?? []) } };
  },
});

function isAsked(alert: Alert, { by }: Caller): boolean {
  return alert.stage !== 'held' && toldOf(alert).some(({ userId }) => userId === by.userId);
}

function callOf(alert: Alert, { by }: Caller) {
  const call = openCall(alert);
  return call?.by === by.userId ? call : undefined;
}

async function alertItem(alert: Alert, caller: Caller) {
  const title = await titleOf(alert, caller);
  if (title === undefined) return undefined;
  const call = callOf(alert, caller);
  return {
    id: alert.id,
    about: alert.complaintId ?? alert.incidentId ?? '',
    ...(alert.complaintId !== undefined && { caseId: alert.complaintId }),
    title,
    raisedAt: alert.raisedAt.toISOString(),
    mayAcknowledge: isAsked(alert, caller),
    ...(call && {
      call: { no: call.no, to: personRef(caller.org, call.to), askedAt: call.at.toISOString() },
    }),
  };
}

async function titleOf(
  { complaintId, incidentId, about }: Alert,
  { visit }: Caller,
): Promise<string | undefined> {
  if (incidentId !== undefined) {
    const { incident } = (await visit.tx.incident(incidentId)) ?? {};
    return incident && leakTitle(about, incident);
  }
  const { complaint } = (await visit.tx.load(complaintId ?? '')) ?? {};
  return complaint && alertTitle(about, complaint);
}

/** Whose it is not hears what who asks for none hears. */
const NOT_THEIRS = refuse('not_found');

const alertParams = z.strictObject({ id: z.string().regex(/^[\w.:-]{1,128}$/) });

export const acknowledgeAlert = endpoint({
  name: 'acknowledgeAlert',
  method: 'post',
  path: '/alerts/{id}/acknowledge',
  tag: 'notices',
  summary: '收到',
  params: alertParams,
  answer: done,
  run: async ({ params: { id } }, { by, visit }) => {
    const alert = await visit.changeAlert(id, (before, at) => acknowledge(before, by.userId, at));
    return isRefusal(alert) ? NOT_THEIRS : { body: { id } };
  },
});

export const reportCall = endpoint({
  name: 'reportCall',
  method: 'post',
  path: '/alerts/{id}/call',
  tag: 'notices',
  summary: '呼叫任务的结果：已接通、未接通',
  params: alertParams,
  body: callResult,
  answer: done,
  run: async ({ params: { id }, body: { no, isReached } }, { by, visit }) => {
    const alert = await visit.changeAlert(id, (before, at, rules) =>
      reported(before, no, by.userId, isReached, at, rules),
    );
    return isRefusal(alert) ? NOT_THEIRS : { body: { id } };
  },
});

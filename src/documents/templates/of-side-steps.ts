import {
  DISCLOSURE_KIND,
  DECLINE_GROUND,
  SUSPENSION_GROUND,
  type Complaint,
  type Request,
} from '../../domain/complaint';
import type { EventOf, EventType } from '../../domain/events';
import { present, type CaseSetting, type Setting, type Template } from '../template';
import { backfillForm, type Backfill } from './backfill-form';
import { extensionNotice, suspensionNotice, type TimeChange } from './time-notice';
import { verificationDecision, type Verification } from './verification-decision';

/** 主流程之外的文书: what their templates need, taken from the case. */

type At<Type extends EventType> = CaseSetting & { readonly event: EventOf<Type> };

/** The template of one event, fed from the case. */
function fedBy<Type extends EventType, More extends object>(
  template: Template<Setting & More>,
  more: (setting: At<Type>) => More,
): Template<CaseSetting> {
  return { ...template, body: (setting) => template.body({ ...setting, ...more(setting as At<Type>) }) };
}

/** ZT of a suspension (T15). */
export const suspension = fedBy<'suspended', { readonly time: TimeChange }>(
  suspensionNotice,
  ({ complaint, event }) => {
    const { no, ground, from, until } = event.suspension;
    const request = requestOf(complaint, no);
    const paper = request.kind === 'suspend' ? `（${request.paper}）` : '';
    return {
      time: {
        ...approvedOf(complaint, no),
        ground: `${SUSPENSION_GROUND[ground]}${paper}`,
        change: { kind: 'suspended', why: ground, from, until },
      },
    };
  },
);

/** ZT of an extension (T21). */
export const extension = fedBy<'extended', { readonly time: TimeChange }>(
  extensionNotice,
  ({ complaint, event }) => {
    const { no, dueBefore, dueAt } = event.extension;
    const request = requestOf(complaint, no);
    return {
      time: {
        ...approvedOf(complaint, no),
        ground: request.kind === 'extend' ? request.ground : '',
        change: { kind: 'extended', oldDueAt: dueBefore, newDueAt: dueAt },
      },
    };
  },
);

/** BB of an emergency act (T25). */
export const backfill = fedBy<'backfilled', { readonly backfill: Backfill }>(
  backfillForm,
  ({ complaint, event }) => {
    const act = present(
      complaint.emergencies.find(({ no }) => no === event.no),
      'emergency',
    );
    const { reasonName, by, actedAt, costFen } = act;
    const [action, witness] = [present(act.action, 'action'), present(act.witness, 'witness')];
    return {
      backfill: {
        ...{ complaintId: complaint.id, reason: reasonName, action, costFen, witness, actedBy: by, actedAt },
        ...{ filedBy: event.form.by, filedAt: event.form.at, account: event.form.text },
      },
    };
  },
);

/** HC of a verification (T19, T20). */
export const verification = fedBy<
  'verification_upheld' | 'verification_overturned',
  { readonly verification: Verification }
>(verificationDecision, ({ complaint, event }) => {
  const found = present(complaint.verification, 'verification');
  return {
    verification: {
      complaintId: complaint.id,
      noticeNo: present(complaint.execution, 'execution').documentNo,
      appliedAt: found.appliedAt,
      application: found.proof,
      verified: present(complaint.finding, 'finding').grounds,
      result: event.type === 'verification_upheld' ? 'upheld' : 'overturned',
      reasons: event.reasons,
    },
  };
});

/** What a request was about, in one line. */
export function requestText(request: Request): string {
  switch (request.kind) {
    case 'decline':
      return `不予办理：${DECLINE_GROUND[request.ground]}；${request.reason}`;
    case 'suspend':
      return `中止：${SUSPENSION_GROUND[request.ground]}；依据：${request.paper}`;
    case 'extend':
      return `延期到 ${request.tier === 2 ? '30' : '60'} 日；理由：${request.ground}`;
    case 'disclose':
      return `${DISCLOSURE_KIND[request.what]}；原因：${request.reason}`;
  }
}

export function requestOf({ requests }: Complaint, no: number): Request {
  return present(
    requests.find((request) => request.no === no),
    'request',
  );
}

function approvedOf({ id, receivedAt, approvals }: Complaint, no: number) {
  const decided = present(approvals.find((approval) => approval.no === no)?.decided, 'approval');
  return { complaintId: id, receivedAt, approvedBy: decided.by, approvedAt: decided.at };
}

import { isShutOut, seesWhole, viewOf } from '../access';
import { firstRung } from '../authority';
import { openApprovals, type Approval, type Complaint, type Request } from '../complaint';
import { elapsedMs } from '../duration';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import { personOf, type Org, type Person } from '../org';
import { isBlank, refuse, rule, type Refusal, type Ruling } from '../ruling';
import { PARTY_FIELDS, type DisclosureKind, type PartyField } from '../vocabulary';
import type { Context } from './context';
import { nextApprovalNo, openApprovalStep } from './open-approval';
import { requestOf } from './request';

export interface Disclose {
  readonly type: 'disclose';
  readonly what: DisclosureKind;
  /** Which of the masked fields; all of them when none is named. */
  readonly fields?: readonly PartyField[];
  readonly reason: string;
}

/**
 * 申请披露 (G6, R32): leave to read unmasked, to read a case outside one's scope, or to export one. Anybody may ask, at
 * any time; the lead of the case's group decides, and who decides in their place is said in authority.ts. Who may not see
 * the case is refused as if there were none, but for the one thing they can ask: to see it.
 */
export function disclose(complaint: Complaint, act: Disclose, by: Person, context: Context): Ruling {
  const { what, reason } = act;
  if (isBlank(reason)) return refuse('ground_missing', { rule: 'R32' });
  const fields = scopeOf(complaint, act, by, context.org);
  if ('refused' in fields) return fields;
  const isAsked = openApprovals(complaint).some(({ no }) => {
    const open = requestOf(complaint, no, 'disclose');
    return open?.by === by.userId && open.what === what;
  });
  if (isAsked) return refuse('asked_already', { rule: 'G6' });

  const no = nextApprovalNo(complaint);
  const hash = context.digest(JSON.stringify([complaint.id, no, by.userId, what, fields, reason]));
  const request: Request = {
    ...{ kind: 'disclose', no, by: by.userId, at: context.at, hash },
    ...{ what, fields, reason },
  };
  const requested: DomainEvent = { type: 'requested', by: by.userId, at: context.at, request };
  const asked = foldAll(complaint, [requested]);
  const role = firstRung(asked, no, context.org);
  const opened = openApprovalStep(asked, { gates: ['G6'], role, subject: 'disclose' }, { hash }, context);
  return opened ? rule(requested, opened) : refuse('nobody_eligible', { rule: 'G6' });
}

/** The fields a request is about, or why it makes no sense from this person. */
function scopeOf(
  complaint: Complaint,
  { what, fields }: Disclose,
  by: Person,
  org: Org,
): readonly PartyField[] | Refusal {
  const isSeen = seesWhole(by, complaint, org);
  if (isShutOut(by, complaint))
    return isSeen ? refuse('conflict_of_interest', { rule: 'L4' }) : refuse('not_found');
  if (what === 'crossGroup') return isSeen ? refuse('seen_already', { rule: 'R32' }) : [];
  if (!isSeen) return refuse('not_found');
  if (what === 'export') return [];
  const view = viewOf(by, complaint, org).fields;
  const masked = PARTY_FIELDS.filter(
    (field) => view[field] === 'masked' && (fields?.includes(field) ?? true),
  );
  return masked.length > 0 ? masked : refuse('nothing_masked', { rule: 'R32' });
}

/** 批准披露 (G6): counts from now for as long as its kind allows, and for the posts the person has now. */
export function disclosed(complaint: Complaint, approval: Approval, by: Person, context: Context): Ruling {
  const { at, rules, org } = context;
  const request = requestOf(complaint, approval.no, 'disclose');
  const asker = request && personOf(org, request.by);
  if (!request || !asker) return refuse('not_found');
  const { no, what, fields, reason } = request;
  return rule({
    ...{ type: 'disclosed', by: by.userId, at },
    disclosure: {
      ...{ no, to: asker.userId, what, fields, reason, approvedBy: by.userId, roles: asker.roles, at },
      until: new Date(at.getTime() + (elapsedMs(rules.disclosure[what]) ?? 0)),
    },
  });
}

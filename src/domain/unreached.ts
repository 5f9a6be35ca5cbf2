import { approversOf } from './authority';
import { openApprovals, type Complaint } from './complaint';
import type { DomainEvent, EventOf } from './events';
import type { AlertNotice } from './urgent-notice';
import type { Org } from './org';
import { passesUpTo } from './passing-up';
import { aboveOf, standInFor, type Addressee } from './stand-in';
import type { AskingNotice, CaseNotice, Notice, UnreachedNotice } from './notice';

type Refused = AskingNotice | (UnreachedNotice & { readonly to: string });

export function isAsking(notice: Notice): notice is Refused {
  return (
    notice.kind === 'task' ||
    notice.kind === 'approval' ||
    notice.kind === 'cooperation' ||
    notice.kind === 'reminder' ||
    notice.kind === 'unreached'
  );
}

/** The cards of an alert go on by themselves: it is hurried (alert-ladder.ts). */
export function isOfAlert(notice: Notice): notice is AlertNotice {
  return notice.kind === 'alert' || notice.kind === 'call_task';
}

/**
 * 未送达 (R2, section 7): WeCom has no such member, or not for this app. The next in line is told, and a signature that
 * nobody is left to give may be given by the level above, as if the approver had been silent.
 */
export function unreached(
  refused: Refused,
  complaint: Complaint,
  failure: string,
  { at, org }: { readonly at: Date; readonly org: Org },
): DomainEvent {
  const about = refused.kind === 'unreached' ? refused.about : refused;
  const plain = { type: 'unreached', by: 'system', at, userId: refused.to, about, failure } as const;
  if (refused.kind === 'approval') {
    const approval = openApprovals(complaint).find(({ no }) => no === refused.no);
    const others = approval ? approversOf(approval, complaint, org) : [];
    if (others.some(({ userId, isAway }) => userId !== refused.to && !isAway)) return { ...plain, to: [] };
    const role = approval && passesUpTo(approval);
    const passes = role && { passes: { no: refused.no, to: role } };
    return { ...plain, to: above(refused.to, complaint, org), ...passes };
  }
  return { ...plain, to: nextInLine(refused, complaint, org) };
}

function nextInLine(refused: Exclude<Refused, { kind: 'approval' }>, complaint: Complaint, org: Org) {
  const { to } = refused;
  if (refused.kind === 'reminder') {
    const userId = standInFor(to, complaint.groupId, org);
    return userId === undefined ? [] : [addressee(userId, to)];
  }
  // Whoever asked another department knows best whom else to ask there (R3).
  const asker =
    refused.kind === 'cooperation' ? complaint.tasks.find(({ no }) => no === refused.no)?.askedBy : undefined;
  return asker !== undefined && asker !== to ? [addressee(asker, to)] : above(to, complaint, org);
}

function above(of: string, { groupId }: Complaint, org: Org): readonly Addressee[] {
  const userId = aboveOf(of, groupId, org);
  return userId === undefined ? [] : [addressee(userId, of)];
}

function addressee(userId: string, insteadOf: string): Addressee {
  return { userId, insteadOf, why: 'unreachable' };
}

/** 告知: a reminder goes to the stand-in as such; of the rest the next in line is told that it found nobody. */
export function unreachedNotices({ userId, about, to }: EventOf<'unreached'>): readonly CaseNotice[] {
  return to.map((next): CaseNotice =>
    about.kind === 'reminder'
      ? { ...about, to: next.userId, insteadOf: userId }
      : { kind: 'unreached', to: next.userId, of: userId, about },
  );
}

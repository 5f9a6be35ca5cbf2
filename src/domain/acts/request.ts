import type { ApprovalStep, Complaint, Request } from '../complaint';
import { openApproval } from '../complaint';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import type { Person } from '../org';
import { refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';
import { nextApprovalNo, openApprovalStep } from './open-approval';

type OneOf<T> = T extends unknown ? Omit<T, 'no' | 'by' | 'at' | 'hash'> : never;

/** 请示 (G5, T3): puts a request before who decides it; one of a kind at a time. */
export function ask(
  complaint: Complaint,
  asked: OneOf<Request>,
  step: Omit<ApprovalStep, 'subject'>,
  by: Person,
  context: Context,
): Ruling {
  if (openApproval(complaint, asked.kind)) return refuse('asked_already', { rule: 'G5' });
  const no = nextApprovalNo(complaint);
  const hash = context.digest(JSON.stringify([complaint.id, no, asked]));
  const request: Request = { ...asked, no, by: by.userId, at: context.at, hash };
  const requested: DomainEvent = { type: 'requested', by: by.userId, at: context.at, request };
  const opened = openApprovalStep(
    foldAll(complaint, [requested]),
    { ...step, subject: asked.kind },
    { hash },
    context,
  );
  return opened ? rule(requested, opened) : refuse('nobody_eligible', { rule: 'G5' });
}

/** The request a signature was about. */
export function requestOf<Kind extends Request['kind']>(
  { requests }: Complaint,
  no: number,
  kind: Kind,
): Extract<Request, { kind: Kind }> | undefined {
  return requests.find(
    (request): request is Extract<Request, { kind: Kind }> => request.no === no && request.kind === kind,
  );
}

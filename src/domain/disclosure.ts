import type { Role } from './org';
import type { DisclosureKind, PartyField } from './vocabulary';

/** 披露 (G6, R32): leave that was given to one person on one case, for a time. Each use of it is in the access log. */
export interface Disclosure {
  /** Number of the signature it was given by. */
  readonly no: number;
  readonly to: string;
  readonly what: DisclosureKind;
  /** What is unmasked; empty for the other kinds. */
  readonly fields: readonly PartyField[];
  readonly reason: string;
  readonly approvedBy: string;
  /** The posts of the person when it was given: with one of them gone it counts no longer. */
  readonly roles: readonly Role[];
  readonly at: Date;
  readonly until: Date;
}

interface Holder {
  readonly userId: string;
  readonly roles: readonly Role[];
}

/** 有效: from its giving until its expiry, for whom it was given to, while they keep their posts. */
export function isInForce(
  { to, roles, at: from, until }: Pick<Disclosure, 'to' | 'roles' | 'at' | 'until'>,
  holder: Holder,
  at: Date,
): boolean {
  return (
    to === holder.userId &&
    from.getTime() <= at.getTime() &&
    at.getTime() < until.getTime() &&
    roles.every((role) => holder.roles.includes(role))
  );
}

import { look, type Look } from '../../src/auditor/look';
import type { Deadline } from '../../src/domain/escalation';
import type { Complaint } from '../../src/domain/complaint';
import type { DomainEvent } from '../../src/domain/events';
import type { NewDelivery } from '../../src/desk/ports';
import { createAudit } from '../../src/store/audit';
import { org, rules } from '../support/builders';
import { recorded, type StoreRig } from '../store/rig';

export interface LookOptions {
  readonly now: Date;
  readonly rulesOf?: (version: string) => typeof rules;
  readonly orgAt?: () => typeof org;
  readonly onError?: (id: string, error: unknown) => void;
}

/** One look at the stores of a rig, at a moment of the test's choosing. */
export function lookAt(
  rig: StoreRig,
  { now, rulesOf = () => rules, orgAt = () => org, onError = rethrow }: LookOptions,
): Promise<Look> {
  return look({
    audit: createAudit(rig.database.connection, rig.models),
    now: () => now,
    orgAt,
    rulesOf,
    onError,
  });
}

function rethrow(_id: string, error: unknown): void {
  throw error;
}

/** What was found, by kind. */
export const found = ({ findings }: Look): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(findings.map(({ kind, ids }) => [kind, ids]));

/** Writes a case with its latest events, as an act does. */
export function filed(
  rig: StoreRig,
  after: Complaint,
  events: readonly DomainEvent[],
  deadlines: readonly Deadline[] = [],
  before?: Complaint,
): Promise<void> {
  const first = after.version - events.length + 1;
  return rig.store.transact((tx) =>
    tx.commit(
      before,
      after,
      events.map((event, at) => recorded({ ...after, version: first + at }, event)),
      deadlines,
    ),
  );
}

/** Its events are relayed, each to these messages. */
export async function relayed(
  rig: StoreRig,
  { id, version }: Complaint,
  at: Date,
  messages: (id: string) => readonly NewDelivery[] = () => [],
): Promise<void> {
  for (let seq = 1; seq <= version; seq++) {
    await rig.ledger.relay(id, seq, messages(`${id}-${seq}-0`), at);
  }
}

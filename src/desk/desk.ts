import type { Act } from '../domain/decide-act';
import { ruleOn, ruleOnReminder } from '../domain/decide-act';
import type { Context } from '../domain/acts/context';
import { register, registerRefused, type Register } from '../domain/acts/register';
import type { Remind } from '../domain/acts/remind';
import { shanghaiDate } from '../domain/calendar';
import type { Complaint } from '../domain/complaint';
import { deadlinesOf } from '../domain/escalation';
import type { DomainEvent } from '../domain/events';
import { born, foldAll } from '../domain/fold';
import { projectNo } from '../domain/number';
import type { Org, Person } from '../domain/org';
import type { Rules } from '../domain/rules';
import { isRefusal, refuse, type Refusal } from '../domain/ruling';
import { chain } from './chain';
import type { Cause, Clock, PartyFields, Store, Transaction } from './ports';

export interface DeskParts {
  readonly store: Store;
  readonly org: Org;
  readonly clock: Clock;
  /** SHA-256, hex. */
  readonly digest: (text: string) => string;
  /** New cases begin under this set … */
  readonly rules: Rules;
  /** … and each case keeps the set it began under (decision 9). */
  readonly rulesOf: (version: string) => Rules;
}

/** What an act led to: the case as it now stands, or the refusal. */
export type Outcome = { readonly complaint: Complaint } | Refusal;

/** 来访: what one callback or one deadline may do, all of it in one transaction. */
export interface Visit {
  readonly at: Date;
  readonly tx: Transaction;
  open(input: Omit<Register, 'type' | 'complaintId'>, party: PartyFields, by: Person): Promise<Outcome>;
  act(complaintId: string, act: Act, by: Person): Promise<Outcome>;
  remind(complaintId: string, act: Remind): Promise<Outcome>;
}

export interface Desk {
  /**
   * Runs `visit` once for its cause: load → decide → commit, with the cause taken by the same write.
   * False when the cause was taken before: the work is done already.
   */
  once(cause: Cause, visit: (visit: Visit) => Promise<void>): Promise<boolean>;
}

export function createDesk(parts: DeskParts): Desk {
  return {
    once: (cause, run) =>
      parts.store.transact(async (tx) => {
        const at = parts.clock.now();
        if (!(await tx.take(cause, at))) return false;
        await run(visitOf(parts, tx, cause, at));
        return true;
      }),
  };
}

function visitOf(parts: DeskParts, tx: Transaction, cause: Cause, at: Date): Visit {
  const causedBy =
    cause.kind === 'callback' ? `callback-${cause.id}` : `deadline-${cause.id}-${cause.version}`;

  const commit = async (
    before: { complaint: Complaint; chainHash: string } | undefined,
    first: Complaint,
    rest: readonly DomainEvent[],
    all: readonly DomainEvent[],
    rules: Rules,
  ): Promise<Outcome> => {
    const version = (before?.complaint.version ?? 0) + all.length;
    const after: Complaint = { ...foldAll(first, rest), version };
    const recorded = chain(
      after.id,
      before?.complaint.version ?? 0,
      before?.chainHash ?? '',
      causedBy,
      all,
      parts.digest,
    );
    await tx.commit(before?.complaint, after, recorded, deadlinesOf(after, rules));
    return { complaint: after };
  };

  const contextOf = async (rules: Rules): Promise<Context> => {
    const loads = await tx.loads();
    return { at, rules, org: parts.org, digest: parts.digest, load: (userId) => loads.get(userId) ?? 0 };
  };

  const onCase = async (
    complaintId: string,
    decide: (complaint: Complaint, context: Context) => ReturnType<typeof ruleOn>,
  ): Promise<Outcome> => {
    const loaded = await tx.load(complaintId);
    if (!loaded) return refuse('not_found');
    const rules = parts.rulesOf(loaded.complaint.rulesVersion);
    const ruling = decide(loaded.complaint, await contextOf(rules));
    if (isRefusal(ruling)) return ruling;
    return commit(loaded, loaded.complaint, ruling.events, ruling.events, rules);
  };

  return {
    at,
    tx,
    act: (complaintId, act, by) =>
      onCase(complaintId, (complaint, context) => ruleOn(complaint, act, by, context)),
    remind: (complaintId, act) =>
      onCase(complaintId, (complaint, context) => ruleOnReminder(complaint, act, context)),

    open: async (input, party, by) => {
      const { rules } = parts;
      const refusal = registerRefused(input, by, at);
      if (refusal) return refusal;
      const year = shanghaiDate(at).slice(2, 4);
      const serial = await tx.nextSerial(rules.orgCode, year);
      const complaintId = projectNo(rules.orgCode, Number(year), serial);
      const ruling = register({ type: 'register', complaintId, ...input }, by, await contextOf(rules));
      if (isRefusal(ruling)) return ruling;
      const [first, ...rest] = ruling.events;
      if (first?.type !== 'registered') return refuse('not_permitted');

      await tx.putParty(complaintId, party);
      return commit(undefined, born(first), rest, ruling.events, rules);
    },
  };
}

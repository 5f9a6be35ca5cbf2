import type { Act } from '../domain/decide-act';
import { ruleOnReminder } from '../domain/decide-act';
import type { Context } from '../domain/acts/context';
import { register, type Register } from '../domain/acts/register';
import { recount } from '../domain/acts/recount';
import type { Remind } from '../domain/acts/remind';
import { shanghaiDate, UncoveredYear } from '../domain/calendar';
import type { Complaint } from '../domain/complaint';
import { deadlinesOf, type Deadline } from '../domain/escalation';
import type { DomainEvent } from '../domain/events';
import { born, foldAll } from '../domain/fold';
import { projectNo } from '../domain/number';
import type { Org, Person } from '../domain/org';
import type { CalendarInForce, Rules } from '../domain/rules';
import { isRefusal, refuse, type Refusal, type Ruling } from '../domain/ruling';
import { isDenied } from '../domain/access-log';
import { alertsOf, type AlertParts, type Alerts } from './alerts';
import { broadcastsOf, type BroadcastActs } from './broadcasts';
import { chain } from './chain';
import { customerOf, type CustomerActs } from './customer';
import { disclosuresOf, logAccess, type Disclosures } from './disclosures';
import { evidenceOf, type EvidenceActs } from './evidence';
import { incidentsOf, noteOnLeak, type Incidents } from './incidents';
import { countingOf, loadMatter, ruleInMatter } from './matter';
import { refusalsOf, type Refusals } from './refusals';
import { weeklyOf, type Weekly } from './weekly';
import type { Note } from './note';
import type { Cause, Clock, Loaded, PartyFields, Store, Transaction } from './ports';

export interface DeskParts {
  readonly store: Store;
  /** The organisation as of a moment. */
  readonly orgAt: (at: Date) => Org;
  readonly clock: Clock;
  /** SHA-256, hex. */
  readonly digest: (text: string) => string;
  /** New cases begin under this set … */
  readonly rules: Rules;
  /** … and each case keeps the set it began under (decision 9). */
  readonly rulesOf: (version: string) => Rules;
  readonly calendar: CalendarInForce;
  /** 本服务的地址, without a slash at its end; absent where nobody reaches it from outside. */
  readonly publicUrl?: () => string;
}

/** What an act led to: the case as it now stands, or the refusal. */
export type Outcome = { readonly complaint: Complaint } | Refusal;

/** 来访: what one callback or one deadline may do, all of it in one transaction. */
export interface Visit
  extends Disclosures, Alerts, Refusals, BroadcastActs, Incidents, Weekly, EvidenceActs, CustomerActs {
  readonly at: Date;
  /** The organisation as of this moment: who is away, which grants are in force. */
  readonly org: Org;
  readonly tx: Transaction;
  open(input: Omit<Register, 'type' | 'complaintId'>, party: PartyFields, by: Person): Promise<Outcome>;
  act(complaintId: string, act: Act, by: Person): Promise<Outcome>;
  remind(complaintId: string, act: Remind): Promise<Outcome>;
  /** Throws UncoveredYear. */
  recount(complaintId: string): Promise<void>;
  /** Those in force. */
  readonly rules: Rules;
  /** Those a case or an incident began under. */
  rulesOf(subject: { readonly rulesVersion: string }): Rules;
}

export interface Desk {
  /**
   * Runs `visit` once for its cause: load → decide → commit, with the cause taken by the same write.
   * False when the cause was taken before: the work is done already.
   */
  once(cause: Cause, visit: (visit: Visit) => Promise<void>): Promise<boolean>;
  /** As `once`, for a visit that does nothing but open a case: many at a time are written together. */
  file(cause: Cause & { readonly kind: 'request' }, visit: (visit: Visit) => Promise<void>): Promise<boolean>;
  /** Looks something up, as of one moment; nothing is taken, and nothing is to be written but who looked. */
  look<Found>(visit: (visit: Visit) => Promise<Found>): Promise<Found>;
}

export function createDesk(parts: DeskParts): Desk {
  const visitAt = (tx: Transaction, cause: Cause, at: Date) =>
    visitOf({ ...parts, org: parts.orgAt(at) }, tx, cause, at);
  const visited = (cause: Cause, run: (visit: Visit) => Promise<void>) => async (tx: Transaction) => {
    const at = parts.clock.now();
    if (!(await tx.take(cause))) return false;
    await run(visitAt(tx, cause, at));
    return true;
  };
  return {
    look: (run) =>
      parts.store.transact((tx) => run(visitAt(tx, { kind: 'request', id: 'look' }, parts.clock.now()))),
    once: (cause, run) => parts.store.transact(visited(cause, run)),
    file: (cause, run) => parts.store.together(visited(cause, run)),
  };
}

function visitOf(parts: DeskParts & { readonly org: Org }, tx: Transaction, cause: Cause, at: Date): Visit {
  const { org, digest, rulesOf } = parts;
  const publicUrl = parts.publicUrl && { publicUrl: parts.publicUrl };
  const causedBy = nameOf(cause);
  const commit = (before: Loaded | undefined, next: Decided) => commitOn(tx, causedBy, digest, before, next);

  const contextOf = async (rules: Rules): Promise<Context> => {
    const loads = await tx.loads();
    return { at, rules, org, digest, load: (userId) => loads.get(userId) ?? 0, linked: [] };
  };

  /** The act's own case, then what it changes for the other cases of its matter: all of it or none. */
  const act = async (complaintId: string, asked: Act, by: Person): Promise<Outcome> => {
    const loaded = await tx.load(complaintId);
    if (!loaded) return refuse('not_found');
    const matter = await loadMatter(tx, loaded, asked);
    const context = await contextOf(rulesOf(loaded.complaint.rulesVersion));
    const outcome = withCalendar(() => {
      const changes = ruleInMatter(matter, asked, by, context, rulesOf);
      if (isRefusal(changes)) return changes;
      return changes.map(({ before, events }): Step => ({
        before,
        next: decided(before.complaint, events, events, duesBy(rulesOf(before.complaint.rulesVersion))),
      }));
    });
    if (isRefusal(outcome)) {
      if (asked.type === 'disclose' && isDenied(outcome))
        await logAccess({ tx, causedBy, digest }, complaintId, {
          ...{ at, by: by.userId, use: 'ask', fields: [], result: 'denied', leaves: [] },
        });
      return outcome;
    }
    for (const { before, next } of outcome) await commit(before, next);
    return { complaint: outcome[0]?.next.after ?? loaded.complaint };
  };

  const remind = async (complaintId: string, asked: Remind): Promise<Outcome> => {
    const loaded = await tx.load(complaintId);
    if (!loaded) return refuse('not_found');
    const rules = rulesOf(loaded.complaint.rulesVersion);
    const linked = countingOf(await tx.linked(loaded.complaint));
    // Nobody is there to be told of a missing year: thrown, the deadline stays armed and is tried again.
    const ruling = ruleOnReminder(loaded.complaint, asked, { at, rules, org, digest, linked });
    if (isRefusal(ruling)) return ruling;
    return commit(loaded, decided(loaded.complaint, ruling.events, ruling.events, duesBy(rules)));
  };

  const noteOfAlert: AlertParts['note'] = ({ complaintId = '', incidentId, about }, event) => {
    if (incidentId === undefined || about.kind !== 'leak') return note(complaintId, event);
    const said = event.type === 'reached' ? { ...event, about } : event;
    return noteOnLeak({ tx, causedBy, digest }, incidentId, said);
  };

  /** Nothing else of the case changes. */
  const note: Note = async (complaintId, event) => {
    const loaded = await tx.load(complaintId);
    if (!loaded) return;
    const rules = rulesOf(loaded.complaint.rulesVersion);
    await commit(loaded, decided(loaded.complaint, [event], [event], duesBy(rules)));
  };

  const recountDues = async (complaintId: string): Promise<void> => {
    const loaded = await tx.load(complaintId);
    if (!loaded) return;
    const { complaint } = loaded;
    const rules = rulesOf(complaint.rulesVersion);
    const ruling = recount(complaint, parts.calendar, { at, rules });
    if (isRefusal(ruling)) return;
    const next = decided(complaint, ruling.events, ruling.events, duesBy(rules));
    // A reminder may stand on another day although its limit does not.
    if (next.events.length === 0) return tx.arm(complaintId, next.deadlines);
    await commit(loaded, next);
  };

  const open: Visit['open'] = async (input, party, by) => {
    const { rules } = parts;
    // Nobody is chosen yet by how much they have in hand.
    const context = { at, rules, org, digest, load: () => 0, linked: [] };
    const year = shanghaiDate(at).slice(2, 4);
    const registered = (serial: number, dues: DuesOf) => {
      const complaintId = projectNo(rules.orgCode, Number(year), serial);
      return withCalendar(() =>
        onceRegistered(register({ type: 'register', complaintId, ...input }, by, context), dues),
      );
    };
    // Rehearsed first, for numbers have no gaps (R25): one is taken only for what can be registered.
    const rehearsed = registered(0, duesBy(rules));
    if (isRefusal(rehearsed)) return rehearsed;
    // By whatever number it goes, it is due at the same times.
    const outcome = registered(await tx.nextSerial(rules.orgCode, year), () => rehearsed.deadlines);
    if (isRefusal(outcome)) return outcome;
    await tx.putParty(outcome.after.id, party);
    return commit(undefined, outcome);
  };

  const alerts = alertsOf({ tx, at, rulesOf, note: noteOfAlert });
  return {
    ...{ at, org, tx, act, remind, open, rules: parts.rules },
    recount: recountDues,
    ...refusalsOf({ tx, at, org, note }),
    ...broadcastsOf({ tx, at, org, rules: parts.rules }),
    ...alerts,
    ...incidentsOf({ tx, at, org, rules: parts.rules, causedBy, digest, alerts }),
    ...weeklyOf({ tx, at, rules: parts.rules }),
    ...disclosuresOf({ tx, at, org, rules: parts.rules, causedBy, digest }),
    ...evidenceOf({ tx, at, org, causedBy, digest, rulesOf, act }),
    ...customerOf({ tx, at, org, causedBy, digest, rulesOf, act, note, ...publicUrl }),
    rulesOf: ({ rulesVersion }) => rulesOf(rulesVersion),
  };
}

function nameOf(cause: Cause): string {
  return 'version' in cause ? `${cause.kind}-${cause.id}-${cause.version}` : `${cause.kind}-${cause.id}`;
}

async function commitOn(
  tx: Transaction,
  causedBy: string,
  digest: DeskParts['digest'],
  before: Loaded | undefined,
  { after, events, deadlines }: Decided,
): Promise<Outcome> {
  const version = before?.complaint.version ?? 0;
  const recorded = chain(after.id, version, before?.chainHash ?? '', causedBy, events, digest);
  await tx.commit(before?.complaint, after, recorded, deadlines);
  return { complaint: after };
}

/** A year without a verified calendar is never guessed at: nothing is written, and the person is told which year (6.5). */
function withCalendar<Done extends object>(decide: () => Done | Refusal): Done | Refusal {
  try {
    return decide();
  } catch (error) {
    if (error instanceof UncoveredYear) return refuse('calendar_uncovered', { year: error.year });
    throw error;
  }
}

/** What a ruling comes to: the case after it and what is to be armed. All that can refuse or throw has done so here. */
interface Decided {
  readonly after: Complaint;
  readonly events: readonly DomainEvent[];
  readonly deadlines: readonly Deadline[];
}

type DuesOf = (after: Complaint) => readonly Deadline[];

function duesBy(rules: Rules): DuesOf {
  return (after) => deadlinesOf(after, rules);
}

interface Step {
  readonly before: Loaded;
  readonly next: Decided;
}

/** `from` is the case before the events, or the newborn one, for which the first of them is no news any more. */
function decided(
  from: Complaint,
  news: readonly DomainEvent[],
  events: readonly DomainEvent[],
  dues: DuesOf,
): Decided {
  const after = { ...foldAll(from, news), version: from.version + events.length };
  return { after, events, deadlines: dues(after) };
}

function onceRegistered(ruling: Ruling, dues: DuesOf): Decided | Refusal {
  if (isRefusal(ruling)) return ruling;
  const [first, ...rest] = ruling.events;
  return first?.type === 'registered'
    ? decided(born(first), rest, ruling.events, dues)
    : refuse('not_permitted');
}

import { deadlinesOf } from '../domain/escalation';
import type { Org } from '../domain/org';
import type { Rules } from '../domain/rules';
import type { Audit, Looked, UntoldEvent } from './ports';
import { isToBeTold, wasToBeTold } from './told';
import { WAITING, type Kind, type WaitingRows } from './waiting';

/** What was wrong of one kind. */
export interface Finding {
  readonly kind: Kind;
  readonly ids: readonly string[];
  /** How many of them were put right at once. */
  readonly repaired: number;
}

/** 一次审计. All is well when it found nothing. */
export interface Look extends Looked {
  readonly at: Date;
  readonly findings: readonly Finding[];
}

export interface LookParts {
  readonly audit: Audit;
  readonly now: () => Date;
  /** The organisation as of a moment. */
  readonly orgAt: (at: Date) => Org;
  /** Those a case began under. */
  readonly rulesOf: (version: string) => Rules;
  /** Told of what could not be put right. */
  readonly onError: (id: string, error: unknown) => void;
}

/** An act is written at most a minute after the moment it bears (the life of a transaction), and then it is to be relayed. */
const SETTLED_MS = 90_000;
/** How far back the first look goes. */
const FIRST_MS = 86_400_000;
/** An armed deadline that is merely late shows as such; one that is not armed is told apart after this long. */
const UNARMED_MS = 10_000;

/**
 * 审计: compares what should have been told with what was, by queries whose cost grows with what is wrong and what has
 * happened since, not with what is open; puts back what was lost. Throws when the database does not answer.
 */
export async function look(parts: LookParts): Promise<Look> {
  const begin = performance.now();
  const at = parts.now();
  const found: Finding[] = [];
  for (const [kind, rows] of Object.entries(WAITING) as [keyof typeof WAITING, WaitingRows][]) {
    found.push({ kind, ids: await parts.audit.late(rows, before(at, rows.graceMs)), repaired: 0 });
  }
  found.push(await lostDeadlines(parts, at));
  const { finding, events } = await lostEvents(parts, at);
  found.push(finding);
  const findings = found.filter(({ ids }) => ids.length > 0);
  return { at, findings, events, tookMs: Math.round(performance.now() - begin) };
}

/** The least deadline of a case is enough to look at: when it fires, the case arms all the others anew. */
async function lostDeadlines({ audit, rulesOf, onError }: LookParts, at: Date): Promise<Finding> {
  const lost = mending('lost_deadlines', onError);
  for (const id of await audit.unarmed(before(at, UNARMED_MS))) {
    await lost.mend(id, () => audit.rearm(id, (of) => deadlinesOf(of, rulesOf(of.rulesVersion)), at));
  }
  return lost.finding();
}

/** Each event is looked at once: put back to no avail, it is not put back again. */
async function lostEvents(parts: LookParts, at: Date) {
  const { audit, onError } = parts;
  const lost = mending('lost_events', onError);
  const from = (await audit.comparedTo()) ?? before(at, FIRST_MS);
  const to = before(at, SETTLED_MS);
  let events = 0;
  if (to.getTime() > from.getTime()) {
    for await (const { count, untold } of audit.events(from, to)) {
      events += count;
      for (const each of untold) {
        const id = `${each.complaintId}-${each.seq}`;
        await lost.mend(id, async () => (await isLost(each, parts)) && (await audit.putBack(each, at)));
      }
    }
    await audit.compared(to);
  }
  return { events, finding: lost.finding() };
}

/** Puts back one after the other; one that cannot be does not keep the others from it. */
function mending(kind: Kind, onError: LookParts['onError']) {
  const ids: string[] = [];
  let repaired = 0;
  return {
    /** `putBack` gives false when nothing was missing. */
    mend: async (id: string, putBack: () => Promise<boolean>): Promise<void> => {
      try {
        if (!(await putBack())) return;
        repaired++;
      } catch (error) {
        onError(id, error);
      }
      ids.push(id);
    },
    finding: (): Finding => ({ kind, ids, repaired }),
  };
}

/** Asked of the case as it is now first: for nearly all events that is the answer, and costs no query. */
async function isLost(untold: UntoldEvent, { audit, orgAt }: LookParts): Promise<boolean> {
  const { event, complaint } = untold;
  const org = orgAt(event.at);
  return isToBeTold(event, complaint, org) && wasToBeTold(event, await audit.statesSince(untold), org);
}

function before(at: Date, ms: number): Date {
  return new Date(at.getTime() - ms);
}

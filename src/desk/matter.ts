import type { Context, OtherCase } from '../domain/acts/context';
import { matterChanged } from '../domain/acts/link';
import { isEnded, type Complaint } from '../domain/complaint';
import { ruleOn, type Act } from '../domain/decide-act';
import type { DomainEvent } from '../domain/events';
import { foldAll } from '../domain/fold';
import { countsInMatter, matterOf } from '../domain/matter';
import type { Person } from '../domain/org';
import type { Rules } from '../domain/rules';
import { isRefusal, type Refusal } from '../domain/ruling';
import type { Loaded, Transaction } from './ports';

/** 同一事项 (R34): what an act on one case means for the cases linked to it. */

/** A case with the others of its matter, and the case an act names besides, with the others of that one's. */
export interface Matter {
  readonly own: Loaded;
  readonly linked: readonly Loaded[];
  readonly other?: { readonly known: OtherCase; readonly members: readonly Loaded[] };
}

/** What an act on one case changes: the case itself first, then every other one. */
export interface Changed {
  readonly before: Loaded;
  readonly events: readonly DomainEvent[];
}

/** The case and all that the act may concern. */
export async function loadMatter(tx: Transaction, own: Loaded, act: Act): Promise<Matter> {
  const linked = await tx.linked(own.complaint);
  const otherId = otherIdOf(act);
  const named = otherId === undefined ? undefined : await tx.load(otherId);
  if (otherId === undefined || !named) return { own, linked };
  const rest = await tx.linked(named.complaint);
  const samePerson = await tx.samePerson(own.complaint.id, otherId);
  const known = {
    complaint: named.complaint,
    linked: countingOf(rest),
    ...(samePerson !== undefined && { samePerson }),
  };
  return { own, linked, other: { known, members: [named, ...rest] } };
}

/** Those whose amounts count. */
export function countingOf(linked: readonly Loaded[]): readonly Complaint[] {
  return linked.map(({ complaint }) => complaint).filter(countsInMatter);
}

/** 裁定: the act on its own case, and what follows for the others of the matter: all of it or none. */
export function ruleInMatter(
  { own, linked, other }: Matter,
  act: Act,
  by: Person,
  context: Context,
  rulesOf: (version: string) => Rules,
): readonly Changed[] | Refusal {
  const ruling = ruleOn(own.complaint, act, by, {
    ...context,
    linked: countingOf(act.type === 'unmerge' ? withoutMerge(own.complaint, linked) : linked),
    ...(other && { other: other.known }),
  });
  if (isRefusal(ruling)) return ruling;
  const first = { before: own, events: ruling.events };
  if (!MOVES_MATTER.includes(act.type)) return [first];
  const changed = foldAll(own.complaint, ruling.events);
  const rest = restOfMatter(changed, [...linked, ...(other?.members ?? [])], context, rulesOf);
  return isRefusal(rest) ? rest : [first, ...rest];
}

/** Those still of its matter when its merge is undone. */
function withoutMerge({ id, linkedTo }: Complaint, linked: readonly Loaded[]): readonly Loaded[] {
  const still = matterOf(
    { id, linkedTo },
    linked.map(({ complaint }) => complaint),
  );
  return linked.filter(({ complaint }) => still.includes(complaint));
}

/** The case an act names besides its own. */
function otherIdOf(act: Act): string | undefined {
  if (act.type === 'merge') return act.into;
  return act.type === 'link' ? act.to : undefined;
}

/** Acts after which the matter's amount may be another one. */
const MOVES_MATTER: readonly Act['type'][] = ['link', 'submit', 'merge', 'unmerge', 'withdraw', 'tell'];

/** 其余案件: those whose level or signatures are other ones now that `changed` is as it is. */
function restOfMatter(
  changed: Complaint,
  members: readonly Loaded[],
  context: Context,
  rulesOf: (version: string) => Rules,
): readonly Changed[] | Refusal {
  const others = [...new Map(members.map((each) => [each.complaint.id, each])).values()].filter(
    ({ complaint }) => complaint.id !== changed.id,
  );
  const all = [changed, ...others.map(({ complaint }) => complaint)];
  const found: Changed[] = [];
  for (const before of others) {
    const { complaint } = before;
    if (isEnded(complaint)) continue;
    const ruling = matterChanged(complaint, {
      ...context,
      rules: rulesOf(complaint.rulesVersion),
      linked: matterOf(complaint, all).filter(countsInMatter),
    });
    if (isRefusal(ruling)) return ruling;
    if (ruling.events.length > 0) found.push({ before, events: ruling.events });
  }
  return found;
}

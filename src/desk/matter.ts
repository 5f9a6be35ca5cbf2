import type { Context, OtherCase } from '../domain/acts/context';
import { matterChanged } from '../domain/acts/link';
import type { Complaint } from '../domain/complaint';
import type { Act } from '../domain/decide-act';
import type { DomainEvent } from '../domain/events';
import type { Rules } from '../domain/rules';
import { isRefusal, type Refusal } from '../domain/ruling';
import type { Loaded, Transaction } from './ports';

/** 同一事项 (R34): what an act on one case means for the cases linked to it. */

/** The case an act names besides its own. */
export function otherIdOf(act: Act): string | undefined {
  if (act.type === 'merge') return act.into;
  return act.type === 'link' ? act.to : undefined;
}

/** Acts after which the matter's amount may be another one. */
const MOVES_MATTER: readonly Act['type'][] = ['link', 'submit', 'merge', 'unmerge', 'withdraw', 'tell'];

export function movesMatter({ type }: Act): boolean {
  return MOVES_MATTER.includes(type);
}

/** The other case, and all that is linked to it. */
export async function otherCase(
  tx: Transaction,
  complaintId: string,
  otherId: string | undefined,
): Promise<{ readonly known: OtherCase; readonly members: readonly Loaded[] } | undefined> {
  const loaded = otherId === undefined ? undefined : await tx.load(otherId);
  if (otherId === undefined || !loaded) return undefined;
  const linked = await tx.linked(loaded.complaint);
  const samePerson = await tx.samePerson(complaintId, otherId);
  return {
    known: {
      complaint: loaded.complaint,
      linked: linked.map(({ complaint }) => complaint),
      ...(samePerson !== undefined && { samePerson }),
    },
    members: [loaded, ...linked],
  };
}

interface Changed {
  readonly before: Loaded;
  readonly events: readonly DomainEvent[];
}

/** 其余案件: those of the matter whose level or signatures are other ones now that `changed` is as it is. */
export function restOfMatter(
  changed: Complaint,
  members: readonly Loaded[],
  context: Context,
  rulesOf: (version: string) => Rules,
): readonly Changed[] | Refusal {
  const others = members.filter(({ complaint }) => complaint.id !== changed.id);
  const all = [changed, ...others.map(({ complaint }) => complaint)];
  const found: Changed[] = [];
  for (const before of others) {
    const { complaint } = before;
    const ruling = matterChanged(complaint, {
      ...context,
      rules: rulesOf(complaint.rulesVersion),
      linked: all.filter(({ id, state }) => id !== complaint.id && counts(state)),
    });
    if (isRefusal(ruling)) return ruling;
    if (ruling.events.length > 0) found.push({ before, events: ruling.events });
  }
  return found;
}

/** A case that was merged is counted where it went; one that was withdrawn or not taken up costs nothing. */
function counts(state: Complaint['state']): boolean {
  return state !== 'MERGED' && state !== 'WITHDRAWN' && state !== 'DECLINED';
}

import {
  bornIncident,
  CLOSING_OFFICES,
  foldIncident,
  isOnTeam,
  type ClosingOffice,
  type Incident,
  type IncidentEvent,
  type LeakFacts,
  type LeakKind,
  type LeakTelling,
} from './incident';
import { documentNo } from './number';
import { peopleWith, type Org, type Person } from './org';
import { isBlank, refuse, type Refusal } from './ruling';

/** 上报 (R51): by anybody, whatever their posts. */
export interface LeakReport {
  readonly kind: LeakKind;
  /** Redacted. */
  readonly note?: string;
  /** 匿名: who reports is written down nowhere. */
  readonly isAnonymous: boolean;
}

export function reportLeak(
  id: string,
  { kind, note, isAnonymous }: LeakReport,
  userId: string,
  at: Date,
  rulesVersion: string,
): { readonly incident: Incident; readonly event: IncidentEvent } {
  const event: IncidentEvent & { readonly type: 'reported' } = {
    ...{ type: 'reported', at, documentNo: documentNo(id, at, 'SX'), rulesVersion, kind },
    ...(!isAnonymous && { by: userId }),
    ...(!isBlank(note) && { note }),
  };
  return { incident: bornIncident(id, event), event };
}

/** 办理泄露事件 (R51). */
export type IncidentAct =
  | { readonly type: 'open_inquiry' }
  | { readonly type: 'handle_leak'; readonly facts: LeakFacts; readonly discoveredAt?: Date }
  | ({ readonly type: 'tell_of_leak'; readonly toldAt?: Date } & Pick<
      LeakTelling,
      'of' | 'authority' | 'proof'
    >)
  | { readonly type: 'close_leak' };

/** 裁定: DPO leads, DPO and HEAD close. Who is not on the team is refused as if there were no such incident. */
export function decideOnLeak(
  incident: Incident,
  act: IncidentAct,
  by: Person,
  { at, org }: { readonly at: Date; readonly org: Org },
): { readonly incident: Incident; readonly event: IncidentEvent } | Refusal {
  if (!isOnTeam(by)) return refuse('incident_not_found');
  if (incident.closedAt) return refuse('incident_closed', { rule: 'R51' });
  const made = eventOf(incident, act, by, at, org);
  return 'refused' in made ? made : { incident: foldIncident(incident, made), event: made };
}

function eventOf(
  incident: Incident,
  act: IncidentAct,
  by: Person,
  at: Date,
  org: Org,
): IncidentEvent | Refusal {
  const did = { by: by.userId, at };
  if (act.type === 'close_leak') return closing(incident, by, at, org);
  if (!leads(by, org)) return refuse('not_permitted', { rule: 'R51' });
  if (act.type === 'open_inquiry')
    return incident.opened ? refuse('inquiry_open', { rule: 'R51' }) : { type: 'inquiry_opened', ...did };
  if (!incident.opened) return refuse('inquiry_not_open', { rule: 'R51' });
  return act.type === 'handle_leak' ? handling(incident, act, did) : telling(incident, act, did);
}

type Did = { readonly by: string; readonly at: Date };

function handling(
  { reportedAt }: Incident,
  { facts, discoveredAt }: IncidentAct & { type: 'handle_leak' },
  did: Did,
): IncidentEvent | Refusal {
  if (discoveredAt && discoveredAt > reportedAt) return refuse('discovered_after_report', { rule: 'R51' });
  return { type: 'handled', ...did, facts, ...(discoveredAt && { discoveredAt }) };
}

function telling(
  { discoveredAt }: Incident,
  { of, authority, proof, toldAt }: IncidentAct & { type: 'tell_of_leak' },
  did: Did,
): IncidentEvent | Refusal {
  if (isBlank(proof)) return refuse('proof_missing', { rule: 'R51' });
  const at = toldAt ?? did.at;
  if (at > did.at || at < discoveredAt) return refuse('moment_impossible', { rule: 'R51', at: discoveredAt });
  const told = { of, at, by: did.by, proof, ...(authority !== undefined && { authority }) };
  return { type: 'told', ...did, telling: told };
}

/** 牵头: the personal-data officer; the head while none of them is there. */
export function leads(person: Person, org: Org): boolean {
  if (person.roles.includes('DPO')) return true;
  return person.roles.includes('HEAD') && peopleWith(org, 'DPO').every(({ isAway }) => isAway);
}

/** Not without cause and remedy, and by two persons: DPO with HEAD, for whom EXEC stands in while away. */
function closing(incident: Incident, by: Person, at: Date, org: Org): IncidentEvent | Refusal {
  const { facts, closings, opened } = incident;
  const own = CLOSING_OFFICES.filter((each) => holds(each, by, org));
  if (own.length === 0) return refuse('not_permitted', { rule: 'R51' });
  if (!opened) return refuse('inquiry_not_open', { rule: 'R51' });
  if (isBlank(facts.cause) || isBlank(facts.measures))
    return refuse('cause_or_remedy_missing', { rule: 'R51' });
  const office = own.find((each) => !closings.some((made) => made.office === each));
  if (office === undefined || closings.some((made) => made.by === by.userId))
    return refuse('closing_agreed', { rule: 'R51' });
  return { type: 'closing_agreed', by: by.userId, at, office };
}

function holds(office: ClosingOffice, { roles }: Person, org: Org): boolean {
  if (roles.includes(office)) return true;
  const isVacant = peopleWith(org, office).every(({ isAway }) => isAway);
  return office === 'HEAD' && isVacant && roles.includes('EXEC');
}

/** Who is still to agree to the closing. */
export function closersAwaited({ closings }: Incident, org: Org): readonly Person[] {
  const open = CLOSING_OFFICES.filter((office) => !closings.some((made) => made.office === office));
  return [...org.people.values()].filter(
    (person) =>
      !closings.some(({ by }) => by === person.userId) && open.some((office) => holds(office, person, org)),
  );
}

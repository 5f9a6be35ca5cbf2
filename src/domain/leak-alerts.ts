import { hold, type Alert } from './alert';
import { elapsedAfter } from './duration';
import { CLOSING_OFFICES, TEAM, type Incident, type LeakNotice, type TeamRole } from './incident';
import { peopleWith, personOf, type Org } from './org';
import { ladderFrom } from './raise-alert';
import type { Rules } from './rules';
import { addresseesFor, type Addressee } from './stand-in';

/**
 * 泄露事件的紧急通知 (R51, R63, section 7): DPO and HEAD at once; EXEC when by the limit they were not both reached; all of
 * DPO and HEAD again when by its limit the inquiry was not opened. At any hour.
 */
export function leakAlerts(
  incident: Incident,
  { at, org, rules }: { readonly at: Date; readonly org: Org; readonly rules: Pick<Rules, 'leak'> },
): readonly Alert[] {
  const { report, open } = rules.leak;
  const callers = callersOf(incident, org);
  const held = (of: LeakNotice['of'], offices: readonly TeamRole[], from: Date): readonly Alert[] =>
    toldOf(offices, org).map(({ addressee, places }, index) => {
      const about: LeakNotice = { kind: 'leak', of, to: addressee.userId, offices: places };
      const ladder = ladderFrom(addressee, undefined, org);
      const id = `${incident.id}-${of}-${index}`;
      return hold({ id, incidentId: incident.id, about, anyHour: true, ladder, callers }, at, from);
    });
  return [
    ...held('reported', CLOSING_OFFICES, at),
    ...held('unreached', ['EXEC'], elapsedAfter(at, report)),
    ...held('unopened', CLOSING_OFFICES, elapsedAfter(at, open)),
  ];
}

interface Place {
  readonly addressee: Addressee;
  readonly places: readonly TeamRole[];
}

/** Each person once, with every office they are told for. */
function toldOf(offices: readonly TeamRole[], org: Org): readonly Place[] {
  const told = new Map<string, Place>();
  for (const office of offices) {
    const holders = peopleWith(org, office).map(({ userId }) => userId);
    for (const addressee of addresseesFor(holders, undefined, org)) {
      const known = told.get(addressee.userId);
      const places = [...(known?.places ?? []), office];
      told.set(addressee.userId, { addressee: known?.addressee ?? addressee, places });
    }
  }
  return [...told.values()];
}

/** 呼叫人: who reported it and is known, then the team. */
function callersOf({ by }: Incident, org: Org): readonly string[] {
  const team = TEAM.flatMap((office) => peopleWith(org, office)).map(({ userId }) => userId);
  const people = [...(by === undefined ? [] : [by]), ...team];
  const isThere = (userId: string) => personOf(org, userId) && personOf(org, userId)?.isAway !== true;
  return [...new Set(people.filter(isThere))];
}

import type { Calendar } from './calendar';
import type { Duration } from './duration';
import { personOf, type Department, type Org } from './org';
import { workingDays } from './working-time';

/** 接口人 (R2): who takes what comes to a department. `org` is the organisation of the day (`asOf`). */

/** The one who takes it, and why it is not the interface person when it is not. */
export interface Addressee {
  readonly userId: string;
  readonly why: 'asked' | 'away' | 'vacant';
}

type MayTake = (userId: string) => boolean;
const everybody: MayTake = () => true;

/** In this order: the interface person, the deputy, the head. */
function lineOf({ interfacePerson, interfaceDeputy, head }: Department): readonly string[] {
  const line = [interfacePerson, interfaceDeputy, head];
  return [...new Set(line.filter((userId): userId is string => userId !== undefined))];
}

/** The head is the last there is, on leave or not. */
function isThere(userId: string, department: Department, org: Org, mayTake: MayTake): boolean {
  const person = personOf(org, userId);
  return person !== undefined && mayTake(userId) && (!person.isAway || person.userId === department.head);
}

/** 收件人 (R2): the interface person unless away, else the deputy unless away, else the head; undefined when there is none. */
export function addresseeOf(
  department: Department,
  org: Org,
  mayTake: MayTake = everybody,
): Addressee | undefined {
  const { interfacePerson } = department;
  const userId = lineOf(department).find((each) => isThere(each, department, org, mayTake));
  if (userId === undefined) return undefined;
  if (userId === interfacePerson) return { userId, why: 'asked' };
  return { userId, why: interfacePerson === undefined ? 'vacant' : 'away' };
}

/** 逐级下转 (R2): who comes after the last of the line that has had it; undefined after the head. It goes up and never back. */
export function nextInLine(
  department: Department,
  org: Org,
  hands: readonly string[],
  mayTake: MayTake = everybody,
): string | undefined {
  const line = lineOf(department);
  const last = Math.max(-1, ...hands.map((userId) => line.indexOf(userId)));
  return line.slice(last + 1).find((userId) => isThere(userId, department, org, mayTake));
}

/** 空缺 (R2): a department whose tasks go to its head, or to nobody. */
export interface Vacancy {
  readonly department: string;
  readonly why: 'vacant' | 'away';
  /** Who is to name somebody, and takes the tasks meanwhile. */
  readonly head?: string;
}

/** 接口人空缺检查 (R1, R2): in-scope departments without an interface person, or with both away today. */
export function vacanciesOf({ departments, people }: Org): readonly Vacancy[] {
  return departments.flatMap(({ id, interfacePerson, interfaceDeputy, head, isOutOfScope }) => {
    if (isOutOfScope) return [];
    const named = [interfacePerson, interfaceDeputy].filter((userId) => userId !== undefined);
    const isCovered = named.some((userId) => people.get(userId)?.isAway === undefined);
    if (interfacePerson !== undefined && isCovered) return [];
    const why = interfacePerson === undefined ? ('vacant' as const) : ('away' as const);
    return [{ department: id, why, ...(head !== undefined && { head }) }];
  });
}

const DAY_MS = 86_400_000;

/** 空缺超限 (R2): the working days allowed have gone by, the day it began not counted (6.5). Throws UncoveredYear. */
export function isLongVacant(since: Date, now: Date, { amount }: Duration, calendar: Calendar): boolean {
  return workingDays(since, new Date(now.getTime() - DAY_MS), calendar) >= amount;
}

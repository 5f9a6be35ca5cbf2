import type { Json, Person } from './model';
import type { Telephone } from './voice-calls';
import type { World } from './world';

/** As many as a list in a browser draws without a pause; a bank has a hundred thousand. */
const SHOWN = 100;

const TELEPHONES: readonly unknown[] = ['on', 'off', 'out_of_area'] satisfies readonly Telephone[];
export const isTelephone = (value: unknown): value is Telephone => TELEPHONES.includes(value);

/** The first hundred whose name, userid, position or department holds these words, then who else is wanted. */
export function peopleFound(
  world: World,
  words: string,
  wanted: readonly string[] = [],
): { readonly shown: readonly Json[]; readonly total: number } {
  const { directory } = world;
  const needle = words.trim().toLowerCase();
  const holds = (text: string): boolean => text.toLowerCase().includes(needle);
  const departments = new Set(directory.departments.filter(({ name }) => holds(name)).map(({ id }) => id));
  const fits = ({ userid, name, position, department }: Person): boolean =>
    holds(name) || holds(userid) || holds(position) || department.some((id) => departments.has(id));
  const found = needle === '' ? directory.everKnown : directory.everKnown.filter(fits);
  const others = wanted.map((userid) => directory.known(userid)).filter((person) => person !== undefined);
  const shown = [...new Set([...found.slice(0, SHOWN), ...others])];
  return { shown: shown.map((person) => asShown(person, world)), total: found.length };
}

function asShown(person: Person, { directory, calls }: World): Json {
  return {
    userid: person.userid,
    name: person.name,
    position: person.position,
    departments: directory.namesOfDepartments(person),
    phone: calls.phoneOf(person.userid),
    left: directory.hasLeft(person),
  };
}

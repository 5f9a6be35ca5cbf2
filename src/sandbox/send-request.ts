import { ILLEGAL_PARAMETER } from './card-rules';
import type { Json, Person } from './model';
import { WeComError } from './wecom-error';
import type { World } from './world';

/** Who a message reaches, and what could not be resolved (lower case, joined by | on the wire). */
export interface Audience {
  readonly people: readonly Person[];
  readonly invalid: Readonly<Record<'invaliduser' | 'invalidparty' | 'invalidtag', string>>;
}

interface TargetRule {
  readonly field: 'touser' | 'toparty' | 'totag';
  readonly most: number;
  readonly malformed: number;
  readonly tooMany: number;
}

const TARGETS: readonly TargetRule[] = [
  { field: 'touser', most: 1000, malformed: 40031, tooMany: 40032 },
  { field: 'toparty', most: 100, malformed: ILLEGAL_PARAMETER, tooMany: 82002 },
  { field: 'totag', most: 100, malformed: ILLEGAL_PARAMETER, tooMany: 82003 },
];

const FLAGS: readonly (readonly [field: string, most: number])[] = [
  ['safe', 1],
  ['enable_id_trans', 1],
  ['enable_duplicate_check', 1],
];

/** agentid: 40056 when it is no integer, 301002 when the token is another app's. */
export function checkAgent(agentId: unknown, world: World): void {
  if (!Number.isSafeInteger(agentId)) throw new WeComError(40056, 'agentid must be an integer');
  if (agentId !== world.app.agentId)
    throw new WeComError(301002, 'agentid does not belong to this access_token');
}

/** safe, enable_id_trans, enable_duplicate_check, duplicate_check_interval. */
export function checkFlags(body: Json, longestInterval: number): void {
  for (const [field, most] of FLAGS) {
    const value = body[field] ?? 0;
    if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > most) {
      throw new WeComError(ILLEGAL_PARAMETER, `${field} must be 0 to ${most}`);
    }
  }
  const interval = body['duplicate_check_interval'] ?? 0;
  if (!Number.isInteger(interval) || (interval as number) < 0 || (interval as number) > longestInterval) {
    throw new WeComError(
      ILLEGAL_PARAMETER,
      `duplicate_check_interval must be 0 to ${longestInterval} seconds`,
    );
  }
}

/** touser, toparty, totag: 82001 when all are empty, 81013 (naming them) when none is valid. */
export function audienceOf(body: Json, world: World): Audience {
  const [users, parties, tags] = TARGETS.map((rule) => targetList(body, rule)) as [
    string[],
    string[],
    string[],
  ];
  if (users.length + parties.length + tags.length === 0)
    throw new WeComError(82001, 'touser, toparty and totag are all empty');
  if (users.length === 1 && users[0] === '@all')
    return { people: world.directory.people, invalid: { invaliduser: '', invalidparty: '', invalidtag: '' } };

  const { directory } = world;
  const invalid = {
    invaliduser: users
      .filter((userid) => directory.find(userid) === undefined)
      .join('|')
      .toLowerCase(),
    invalidparty: parties.filter((id) => directory.department(Number(id)) === undefined).join('|'),
    invalidtag: tags.join('|').toLowerCase(), // This corp has no tags.
  };
  const reached = [
    ...users.map((userid) => directory.find(userid)),
    ...parties.flatMap((id) => directory.everybodyUnder(Number(id))),
  ];
  const people = [...new Set(reached.filter((person) => person !== undefined))];
  if (people.length === 0)
    throw new WeComError(81013, 'all of touser, toparty and totag are invalid', withoutEmpty(invalid));
  return { people, invalid };
}

/** WeCom leaves empty lists out of the answer. */
export const withoutEmpty = (lists: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== ''));

function targetList(body: Json, rule: TargetRule): string[] {
  const value = body[rule.field] ?? '';
  if (typeof value !== 'string')
    throw new WeComError(rule.malformed, `${rule.field} must be a string joined by |`);
  const targets = value.split('|').filter((target) => target !== '');
  if (targets.length > rule.most)
    throw new WeComError(rule.tooMany, `${rule.field} holds more than ${rule.most}`);
  return targets;
}

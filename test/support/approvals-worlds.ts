import { asOf, type Grant, type Org, type Role } from '../../src/domain/org';
import type { World } from './approvals-model';
import { MONDAY, org as demo } from './builders';

/** Only those who matter, so that no colleague saves a right that has nobody left. */
const PEOPLE = [
  ...['zhou.min', 'lin.tao', 'chen.gang', 'wu.qian', 'deng.chao', 'tang.xin'],
  ...['zhao.lei', 'ma.wen', 'qian.feng'],
];

/** The demo bank's people with more posts, and grants on top of them; a lead leads the case's own group. */
function orgOf(more: Readonly<Record<string, readonly Role[]>>, grants: readonly Grant[]): Org {
  const people = PEOPLE.flatMap((userId) => {
    const person = demo.people.get(userId);
    if (!person) return [];
    const roles = [...person.roles, ...(more[userId] ?? [])];
    return [[userId, { ...person, roles, ...(roles.includes('LEAD') && { group: 'card' }) }] as const];
  });
  return asOf({ ...demo, people: new Map(people), grants }, MONDAY);
}

const grant = (from: string, to: string): Grant => ({
  ...{ id: `${from} to ${to}`, from, to, gates: ['G0', 'G1', 'G2', 'G3'] },
  ...{ validFrom: '2026-03-01', validTo: '2026-03-31', levels: ['general', 'complex', 'major'] },
  maxFen: 1_000_000_000,
});

/** Each hands everything on to the next: HEAD to EXEC to FIN, and to HEAD again. */
const RING = [grant('zhao.lei', 'ma.wen'), grant('ma.wen', 'qian.feng'), grant('qian.feng', 'zhao.lei')];
const BOTH_WAYS = [...RING, ...RING.map(({ from, to }) => grant(to, from))];
const ALL_LEADS = { 'zhao.lei': ['LEAD'], 'ma.wen': ['LEAD'], 'qian.feng': ['LEAD'] } as const;

/**
 * 审批模型的几种情形, how many acts deep the tests go, and how many states there are at least. Eight acts are two plans in
 * full: three signatures on the one, a change, and the other carried out.
 */
export const WORLDS: readonly (readonly [name: string, world: World, depth: number, least: number])[] = [
  ['three who sign, each their own gate', { org: orgOf({}, []), solver: 'wu.qian' }, 8, 3_000],
  ['grants in a ring', { org: orgOf({ 'ma.wen': ['LEAD'] }, RING), solver: 'wu.qian' }, 8, 5_000],
  [
    'grants in a ring both ways, all of them leads',
    { org: orgOf(ALL_LEADS, BOTH_WAYS), solver: 'wu.qian' },
    8,
    7_000,
  ],
  [
    'the plan made by FIN, grants in a ring',
    { org: orgOf({ 'qian.feng': ['SOLVE'], 'ma.wen': ['LEAD'] }, RING), solver: 'qian.feng' },
    8,
    3_000,
  ],
  [
    'the plan made by EXEC, grants in a ring',
    { org: orgOf({ 'ma.wen': ['SOLVE', 'LEAD'] }, RING), solver: 'ma.wen' },
    8,
    1_000,
  ],
  [
    'the plan made by FIN, and handed to another and back',
    {
      org: orgOf({ 'qian.feng': ['SOLVE'] }, []),
      ...{ solver: 'qian.feng', reassignedTo: ['wu.qian', 'qian.feng'] },
    },
    8,
    5_000,
  ],
  [
    'the plan handed to those who sign, grants in a ring',
    {
      org: orgOf({ 'qian.feng': ['SOLVE'], 'ma.wen': ['SOLVE', 'LEAD'] }, RING),
      ...{ solver: 'wu.qian', reassignedTo: ['wu.qian', 'qian.feng', 'ma.wen'] },
    },
    7,
    5_000,
  ],
];

import type { Complaint, State, Team } from './complaint';
import type { EventType } from './events';
import type { Role } from './org';

/** What a person can ask for. `decide` is a signature; `contact`, `reassign` and `remind` move no state. */
export type ActType =
  | 'register'
  | 'contact'
  | 'classify'
  | 'assign'
  | 'reassign'
  | 'find'
  | 'submit'
  | 'decide'
  | 'change_plan'
  | 'execute'
  | 'follow_up'
  | 'remind';

interface Transition {
  /** Row of requirements.md 6.3. */
  readonly id: string;
  readonly act: ActType;
  readonly from: readonly State[];
  readonly to: State;
  readonly event: EventType;
}

/** 流转表 (6.3): the main path. The guard, the fold and the tests read this one table. */
export const TRANSITIONS: readonly Transition[] = [
  { id: 'T1', act: 'register', from: [], to: 'RECEIVED', event: 'registered' },
  { id: 'T2', act: 'classify', from: ['RECEIVED'], to: 'CLASSIFIED', event: 'classified' },
  { id: 'T5', act: 'assign', from: ['CLASSIFIED'], to: 'INVESTIGATING', event: 'assigned' },
  { id: 'T6', act: 'find', from: ['INVESTIGATING'], to: 'PLANNING', event: 'found' },
  { id: 'T7', act: 'submit', from: ['PLANNING'], to: 'AWAITING_APPROVAL', event: 'submitted' },
  { id: 'T8', act: 'decide', from: ['AWAITING_APPROVAL'], to: 'PLANNING', event: 'returned' },
  { id: 'T9', act: 'decide', from: ['AWAITING_APPROVAL'], to: 'EXECUTING', event: 'cleared' },
  { id: 'T10', act: 'change_plan', from: ['EXECUTING'], to: 'PLANNING', event: 'plan_changed' },
  { id: 'T11', act: 'execute', from: ['EXECUTING'], to: 'FOLLOW_UP', event: 'executed' },
  { id: 'T12', act: 'follow_up', from: ['FOLLOW_UP'], to: 'CLOSED', event: 'closed' },
];

const OPEN_STATES: readonly State[] = [
  'RECEIVED',
  'CLASSIFIED',
  'INVESTIGATING',
  'PLANNING',
  'AWAITING_APPROVAL',
  'EXECUTING',
  'FOLLOW_UP',
];

/** The states an act may start from. A major case is signed once more at closing (R23), so `decide` also fits FOLLOW_UP. */
export function statesFor(act: ActType): readonly State[] {
  if (act === 'contact' || act === 'reassign' || act === 'remind') return OPEN_STATES;
  const states = TRANSITIONS.filter((row) => row.act === act).flatMap((row) => row.from);
  return act === 'decide' ? [...states, 'FOLLOW_UP'] : states;
}

/** The state after an event; undefined for an event that moves no state. */
export function stateAfter(event: EventType): State | undefined {
  return TRANSITIONS.find((row) => row.event === event)?.to;
}

/** 职权表 (R10): who may ask for an act. `post` binds it to the person named on the case, `group` to the case's group. */
interface Power {
  readonly roles: readonly Role[];
  readonly posts?: readonly (keyof Team)[];
  /** `or none`: a case without a group yet is every lead's. */
  readonly group?: 'only' | 'or none';
}

export const POWERS: Readonly<Record<Exclude<ActType, 'remind'>, Power>> = {
  register: { roles: ['INTAKE'] },
  contact: { roles: ['INTAKE', 'INVEST', 'SENIOR'], posts: ['intake', 'invest'] },
  classify: { roles: ['INTAKE'], posts: ['intake'] },
  assign: { roles: ['LEAD'], group: 'only' },
  reassign: { roles: ['LEAD'], group: 'or none' },
  find: { roles: ['INVEST', 'SENIOR'], posts: ['invest'] },
  submit: { roles: ['SOLVE'], posts: ['solve'] },
  // Which of the three may sign is the open step's business: see approversOf in gates.ts.
  decide: { roles: ['HEAD', 'EXEC', 'FIN'] },
  change_plan: { roles: ['SOLVE'], posts: ['solve'] },
  execute: { roles: ['SOLVE'], posts: ['solve'] },
  follow_up: { roles: ['FOLLOW'], posts: ['followUp'] },
};

/** Whether the post, the role and the group allow it; the state is asked separately. */
export function holdsPower(
  person: { readonly userId: string; readonly roles: readonly Role[]; readonly group?: string },
  act: Exclude<ActType, 'remind'>,
  complaint: Complaint | undefined,
): boolean {
  const power = POWERS[act];
  if (!power.roles.some((role) => person.roles.includes(role))) return false;
  if (power.posts) return power.posts.some((post) => complaint?.team[post] === person.userId);
  if (power.group && complaint?.groupId === undefined) return power.group === 'or none';
  if (power.group) return complaint?.groupId === person.group;
  return true;
}

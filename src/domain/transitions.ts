import type { Complaint, Team } from './complaint';
import { ownerOf } from './complaint';
import type { EventType } from './events';
import { ROLES, type Role } from './org';
import { openTasksOf, TASK_STATES } from './tasks';
import { OPEN_STATES, STATES, type State } from './vocabulary';

/** 职权 (R10): who may ask for an act. A person has it by one of the posts, the group or, with neither, the role alone. */
export interface Power {
  readonly roles: readonly Role[];
  /** Only who is named on the case in one of these posts. */
  readonly posts?: readonly (keyof Team)[];
  /** Only who owns the case in its state. */
  readonly owner?: true;
  /** Only in the case's own group; `or none`: a case without a group yet is every lead's. */
  readonly group?: 'only' | 'or none';
  /** Only who holds an open task of the case (R3), whatever their role. */
  readonly task?: true;
}

interface Transition {
  /** Row of requirements.md 6.3, or the rule an act without a row there comes from. */
  readonly id: string;
  readonly act: string;
  /** What people call it. */
  readonly label: string;
  readonly from: readonly State[];
  /** `same`: moves no state. `left`: back to the state a side state was entered from. */
  readonly to: State | 'same' | 'left';
  readonly event: EventType;
  readonly by: readonly Power[];
}

const INTAKE: Power = { roles: ['INTAKE'], posts: ['intake'] };
const INVEST: Power = { roles: ['INVEST', 'SENIOR'], posts: ['invest'] };
const SOLVE: Power = { roles: ['SOLVE'], posts: ['solve'] };
const FOLLOW: Power = { roles: ['FOLLOW'], posts: ['followUp'] };
const LEAD: Power = { roles: ['LEAD'], group: 'or none' };
const GROUP_LEAD: Power = { roles: ['LEAD'], group: 'only' };
const HEAD: Power = { roles: ['HEAD'] };
const REVIEWER: Power = { roles: ['REVIEWER'] };
const HANDLERS: readonly Role[] = ['INTAKE', 'INVEST', 'SENIOR', 'SOLVE', 'FOLLOW'];
const OWNER: Power = { roles: HANDLERS, owner: true };
/** 当前处理人 of T15: who investigates or solves. */
const HANDLER: Power = { roles: ['INVEST', 'SENIOR', 'SOLVE'], owner: true };
/** 协办任务的接收人 (R3). */
const TASK: Power = { roles: ROLES, task: true };
/** Which of them may sign is the open signature's business, and grants count too: see approversOf in gates.ts. */
const SIGNERS: Power = { roles: ['LEAD', 'HEAD', 'EXEC', 'FIN'] };
/** 披露 (G6): whoever needs to know may ask. */
const ANYBODY: Power = { roles: ROLES };
const DECIDERS: Power = { roles: ['LEAD', 'HEAD', 'DPO'] };

const SUSPENDABLE: readonly State[] = ['INVESTIGATING', 'PLANNING', 'AWAITING_APPROVAL', 'EXECUTING'];
const ALL_STATES = Object.keys(STATES) as State[];

/**
 * 流转表 (6.3): every act, in which states it may be asked for, by whom, and where it leads. The guard, the buttons a
 * person sees, the diagram in docs/states.md and the tests are made from this one table; what an act must bring with it
 * is checked by its own file in acts/.
 */
// prettier-ignore
const ROWS = [
  { id: 'T1', act: 'register', label: '登记', from: [], to: 'RECEIVED', event: 'registered', by: [{ roles: ['INTAKE'] }] },
  { id: 'T2', act: 'classify', label: '分类', from: ['RECEIVED'], to: 'CLASSIFIED', event: 'classified', by: [INTAKE] },
  { id: 'T3', act: 'decline', label: '提请不予办理', from: ['RECEIVED', 'CLASSIFIED'], to: 'same', event: 'requested', by: [INTAKE] },
  { id: 'T3', act: 'tell', label: '告知不予办理', from: ['RECEIVED', 'CLASSIFIED'], to: 'DECLINED', event: 'declined', by: [INTAKE, OWNER] },
  { id: 'T4', act: 'merge', label: '合并', from: OPEN_STATES, to: 'MERGED', event: 'merged', by: [INTAKE, OWNER] },
  { id: 'T4', act: 'unmerge', label: '撤销合并', from: ['MERGED'], to: 'left', event: 'unmerged', by: [LEAD] },
  { id: 'T5', act: 'assign', label: '分派', from: ['CLASSIFIED'], to: 'INVESTIGATING', event: 'assigned', by: [GROUP_LEAD] },
  { id: 'T6', act: 'find', label: '调查结论', from: ['INVESTIGATING'], to: 'PLANNING', event: 'found', by: [INVEST] },
  { id: 'T7', act: 'submit', label: '提交方案', from: ['PLANNING'], to: 'AWAITING_APPROVAL', event: 'submitted', by: [SOLVE] },
  { id: 'T8', act: 'decide', label: '退回', from: ['AWAITING_APPROVAL'], to: 'PLANNING', event: 'returned', by: [SIGNERS] },
  { id: 'T9', act: 'decide', label: '全部同意', from: ['AWAITING_APPROVAL'], to: 'EXECUTING', event: 'cleared', by: [SIGNERS] },
  { id: 'T10', act: 'change_plan', label: '变更方案', from: ['EXECUTING'], to: 'PLANNING', event: 'plan_changed', by: [SOLVE] },
  { id: 'T11', act: 'execute', label: '执行并告知', from: ['EXECUTING'], to: 'FOLLOW_UP', event: 'executed', by: [SOLVE] },
  { id: 'T12', act: 'follow_up', label: '回访办结', from: ['FOLLOW_UP'], to: 'CLOSED', event: 'closed', by: [FOLLOW] },
  { id: 'T13', act: 'reopen', label: '有新事实，重新调查', from: ['FOLLOW_UP'], to: 'INVESTIGATING', event: 'reopened', by: [GROUP_LEAD] },
  { id: 'T14', act: 'redo', label: '补救不到位，重做方案', from: ['FOLLOW_UP'], to: 'PLANNING', event: 'redone', by: [GROUP_LEAD] },
  { id: 'T15', act: 'suspend', label: '提请中止', from: SUSPENDABLE, to: 'same', event: 'requested', by: [HANDLER] },
  { id: 'T15', act: 'decide', label: '批准中止', from: SUSPENDABLE, to: 'SUSPENDED', event: 'suspended', by: [SIGNERS] },
  { id: 'T16', act: 'resume', label: '恢复', from: ['SUSPENDED'], to: 'left', event: 'resumed', by: [GROUP_LEAD] },
  { id: 'T17', act: 'withdraw', label: '撤回', from: OPEN_STATES, to: 'WITHDRAWN', event: 'withdrawn', by: [INTAKE] },
  { id: 'T18', act: 'verify', label: '受理核查', from: ['FOLLOW_UP', 'CLOSED'], to: 'VERIFYING', event: 'verifying', by: [REVIEWER] },
  { id: 'T19', act: 'uphold', label: '核查维持', from: ['VERIFYING'], to: 'CLOSED', event: 'verification_upheld', by: [{ roles: ['REVIEWER'], owner: true }] },
  { id: 'T20', act: 'overturn', label: '核查撤销', from: ['VERIFYING'], to: 'INVESTIGATING', event: 'verification_overturned', by: [{ roles: ['REVIEWER'], owner: true }] },
  { id: 'T21', act: 'extend', label: '提请延期', from: OPEN_STATES, to: 'same', event: 'requested', by: [OWNER] },
  { id: 'T21', act: 'decide', label: '批准延期', from: OPEN_STATES, to: 'same', event: 'extended', by: [SIGNERS] },
  { id: 'T21', act: 'tell', label: '告知延期', from: OPEN_STATES, to: 'same', event: 'extension_told', by: [INTAKE, OWNER] },
  { id: 'T22', act: 'relevel', label: '调整级别', from: OPEN_STATES, to: 'same', event: 'releveled', by: [GROUP_LEAD, HEAD] },
  { id: 'T23', act: 'reassign', label: '改派', from: OPEN_STATES, to: 'same', event: 'reassigned', by: [LEAD] },
  { id: 'T24', act: 'emergency', label: '先行处理', from: ['RECEIVED', 'CLASSIFIED', 'INVESTIGATING'], to: 'same', event: 'emergency_acted', by: [INTAKE] },
  { id: 'T25', act: 'backfill', label: '补办手续', from: ALL_STATES, to: 'same', event: 'backfilled', by: [INTAKE] },
  { id: 'T25', act: 'decide', label: '追认先行处理', from: ALL_STATES, to: 'same', event: 'emergency_settled', by: [SIGNERS] },
  { id: 'R5', act: 'contact', label: '联系投诉人', from: OPEN_STATES, to: 'same', event: 'contacted', by: [INTAKE, INVEST] },
  { id: 'R20', act: 'add_evidence', label: '提交证据', from: OPEN_STATES, to: 'same', event: 'evidence_added', by: [INTAKE, INVEST, TASK] },
  { id: 'R34', act: 'link', label: '关联案件', from: OPEN_STATES, to: 'same', event: 'linked', by: [INTAKE, OWNER] },
  { id: 'R22', act: 'give_survey_link', label: '发回访链接', from: ['FOLLOW_UP'], to: 'same', event: 'link_given', by: [FOLLOW] },
  { id: 'L2', act: 'give_notice_link', label: '发答复链接', from: ['EXECUTING', 'FOLLOW_UP'], to: 'same', event: 'link_given', by: [INTAKE, OWNER] },
  { id: 'L4', act: 'recuse', label: '申请回避', from: OPEN_STATES, to: 'same', event: 'recused', by: [OWNER, HEAD, { roles: ['EXEC', 'FIN'] }, LEAD] },
  { id: 'C3', act: 'await_papers', label: '等投诉人补材料', from: ['INVESTIGATING', 'PLANNING', 'EXECUTING'], to: 'same', event: 'papers_awaited', by: [HANDLER] },
  { id: 'C3', act: 'receive_papers', label: '材料已到', from: ['INVESTIGATING', 'PLANNING', 'EXECUTING'], to: 'same', event: 'papers_received', by: [HANDLER, INTAKE] },
  { id: 'C9', act: 'reply_regulator', label: '回复监管', from: ALL_STATES, to: 'same', event: 'regulator_replied', by: [INTAKE, OWNER] },
  { id: 'R3', act: 'ask_department', label: '请其他部门协办', from: ['INVESTIGATING', 'PLANNING', 'EXECUTING'], to: 'same', event: 'task_asked', by: [HANDLER] },
  { id: 'R3', act: 'acknowledge_task', label: '接收协办', from: TASK_STATES, to: 'same', event: 'task_acknowledged', by: [TASK] },
  { id: 'R3', act: 'forward_task', label: '转派协办', from: TASK_STATES, to: 'same', event: 'task_passed', by: [TASK] },
  { id: 'R3', act: 'return_task', label: '退回协办', from: TASK_STATES, to: 'same', event: 'task_returned', by: [TASK] },
  { id: 'R37', act: 'answer_task', label: '答复协办', from: TASK_STATES, to: 'same', event: 'task_answered', by: [TASK] },
  { id: 'G6', act: 'disclose', label: '申请披露', from: ALL_STATES, to: 'same', event: 'requested', by: [ANYBODY] },
  { id: 'G6', act: 'decide', label: '批准披露', from: ALL_STATES, to: 'same', event: 'disclosed', by: [DECIDERS] },
] as const satisfies readonly Transition[];

export const TRANSITIONS: readonly Transition[] = ROWS;

/** What a person can ask for. `decide` is a signature. */
export type ActType = (typeof ROWS)[number]['act'];

/** The states an act may be asked for in. A signature may be waited for in any: what it is about says in which. */
export function statesFor(act: ActType): readonly State[] {
  return [...new Set(TRANSITIONS.filter((row) => row.act === act).flatMap((row) => row.from))];
}

/** The state after an event; undefined for an event that moves none. */
export function stateAfter(event: EventType, { stateLeft }: Pick<Complaint, 'stateLeft'>): State | undefined {
  const to = TRANSITIONS.find((row) => row.event === event)?.to;
  if (to === 'left') return stateLeft;
  return to === 'same' ? undefined : to;
}

interface Asker {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly group?: string;
}

/** Whether the post, the role and the group allow it; the state is asked separately. */
export function holdsPower(person: Asker, act: ActType, complaint: Complaint | undefined): boolean {
  const powers = TRANSITIONS.filter((row) => row.act === act).flatMap((row) => row.by);
  return powers.some((power) => isHeld(power, person, complaint));
}

function isHeld(power: Power, person: Asker, complaint: Complaint | undefined): boolean {
  if (!power.roles.some((role) => person.roles.includes(role))) return false;
  if (power.task) return complaint !== undefined && openTasksOf(person.userId, complaint).length > 0;
  if (power.owner) return complaint !== undefined && ownerOf(complaint) === person.userId;
  if (power.posts) return power.posts.some((post) => complaint?.team[post] === person.userId);
  if (power.group && complaint?.groupId === undefined) return power.group === 'or none';
  if (power.group) return complaint?.groupId === person.group;
  return true;
}

import { z } from 'zod';
import { BUSINESS, CHANNEL, LEVEL, REASON, SOURCE } from '../../domain/classification';
import { CONTACT_MODE, DECISION, LIABILITY, PARTY_FIELDS, STATES } from '../../domain/complaint';
import { EVIDENCE_KIND, EVIDENCE_PURPOSE, EVIDENCE_SOURCE } from '../../domain/evidence';
import { caseNumber, coded, fen, moment, page, person } from './shapes';

/** 案件的样子: what of a case goes to its reader, by the table of 6.6; nothing of the vault but masked. */

/** `calm` until half of the time is used, `soon` until four fifths, `near` until it is due, then `over`; `paused` does not count. */
export const TONES = ['calm', 'soon', 'near', 'over', 'paused'] as const;
const tone = z.enum(TONES).meta({ id: 'Tone', description: '时限的紧迫程度' });

export const due = z
  .strictObject({ clock: z.string(), name: z.string(), at: moment, tone })
  .meta({ id: 'Due', description: '最近的时限' });

/** What the caller is to do about it, in the words of the cards. */
const todo = z.strictObject({ kind: z.string(), title: z.string(), no: z.int().optional() });

export const caseLine = z
  .strictObject({
    id: caseNumber,
    state: coded(STATES),
    step: z.string(),
    level: coded(LEVEL).optional(),
    business: coded(BUSINESS).optional(),
    receivedAt: moment,
    owner: person.optional(),
    due: due.optional(),
    todos: z.array(todo),
  })
  .meta({ id: 'CaseLine', description: '列表里的一件' });
export const casePage = page(caseLine).meta({ id: 'CasePage' });

const clock = z
  .strictObject({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    limit: z.string(),
    startAt: moment,
    dueAt: moment.optional().meta({ description: '暂停计算时没有' }),
    stoppedAt: moment.optional(),
    enteredAt: moment.optional().meta({ description: '补录的时刻' }),
    tone: tone.optional().meta({ description: '走着的时钟才有' }),
    isBreached: z.boolean(),
  })
  .meta({ id: 'Clock', description: '时限（6.5）' });

const stage = z
  .strictObject({ name: z.string(), status: z.enum(['done', 'now', 'ahead']), at: moment.optional() })
  .meta({ id: 'Stage', description: '四个环节之一（R17）' });

const partyField = z
  .strictObject({
    field: z.enum(PARTY_FIELDS),
    label: z.string(),
    access: z.enum(['none', 'masked', 'readable']),
    shown: z.string().optional().meta({ description: '脱敏后的样子；没有登记就没有' }),
    until: moment.optional().meta({ description: '凭批准看原文的，看到什么时候（G6）' }),
  })
  .meta({ id: 'PartyField', description: '投诉人信息的一项（R54）' });

const task = z
  .strictObject({
    no: z.int(),
    department: z.string(),
    assignee: person,
    question: z.string(),
    askedBy: person,
    askedAt: moment,
    acknowledgeDueAt: moment,
    answerDueAt: moment,
    acknowledgedAt: moment.optional(),
    answer: z.strictObject({ by: person, at: moment, text: z.string() }).optional(),
    returned: z.strictObject({ by: person, at: moment, reason: z.string() }).optional(),
    isMine: z.boolean(),
  })
  .meta({ id: 'Task', description: '协办（R3）' });

const evidence = z
  .strictObject({
    no: z.int(),
    name: z.string().optional().meta({ description: '投诉人信息销毁后没有' }),
    kind: coded(EVIDENCE_KIND),
    size: z.int().meta({ description: '字节' }),
    sha256: z.string(),
    source: coded(EVIDENCE_SOURCE),
    purpose: coded(EVIDENCE_PURPOSE).optional(),
    by: person,
    at: moment,
    takenAt: moment.optional(),
    task: z.int().optional().meta({ description: '它答复的协办' }),
  })
  .meta({ id: 'Evidence', description: '一份证据（R20）' });

const plan = z
  .strictObject({
    version: z.int(),
    hash: z.string(),
    decision: coded(DECISION),
    actions: z.array(z.strictObject({ text: z.string(), amountFen: fen })),
    proposedFen: fen,
    notice: z.string(),
    documentNo: z.string(),
  })
  .meta({ id: 'Plan', description: '处理方案（R21）' });

const approval = z
  .strictObject({
    no: z.int(),
    name: z.string(),
    subject: z.string(),
    gates: z.array(z.string()),
    amountFen: fen,
    openedAt: moment,
    status: z.enum(['open', 'approved', 'returned', 'voided']),
    signer: z.string().optional(),
    decidedAt: moment.optional(),
    reason: z.string().optional(),
    hash: z.string().optional().meta({ description: '等您签的才有；决定时带回' }),
    about: z.array(z.string()).optional().meta({ description: '等您签的才有：签的是什么' }),
  })
  .meta({ id: 'Approval', description: '一次审批（6.4）' });

const classification = z.strictObject({
  channel: coded(CHANNEL),
  business: coded(BUSINESS),
  reason: coded(REASON),
  level: coded(LEVEL),
});

export const caseView = z
  .strictObject({
    id: caseNumber,
    version: z.int(),
    cycle: z.int(),
    state: coded(STATES),
    step: z.string(),
    stages: z.array(stage),
    classification: classification.optional(),
    suggested: classification.partial().meta({ description: '登记时猜的分类' }),
    source: coded(SOURCE).optional(),
    group: z.string().optional(),
    receivedAt: moment,
    registeredAt: moment,
    closedAt: moment.optional(),
    claimedFen: fen.optional(),
    disputedFen: fen.optional(),
    owner: person.optional(),
    team: z.array(z.strictObject({ post: z.string(), person })),
    mergedInto: caseNumber.optional(),
    linkedTo: z.array(caseNumber),
    due: due.optional(),
    clocks: z.array(clock),
    party: z.array(partyField),
    tasks: z.array(task),
    evidence: z.array(evidence),
    finding: z
      .strictObject({
        liability: coded(LIABILITY),
        grounds: z.string(),
        evidence: z.string().optional(),
        evidenceNos: z.array(z.int()).optional(),
        noEvidenceReason: z.string().optional(),
      })
      .optional(),
    plan: plan.optional(),
    approvals: z.array(approval),
    contacts: z.array(
      z.strictObject({ at: moment, by: person, mode: coded(CONTACT_MODE), note: z.string() }),
    ),
    followUps: z.array(
      z.strictObject({
        at: moment,
        by: person,
        mode: coded(CONTACT_MODE),
        reached: z.boolean(),
        score: z.int().optional(),
        remark: z.string().optional(),
        objection: z.boolean().optional(),
      }),
    ),
    survey: z
      .strictObject({
        cycle: z.int(),
        at: moment,
        score: z.int(),
        remark: z.string().optional(),
        objection: z.boolean(),
      })
      .optional()
      .meta({ description: '投诉人在线评价；轮次与案件相同的，回访时照着填' }),
    emergencies: z.array(z.strictObject({ no: z.int(), text: z.string(), isOwed: z.boolean() })),
    documents: z.array(z.strictObject({ no: z.string(), name: z.string(), at: moment })),
    acts: z
      .array(z.strictObject({ type: z.string(), label: z.string() }))
      .meta({ description: '您现在可以办的（R38）' }),
    todos: z.array(todo),
  })
  .meta({ id: 'Case', description: '一件投诉，按读者的权限给（6.6）' });

/** 只看得到协办的人看到的 (R3): the task alone. */
export const taskView = z
  .strictObject({
    id: caseNumber,
    version: z.int(),
    classification: classification
      .omit({ channel: true })
      .optional()
      .meta({ description: '有协办的才有，没有渠道（R3）' }),
    tasks: z.array(task),
    approvals: z.array(approval),
    evidence: z.array(evidence),
    acts: caseView.shape.acts,
  })
  .meta({ id: 'TaskOnly', description: '一件投诉里等您答复的协办、等您签的审批' });

/** The whole, or the task alone. */
export const seen = z.union([caseView, taskView]);

/** Given to somebody else by an act, it may be out of the reader's view afterwards. */
export const afterAct = z.union([
  ...seen.options,
  z.strictObject({ id: caseNumber, isOutOfView: z.literal(true) }),
]);

export const whyView = z
  .strictObject({
    id: caseNumber,
    clocks: z.array(z.strictObject({ name: z.string(), until: z.string(), lines: z.array(z.string()) })),
  })
  .meta({ id: 'Why', description: '时限怎么算的，逐行（6.5）' });

export type Due = z.output<typeof due>;
export type Todo = z.output<typeof todo>;
export type CaseLine = z.output<typeof caseLine>;
export type Clock = z.output<typeof clock>;
export type Stage = z.output<typeof stage>;
export type PartyRow = z.output<typeof partyField>;
export type Task = z.output<typeof task>;
export type Evidence = z.output<typeof evidence>;
export type Plan = z.output<typeof plan>;
export type Approval = z.output<typeof approval>;
export type CaseView = z.output<typeof caseView>;
export type TaskView = z.output<typeof taskView>;
export type Seen = z.output<typeof seen>;
export type AfterAct = z.output<typeof afterAct>;
export type WhyView = z.output<typeof whyView>;

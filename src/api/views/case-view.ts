import { confirmedDecline } from '../../domain/acts/decline';
import { disclosuresFor, isReadable, viewOf, type AccessLevel, type View } from '../../domain/access';
import { signaturesOf } from '../../domain/authority';
import { BUSINESS, CHANNEL, LEVEL, REASON, SOURCE, type Classification } from '../../domain/classification';
import {
  CONTACT_MODE,
  DECISION,
  isPaused,
  LIABILITY,
  ownerOf,
  PARTY_FIELDS,
  STATES,
  STEP_OF,
  STEPS,
  type Approval,
  type Clock,
  type Complaint,
  type PartyField,
  type Task,
} from '../../domain/complaint';
import { actsOf } from '../../domain/decide-act';
import type { PartyFields } from '../../desk/ports';
import { EVIDENCE_KIND, EVIDENCE_PURPOSE, EVIDENCE_SOURCE, type Evidence } from '../../domain/evidence';
import { evidenceFor } from '../../domain/evidence-access';
import { openTasks } from '../../domain/tasks';
import { TRANSITIONS, type ActType } from '../../domain/transitions';
import { emergencyText, POST_NAME, POSTS, signerName, stepName } from '../../wecom/copy';
import { PARTY_FIELD_NAME } from '../../wecom/copy-disclosure';
import { departmentName } from '../../wecom/copy-tasks';
import { durationText } from '../../wecom/copy-why';
import { approvalMatter } from '../../wecom/cards/approval-card';
import { named } from '../schemas/shapes';
import type { CaseView, TaskView } from '../schemas/cases';
import { personRef, todosFor, type Reader } from './case-line';
import { documentTitle } from './document-title';
import { clockName, dueOf, toneOf, withClocksFor } from './due';
import { maskField } from './mask';

/** What of the vault goes into the view: fields in the clear, which leave it masked only, and the names of files by id. */
export interface Opened {
  readonly party: PartyFields;
  readonly names: FileNames;
}
export type FileNames = ReadonlyMap<string, string>;

/** 案件页: what this reader has of the case, by their view (6.6). */
export function caseView(complaint: Complaint, { party, names }: Opened, reader: Reader): CaseView {
  const { by, org, at, rules } = reader;
  const view = viewOf(by, complaint, org);
  const { classification: kind, plan, finding } = complaint;
  const owner = ownerOf(complaint);
  const counted = withClocksFor(by, complaint, org);
  const due = dueOf(counted, at, rules);
  const group = org.groups.find(({ id }) => id === complaint.groupId);
  return {
    id: complaint.id,
    version: complaint.version,
    cycle: complaint.cycle,
    state: named(STATES, complaint.state),
    step: STEP_OF[complaint.state],
    stages: stagesOf(complaint),
    ...(kind && { classification: classificationOf(kind) }),
    suggested: suggestedOf(complaint.suggested),
    ...(complaint.source !== undefined && { source: named(SOURCE, complaint.source) }),
    ...(group && { group: group.name }),
    ...moments(complaint),
    ...amounts(complaint),
    ...(owner !== undefined && { owner: personRef(org, owner) }),
    team: teamOf(complaint, reader),
    ...(complaint.mergedInto !== undefined && { mergedInto: complaint.mergedInto }),
    linkedTo: [...complaint.linkedTo],
    ...(due && { due }),
    clocks: counted.clocks.map((clock) => clockOf(clock, complaint, reader)),
    party: PARTY_FIELDS.filter((field) => field !== 'proxy' || party.proxy !== undefined).map((field) => ({
      ...partyFieldOf(field, party[field], view),
      ...leaveFor(field, complaint, reader),
    })),
    tasks: complaint.tasks.map((task) => taskOf(task, complaint, reader)),
    evidence: evidenceFor(by, complaint, org).map((each) => evidenceOf(each, names, reader)),
    ...(finding && isReadable(view.evidence) && { finding: findingOf(finding) }),
    ...(plan && isReadable(view.plan) && { plan: planOf(plan) }),
    approvals: isReadable(view.plan) ? approvalsOf(complaint, reader) : [],
    contacts: complaint.contacts.map(({ at: moment, by: who, mode, note }) => ({
      ...{ at: moment.toISOString(), by: personRef(org, who), mode: named(CONTACT_MODE, mode), note },
    })),
    followUps: isReadable(view.survey) ? followUpsOf(complaint, reader) : [],
    ...(isReadable(view.survey) && surveyOf(complaint)),
    emergencies: complaint.emergencies.map((act) => ({
      ...{ no: act.no, text: emergencyText(act, complaint, at), isOwed: !act.form },
    })),
    documents: complaint.documents.map((each) => ({
      ...{ no: each.no, name: documentTitle(each, complaint), at: each.at.toISOString() },
    })),
    acts: actList(complaint, reader),
    todos: todosFor(by, complaint, org),
  };
}

/** 只看得到协办、待签 (R3, G6): who sees no more of the case than a question that was put to them, what they are to sign, or that its review is theirs to take up (T18). */
export function taskView(complaint: Complaint, names: FileNames, reader: Reader): TaskView {
  const { classification: kind } = complaint;
  const mine = openTasks(complaint).filter(({ assignee }) => assignee === reader.by.userId);
  return {
    id: complaint.id,
    version: complaint.version,
    ...(kind && mine.length > 0 && { classification: told(kind) }),
    tasks: mine.map((task) => taskOf(task, complaint, reader)),
    approvals: approvalsOf(complaint, reader).filter(({ hash }) => hash !== undefined),
    evidence: evidenceFor(reader.by, complaint, reader.org).map((each) => evidenceOf(each, names, reader)),
    acts: actList(complaint, reader),
  };
}

function actList(complaint: Complaint, { by }: Reader): CaseView['acts'] {
  return actsOf(by, complaint).map((type) => ({
    type,
    label: labelOf(type, complaint),
  }));
}

/** What people call the act; 告知 (L1, L8) by what this case has to be told. */
function labelOf(type: ActType, complaint: Complaint): string {
  const telling = confirmedDecline(complaint) ? 'declined' : 'extension_told';
  const rows = TRANSITIONS.filter(({ act }) => act === type);
  return (rows.find(({ event }) => event === telling) ?? rows[0])?.label ?? type;
}

/** 四个环节 (R17); a side state stands where the case left from, an end is past them all. */
function stagesOf({ state, stateLeft, registeredAt }: Complaint): CaseView['stages'] {
  const now = STEP_OF[state === 'SUSPENDED' || state === 'MERGED' ? (stateLeft ?? state) : state];
  const at = (STEPS as readonly string[]).indexOf(now);
  const place = at < 0 ? STEPS.length : at;
  return STEPS.map((name, i) => ({
    name,
    status: i < place ? ('done' as const) : i === place ? ('now' as const) : ('ahead' as const),
    ...(i === 0 && { at: registeredAt.toISOString() }),
  }));
}

function moments({ receivedAt, registeredAt, closedAt }: Complaint) {
  return {
    receivedAt: receivedAt.toISOString(),
    registeredAt: registeredAt.toISOString(),
    ...(closedAt && { closedAt: closedAt.toISOString() }),
  };
}

function amounts({ claimedFen, disputedFen }: Complaint) {
  return {
    ...(claimedFen !== undefined && { claimedFen }),
    ...(disputedFen !== undefined && { disputedFen }),
  };
}

function classificationOf({ channel, business, reason, level }: Classification) {
  return {
    channel: named(CHANNEL, channel),
    business: named(BUSINESS, business),
    reason: named(REASON, reason),
    level: named(LEVEL, level),
  };
}

/** As far as another department is told of it (R3): what its card says. */
function told({ business, reason, level }: Classification): TaskView['classification'] {
  return { business: named(BUSINESS, business), reason: named(REASON, reason), level: named(LEVEL, level) };
}

function suggestedOf({ channel, business, reason, level }: Partial<Classification>): CaseView['suggested'] {
  return {
    ...(channel && { channel: named(CHANNEL, channel) }),
    ...(business && { business: named(BUSINESS, business) }),
    ...(reason && { reason: named(REASON, reason) }),
    ...(level && { level: named(LEVEL, level) }),
  };
}

function teamOf({ team }: Complaint, { org }: Reader): CaseView['team'] {
  return POSTS.flatMap((post) => {
    const userId = team[post];
    return userId === undefined ? [] : [{ post: POST_NAME[post], person: personRef(org, userId) }];
  });
}

function clockOf(clock: Clock, complaint: Complaint, { at, rules }: Reader): CaseView['clocks'][number] {
  const { id, kind, duration, startAt, dueAt, stoppedAt, enteredAt } = clock;
  return {
    ...{ id, kind, name: clockName(clock, complaint), limit: durationText(duration) },
    startAt: startAt.toISOString(),
    ...(!isPaused(clock) && { dueAt: dueAt.toISOString() }),
    ...(stoppedAt && { stoppedAt: stoppedAt.toISOString() }),
    ...(enteredAt && { enteredAt: enteredAt.toISOString() }),
    ...(!stoppedAt && { tone: toneOf(clock, at, rules) }),
    isBreached: !isPaused(clock) && (stoppedAt ?? at).getTime() >= dueAt.getTime(),
  };
}

const ACCESS = { none: 'none', grouped: 'none', masked: 'masked' } as const;

function partyFieldOf(field: PartyField, value: string | undefined, view: View): CaseView['party'][number] {
  const level: AccessLevel = view.fields[field];
  const access = isReadable(level) ? 'readable' : ACCESS[level as keyof typeof ACCESS];
  return {
    ...{ field, label: PARTY_FIELD_NAME[field], access },
    ...(value !== undefined && access !== 'none' && { shown: maskField(field, value) }),
  };
}

/** 看原文的批准 that is in force for the reader (G6); the longest, where there are several. */
function leaveFor(field: PartyField, complaint: Complaint, { by, org }: Reader): { readonly until?: string } {
  const untils = disclosuresFor(by, 'unmask', complaint, org)
    .filter(({ fields }) => fields.includes(field))
    .map(({ until }) => until.getTime());
  return untils.length === 0 ? {} : { until: new Date(Math.max(...untils)).toISOString() };
}

function taskOf(task: Task, complaint: Complaint, { by, org }: Reader): CaseView['tasks'][number] {
  const { no, toDepartment, assignee, question, askedBy, askedAt, acknowledged, answered, returned } = task;
  return {
    ...{ no, question, department: departmentName(org, toDepartment), assignee: personRef(org, assignee) },
    ...{ askedBy: personRef(org, askedBy), askedAt: askedAt.toISOString() },
    acknowledgeDueAt: task.acknowledgeDueAt.toISOString(),
    answerDueAt: task.answerDueAt.toISOString(),
    ...(acknowledged && { acknowledgedAt: acknowledged.at.toISOString() }),
    ...(answered && {
      answer: { by: personRef(org, answered.by), at: answered.at.toISOString(), text: answered.text },
    }),
    ...(returned && {
      returned: { by: personRef(org, returned.by), at: returned.at.toISOString(), reason: returned.reason },
    }),
    isMine: openTasks(complaint).includes(task) && assignee === by.userId,
  };
}

function evidenceOf(
  { no, fileId, kind, size, sha256, source, purpose, by, at, takenAt, task }: Evidence,
  names: FileNames,
  { org }: Reader,
): CaseView['evidence'][number] {
  const name = names.get(fileId);
  return {
    ...{ no, kind: named(EVIDENCE_KIND, kind), size, sha256, source: named(EVIDENCE_SOURCE, source) },
    ...{ by: personRef(org, by), at: at.toISOString() },
    ...(name !== undefined && { name }),
    ...(purpose && { purpose: named(EVIDENCE_PURPOSE, purpose) }),
    ...(takenAt && { takenAt: takenAt.toISOString() }),
    ...(task !== undefined && { task }),
  };
}

function findingOf({ liability, evidenceNos, ...rest }: NonNullable<Complaint['finding']>) {
  return {
    liability: named(LIABILITY, liability),
    ...(evidenceNos && { evidenceNos: [...evidenceNos] }),
    ...rest,
  };
}

function planOf({ decision, actions, ...rest }: NonNullable<Complaint['plan']>) {
  return { ...rest, decision: named(DECISION, decision), actions: [...actions] };
}

/** Who asked to look, and who let them, is the access log's; unless it waits for this reader. */
function approvalsOf(complaint: Complaint, reader: Reader): CaseView['approvals'] {
  return complaint.approvals
    .map((approval) => approvalOf(approval, complaint, reader))
    .filter(({ subject, hash }) => subject !== 'disclose' || hash !== undefined);
}

export function approvalOf(
  approval: Approval,
  complaint: Complaint,
  { by, org }: Reader,
): CaseView['approvals'][number] {
  const { no, subject, gates, amountFen, openedAt, decided, voidedAt, hash } = approval;
  const isMine = signaturesOf(by, complaint, org).includes(approval);
  return {
    ...{
      no,
      name: stepName(approval),
      subject,
      gates: [...gates],
      amountFen,
      openedAt: openedAt.toISOString(),
    },
    status: voidedAt ? 'voided' : (decided?.result ?? 'open'),
    ...(decided && { signer: signerName(org, decided), decidedAt: decided.at.toISOString() }),
    ...(decided?.reason !== undefined && { reason: decided.reason }),
    ...(isMine && { hash, about: [...approvalMatter(approval, complaint, org)] }),
  };
}

function surveyOf({ survey }: Complaint): Pick<CaseView, 'survey'> {
  return survey ? { survey: { ...survey, at: survey.at.toISOString() } } : {};
}

function followUpsOf({ attempts }: Complaint, { org }: Reader): CaseView['followUps'] {
  return attempts.map(({ at, by, mode, reached, score, remark, objection }) => ({
    ...{ at: at.toISOString(), by: personRef(org, by), mode: named(CONTACT_MODE, mode), reached },
    ...(score !== undefined && { score }),
    ...(remark !== undefined && { remark }),
    ...(objection !== undefined && { objection }),
  }));
}

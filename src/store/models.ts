import { Schema, type Connection, type mongo } from 'mongoose';
import type { Complaint } from '../domain/complaint';
import type { DomainEvent } from '../domain/events';
import type { DocumentType } from '../domain/number';
import { alert } from './alert-row';
import { auditCursor, heartbeat } from './audit-rows';
import { batch, broadcast, receipt } from './broadcast-rows';
import { chainedSchema } from './chained-row';
import { customerLink } from './customer-link-row';
import { delivery } from './delivery-row';
import { digest } from './digest-row';
import { accessHead, accessRow, bulkExport } from './disclosure-models';
import { incident, incidentEvent } from './incident-models';
import { groupPost } from './group-post-row';
import { routine } from './routine-row';
import { ruleSet } from './rule-set-row';
import { answer, loginState, session } from './request-rows';
import { plain } from './schema-options';
import { sendBudget, sendDay } from './send-budget-rows';
import { evidenceFile, upload, uploadChunk } from './upload-rows';
import { vacancy } from './vacancy-row';

export type { RuleSetRow } from './rule-set-row';

const { Mixed } = Schema.Types;

/** 投诉: the case as folded; `chainHash` is where its event chain ends. */
export interface ComplaintRow extends Omit<Complaint, 'id' | 'evidence'> {
  readonly _id: string;
  /** Absent where the case was last written before there was any. */
  readonly evidence?: Complaint['evidence'];
  readonly chainHash: string;
  /** Who handles it now; absent when closed. For lists and load figures. */
  readonly ownerId?: string;
  /** 等谁: keys of those it waits for; absent where the case was last written before there was any. */
  readonly waits?: string[];
  /** 下一次到期: the least of its deadlines, by which a lost one is found; absent when it has none. */
  readonly nextDueAt?: Date;
  /** When its deadlines were last put back; gone with the next act. */
  readonly rearmedAt?: Date;
  /** 协办任务: whose they are is asked by case-filter.ts. */
}

const complaint = new Schema<ComplaintRow>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    chainHash: { type: String, required: true },
    ownerId: String,
    waits: { type: [String], default: undefined },
    nextDueAt: Date,
    rearmedAt: Date,
    cycle: Number,
    state: { type: String, required: true },
    stateLeft: String,
    clocksLeft: { type: [String], default: undefined },
    source: String,
    majorReasons: [String],
    subjects: [String],
    recused: [String],
    linkedTo: [String],
    mergedInto: String,
    waitsForPapers: Mixed,
    requests: [Mixed],
    disclosures: [Mixed],
    suspension: Mixed,
    extensions: [Mixed],
    emergencies: [Mixed],
    verification: Mixed,
    withdrawal: Mixed,
    declined: Mixed,
    rulesVersion: { type: String, required: true },
    receivedAt: { type: Date, required: true },
    registeredAt: { type: Date, required: true },
    claimedFen: Number,
    disputedFen: Number,
    suggested: Mixed,
    classification: Mixed,
    groupId: String,
    team: Mixed,
    formerHandlers: [String],
    contacts: [Mixed],
    evidence: [Mixed],
    finding: Mixed,
    plan: Mixed,
    planCount: Number,
    approvals: [Mixed],
    execution: Mixed,
    attempts: [Mixed],
    survey: Mixed,
    tasks: [Mixed],
    clocks: [Mixed],
    documents: [Mixed],
    closedAt: Date,
  },
  { ...plain, collection: 'complaints' },
);
complaint.index({ state: 1, receivedAt: 1 });
complaint.index({ 'team.intake': 1, receivedAt: -1 });
complaint.index({ ownerId: 1 });
complaint.index({ linkedTo: 1 });
complaint.index({ mergedInto: 1 });
complaint.index({ nextDueAt: 1 }, { sparse: true });
complaint.index({ waits: 1, nextDueAt: 1 });

/** 处理记录 (R24): one event, chained. */
const event = chainedSchema<DomainEvent>('events');
event.index({ 'event.at': 1 });

/** 发件箱: an event somebody is to be told of. Gone as soon as its messages are in the ledger. */
export interface OutboxRow {
  readonly _id: string;
  readonly complaintId: string;
  readonly seq: number;
  readonly createdAt: Date;
  readonly claimedUntil: Date;
  readonly claimedBy?: string;
  /** It had been lost: then its job is another than the first time. */
  readonly putBackAt?: Date;
  /** Has a lane of its own. */
  readonly urgent?: true;
}
const waiting = {
  ...{ _id: String, complaintId: String, seq: Number },
  ...{ createdAt: Date, claimedUntil: Date, claimedBy: String },
};
const outbox = new Schema<OutboxRow>(
  { ...waiting, putBackAt: Date, urgent: Boolean },
  { ...plain, collection: 'outbox' },
);
outbox.index({ claimedUntil: 1 });
outbox.index({ urgent: 1, claimedUntil: 1 }, { partialFilterExpression: { urgent: true } });
outbox.index({ createdAt: 1 });

/** 时限: a threshold of a running clock. `version` grows with every move, so that a job for an older due is told apart. */
export interface DeadlineRow {
  readonly _id: string;
  readonly complaintId: string;
  readonly clockId: string;
  readonly threshold: string;
  readonly dueAt: Date;
  readonly version: number;
  /** Not taken again before this moment; equals dueAt until somebody takes it. */
  readonly claimedUntil: Date;
  readonly claimedBy?: string;
}
const deadline = new Schema<DeadlineRow>(
  {
    _id: String,
    complaintId: String,
    clockId: String,
    threshold: String,
    dueAt: Date,
    version: Number,
    claimedUntil: Date,
    claimedBy: String,
  },
  { ...plain, collection: 'deadlines' },
);
deadline.index({ claimedUntil: 1 });
deadline.index({ complaintId: 1, dueAt: 1 });
deadline.index({ dueAt: 1 });

/** 草稿: what a person is in the middle of telling the bot; sealed, for it holds personal data. */
export interface DraftRow {
  readonly _id: string;
  readonly sealed: Buffer;
  readonly updatedAt: Date;
}
const draft = new Schema<DraftRow>(
  { _id: String, sealed: Buffer, updatedAt: Date },
  { ...plain, collection: 'drafts' },
);
// A day later nobody remembers what was being said.
draft.index({ updatedAt: 1 }, { expireAfterSeconds: 86_400 });

/** 流水号 (R25). */
export interface CounterRow {
  readonly _id: string;
  readonly value: number;
}
const counter = new Schema<CounterRow>({ _id: String, value: Number }, { ...plain, collection: 'counters' });

/** 待写文书: a document that an event carries and nobody has printed yet. Gone as soon as its file is stored. */
export interface PaperworkRow extends Omit<OutboxRow, '_id' | 'putBackAt' | 'urgent'> {
  /** 文书编号. */
  readonly _id: string;
}
const paperwork = new Schema<PaperworkRow>(waiting, { ...plain, collection: 'paperwork' });
paperwork.index({ claimedUntil: 1 });
paperwork.index({ createdAt: 1 });

/** 文书文件 (R26): the PDF sealed with the key of its case; `sha256` is of the PDF as printed. */
export interface DocumentFileRow {
  /** 文书编号. */
  readonly _id: string;
  readonly complaintId: string;
  readonly type: DocumentType;
  readonly templateVersion: string;
  readonly sha256: string;
  readonly sealed: Buffer;
  readonly createdAt: Date;
}
const documentFile = new Schema<DocumentFileRow>(
  {
    _id: String,
    complaintId: { type: String, required: true },
    type: { type: String, required: true },
    templateVersion: { type: String, required: true },
    sha256: { type: String, required: true },
    sealed: { type: Buffer, required: true },
    createdAt: Date,
  },
  { ...plain, collection: 'document_files' },
);
documentFile.index({ complaintId: 1, createdAt: 1 });

/** 时限按哪份日历算 (6.5): a case with a running clock, and the rule set whose calendar its dues were reckoned by. */
export interface ReckoningRow {
  /** 项目编号. */
  readonly _id: string;
  readonly calendarNo: number;
  /** The case's own version when it was last written. */
  readonly version: number;
  readonly claimedUntil?: Date;
  readonly claimedBy?: string;
}
const reckoning = new Schema<ReckoningRow>(
  { _id: String, calendarNo: Number, version: Number, claimedUntil: Date, claimedBy: String },
  { ...plain, collection: 'reckonings' },
);
reckoning.index({ calendarNo: 1, claimedUntil: 1 });

export type Models = ReturnType<typeof modelsOf>;

export function modelsOf(connection: Connection) {
  return {
    complaints: connection.model('Complaint', complaint),
    events: connection.model('Event', event),
    outbox: connection.model('Outbox', outbox),
    deadlines: connection.model('Deadline', deadline),
    deliveries: connection.model('Delivery', delivery),
    drafts: connection.model('Draft', draft),
    counters: connection.model('Counter', counter),
    ruleSets: connection.model('RuleSet', ruleSet),
    paperwork: connection.model('Paperwork', paperwork),
    reckonings: connection.model('Reckoning', reckoning),
    documentFiles: connection.model('DocumentFile', documentFile),
    routines: connection.model('Routine', routine),
    vacancies: connection.model('Vacancy', vacancy),
    alerts: connection.model('Alert', alert),
    broadcasts: connection.model('Broadcast', broadcast),
    batches: connection.model('BroadcastBatch', batch),
    receipts: connection.model('Receipt', receipt),
    digests: connection.model('Digest', digest),
    groupPosts: connection.model('GroupPost', groupPost),
    sendBudgets: connection.model('SendBudget', sendBudget),
    sendDays: connection.model('SendDay', sendDay),
    accessLog: connection.model('Access', accessRow),
    accessHeads: connection.model('AccessHead', accessHead),
    bulkExports: connection.model('BulkExport', bulkExport),
    uploads: connection.model('Upload', upload),
    uploadChunks: connection.model('UploadChunk', uploadChunk),
    evidenceFiles: connection.model('EvidenceFile', evidenceFile),
    incidents: connection.model('Incident', incident),
    incidentEvents: connection.model('IncidentEvent', incidentEvent),
    heartbeats: connection.model('Heartbeat', heartbeat),
    auditCursors: connection.model('AuditCursor', auditCursor),
    answers: connection.model('Answer', answer),
    sessions: connection.model('Session', session),
    customerLinks: connection.model('CustomerLink', customerLink),
    loginStates: connection.model('LoginState', loginState),
  };
}

/** Makes every index and every collection, before the service says it is ready: a transaction cannot create them. */
export async function ensureIndexes(models: Models): Promise<void> {
  await Promise.all(
    Object.values(models).map(async (model) => {
      const indexes = model.schema.indexes().map(([key, options]) => ({ key, ...options }));
      // One command for all of a collection, which it creates as well.
      if (indexes.length > 0) await model.collection.createIndexes(indexes as mongo.IndexDescription[]);
      else await model.createCollection();
    }),
  );
}

import type { BroadcastVerbs } from './broadcast-ports';
import type { RequestVerbs } from './request-ports';
import type { LinkVerbs } from './customer-ports';
import type { EvidenceVerbs } from './evidence-ports';
import type { Access } from '../domain/access-log';
import type { Alert } from '../domain/alert';
import type { BulkExport } from '../domain/bulk-export';
import type { Call } from '../domain/call';
import type { Complaint } from '../domain/complaint';
import type { Deadline } from '../domain/escalation';
import type { DomainEvent } from '../domain/events';
import type { Incident, IncidentEvent } from '../domain/incident';
import type { CardNotice, Notice } from '../domain/notice';
import type { Org, Person } from '../domain/org';
import type { PartyField, RecordKind } from '../domain/vocabulary';
import type { Week } from '../domain/week';

/** 留痕 as stored: chained per case, so that one changed byte is found (R24). */
export interface Recorded<Event> {
  /** 项目编号 of the case, or of the incident. */
  readonly complaintId: string;
  readonly seq: number;
  /** The callback or deadline that led to it. */
  readonly causedBy: string;
  readonly event: Event;
  readonly prevHash: string;
  readonly hash: string;
}
/** 处理记录. */
export type RecordedEvent = Recorded<DomainEvent>;
/** 访问记录: a chain of its own for each case. */
export type RecordedAccess = Recorded<Access>;

/** 泄露事件的经过. */
export type RecordedLeak = Recorded<IncidentEvent>;

/** The case and the hash its chain ends with. */
export interface Loaded {
  readonly complaint: Complaint;
  readonly chainHash: string;
}

/** 当事人信息 (R18): goes to the vault and nowhere else. */
export type PartyFields = Partial<Record<PartyField, string>>;

/** 同一投诉人的一件. `facts` are in the clear, to be compared in memory and kept nowhere; absent when they cannot be read. */
export interface SameComplainant {
  readonly complaint: Complaint;
  readonly phone: boolean;
  readonly idNo: boolean;
  readonly facts?: string;
}

/** 发送台账: one message to one person; `body` is frozen, so that every attempt sends the same bytes (decision 5). */
export interface NewDelivery {
  readonly id: string;
  readonly to: string;
  readonly body: string;
  readonly complaintId?: string;
  readonly taskId?: string;
  readonly notice?: Notice;
  /** Passes what is not. A notice says for itself whether it is. */
  readonly urgent?: true;
  /** 不留痕: its row is gone as soon as it was sent, for who is answered is to be known to nobody (R51). */
  readonly untraced?: true;
  /** Waits for the room of this class. Without it the class is told by its urgency, and the notice of a case is folded. */
  readonly sendAs?: SendClass;
}

/** 发送类别, by what may take the last room: a digest or an answer before what is urgent, that before what is ordinary. */
export type SendClass = 'ordinary' | 'urgent' | 'digest';

/** 发送余量: room was taken, or who has had enough for now and for how long. */
export type SendRoom =
  | { readonly waitMs: 0; readonly full?: never }
  | { readonly waitMs: number; readonly full: 'member' | 'day' };

export interface Tap {
  readonly taskId: string;
  readonly by: string;
  readonly responseCode: string;
  /** The button. */
  readonly key: string;
}

/** 台账的一行, for who reads it afterwards. */
export interface Told {
  readonly id: string;
  readonly to: string;
  readonly notice: Notice;
  readonly status: DeliveryStatus;
  readonly createdAt: Date;
  readonly sentAt?: Date;
  readonly msgId?: string;
  /** The last button its reader tapped. */
  readonly tapped?: { readonly key: string; readonly at: Date };
  readonly failure?: string;
}

/** What a tapped card was about: decided from our ledger, never from what the tap spells (api.md 2.4). */
export interface SentCard {
  readonly deliveryId: string;
  readonly to: string;
  /** Absent on the cards of a bulk export and of an incident. */
  readonly complaintId?: string;
  readonly notice: Notice;
  /** A button of it was tapped before. */
  readonly isUsed?: true;
}

/** 收进汇总的通知, with its case as it stands. */
export interface Folded {
  /** Of the delivery. */
  readonly id: string;
  readonly notice: CardNotice;
  readonly complaint: Complaint;
}

/** What set an act going: it is counted once (decision 3). */
export type Cause =
  | { readonly kind: 'callback'; readonly id: string }
  /** One request of the mini-app, by its key. */
  | { readonly kind: 'request'; readonly id: string }
  | { readonly kind: 'deadline'; readonly id: string; readonly version: number }
  | { readonly kind: 'alert' | 'broadcast'; readonly id: string; readonly version: number }
  /** A message WeCom does not take for its reader. */
  | { readonly kind: 'refusal'; readonly id: string; readonly failure: string }
  /** An upload whose bytes are all here. */
  | { readonly kind: 'upload'; readonly id: string }
  /** Somebody looks at something: every look counts, so `id` is new each time. */
  | { readonly kind: 'view'; readonly id: string }
  /** A case whose dues were reckoned by an older calendar than the one of this number. */
  | { readonly kind: 'calendar'; readonly id: string; readonly version: number };

/** One transaction (decision 2): all of it stands or none. Nothing parallel inside. */
export interface Transaction extends BroadcastVerbs, RequestVerbs, EvidenceVerbs, LinkVerbs {
  /** Takes the cause; false when it has been acted on already. */
  take(cause: Cause): Promise<boolean>;
  load(complaintId: string): Promise<Loaded | undefined>;
  /** Writes the state on the version read, the events, the outbox and the deadlines. Throws on a conflict: the transaction runs again. */
  commit(
    before: Complaint | undefined,
    after: Complaint,
    events: readonly RecordedEvent[],
    deadlines: readonly Deadline[],
  ): Promise<void>;
  /** Arms these deadlines of a case that did not change otherwise. */
  arm(complaintId: string, deadlines: readonly Deadline[]): Promise<void>;
  /** The next serial of a year, gap-free: it is given back when the transaction fails (R25). */
  nextSerial(orgCode: string, year: string): Promise<number>;
  /** Open cases by the person who handles them now. */
  loads(): Promise<ReadonlyMap<string, number>>;
  filedBy(userId: string, limit: number): Promise<readonly Complaint[]>;
  /** 关联案件 (R34): the other cases of its matter, also those that count no more and only hold it together. */
  linked(complaint: Complaint): Promise<readonly Loaded[]>;
  /** Whether two cases have one complainant, by blind index; undefined when neither phone nor id number can tell. */
  samePerson(complaintId: string, otherId: string): Promise<boolean | undefined>;
  /** 周报: the cases that count in a week, as they stood at its end. */
  weekCases(week: Week): AsyncIterable<Complaint>;
  /** Cases that may wait for this person, what is due next first; each is still to be asked (`todosOf`). */
  waiting(person: Person, org: Org, limit: number): Promise<readonly Complaint[]>;
  /** Open cases this person may list (6.6), oldest first. */
  open(person: Person, org: Org, limit: number): Promise<readonly Complaint[]>;
  putParty(complaintId: string, fields: PartyFields): Promise<void>;
  /** For the service's own use; what a person reads goes through `disclose` of the desk. */
  readParty(complaintId: string, fields: readonly (keyof PartyFields)[]): Promise<PartyFields>;
  /** Cases of the same telephone or identity number by blind index (R18), the latest first, up to `limit`. */
  sameComplainant(
    fields: Pick<PartyFields, 'phone' | 'idNo'>,
    limit: number,
  ): Promise<readonly SameComplainant[]>;
  /** Where the access log of a case ends: 0 and '' before its first entry. */
  accessHead(complaintId: string): Promise<{ readonly seq: number; readonly hash: string }>;
  recordAccess(links: readonly RecordedAccess[]): Promise<void>;
  /** The latest entries, oldest first. */
  accessLog(complaintId: string, limit: number): Promise<readonly RecordedAccess[]>;
  bulkExport(id: string): Promise<BulkExport | undefined>;
  /** The cards it was put before people by, as ids of deliveries. */
  cardsOfBulkExport(id: string): Promise<readonly string[]>;
  bulkExportsOf(userId: string): Promise<readonly BulkExport[]>;
  /** Writes it on the version before. Throws on a conflict: the transaction runs again. */
  saveBulkExport(request: BulkExport): Promise<void>;
  alert(id: string): Promise<Alert | undefined>;
  /** Writes it on the version it was read with. Throws on a conflict: the transaction runs again. */
  saveAlert(alert: Alert): Promise<void>;
  /** The cards of an alert that went out, as ids of deliveries. */
  cardsOfAlert(id: string): Promise<readonly string[]>;
  beginAlerts(alerts: readonly Alert[]): Promise<void>;
  incident(id: string): Promise<{ readonly incident: Incident; readonly chainHash: string } | undefined>;
  /** The latest first. */
  incidents(limit: number): Promise<readonly Incident[]>;
  /** Writes it on the version before, and its event. Throws on a conflict: the transaction runs again. */
  commitIncident(incident: Incident, link: RecordedLeak): Promise<void>;
  alertsOfIncident(id: string): Promise<readonly Alert[]>;
  /** 不留痕: the card is redrawn and its row goes with that, as do the rows of all such cards of its reader. */
  untrace(deliveryId: string, to: string, at: Date): Promise<void>;
  /** 语音电话 to this person, whatever they were about. */
  voiceCallsTo(userId: string, since: Date): Promise<readonly (Call & { readonly alert: string })[]>;
  /** 谁知道: the messages about a case, oldest first; and its alerts. */
  toldOf(complaintId: string): Promise<readonly Told[]>;
  alertsOf(complaintId: string): Promise<readonly Alert[]>;
  draft(userId: string): Promise<unknown>;
  saveDraft(userId: string, draft: unknown): Promise<void>;
  clearDraft(userId: string): Promise<void>;
  deliver(delivery: NewDelivery, at: Date): Promise<void>;
  folded(userId: string): Promise<readonly Folded[]>;
  /** Sends these of a person's after all, never to be folded again; how many of them were folded still. */
  release(userId: string, ids: readonly string[], at: Date): Promise<number>;
  /** The card of a delivery; undefined when it was none. */
  card(deliveryId: string): Promise<SentCard | undefined>;
  /** The card a tap belongs to; remembers the tap and the fresh response code, if it was its own reader's. */
  tapped(tap: Tap, at: Date): Promise<SentCard | undefined>;
  /** Asks for a card to be redrawn although its case did not move: a stale or foreign tap. */
  wantRedraw(deliveryId: string, at: Date): Promise<void>;
}

export interface Store {
  transact<T>(run: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Shares a transaction with what comes at the same time: for filings, whose numbers let only one at a time pass (R25). */
  together<T>(run: (transaction: Transaction) => Promise<T>): Promise<T>;
}

export interface Clock {
  now(): Date;
}

/** A job to be put on the queue for a claimed row; the payload carries ids only. */
export interface Claimed {
  readonly id: string;
  readonly complaintId?: string;
  readonly seq?: number;
  readonly version?: number;
  readonly calendarNo?: number;
  readonly dueAt?: Date;
}

/** 待办来源: rows that wait for a worker. `renewals`, `deadlines`, `alerts`, `broadcasts` and `routines` are due, the others are new, or were claimed and not finished. */
export const LANES = [
  'callbacks',
  'urgent_events',
  'events',
  'urgent',
  'messages',
  'redraws',
  'renewals',
  'deadlines',
  'alerts',
  'documents',
  'routines',
  'reckonings',
  'digests',
  'broadcasts',
  'batches',
  'receipts',
  'posts',
  'uploads',
] as const;
export type Lane = (typeof LANES)[number];

export interface Claims {
  /** Takes what is due, up to `limit`, for `leaseMs`: several workers may ask at once and each row goes to one. */
  claim(lane: Lane, now: Date, limit: number, leaseMs: number): Promise<readonly Claimed[]>;
  /** Lets go of rows whose lease ends at `leasedUntil`; they may be taken from `at` on. One that moved meanwhile stays. */
  giveBack(lane: Lane, ids: readonly string[], leasedUntil: Date, at: Date): Promise<void>;
  /** When the nearest deadline is due; undefined when none is armed. */
  nearestDeadline(): Promise<Date | undefined>;
}

/** `folding`, `folded`: it found no room, and is reached from its reader's digest. `moot`: nobody needs it any more. */
export type DeliveryStatus = 'pending' | 'folding' | 'folded' | 'sent' | 'failed' | 'moot';

/** 台账中的一条消息. */
export interface Delivery extends NewDelivery {
  readonly createdAt: Date;
  readonly status: DeliveryStatus;
  /** The first try of which nobody knows whether it got through. */
  readonly triedAt?: Date;
  /** The first try of all, also when it was a clear no. */
  readonly firstTriedAt?: Date;
  readonly msgId?: string;
  readonly responseCode?: string;
  readonly redraw?: 'wanted' | 'done' | 'lost';
  /** A fresh card is to take its place, or did. */
  readonly renews?: true;
  readonly renewedBy?: string;
}

/** 台账: what jobs read and write outside an act. Every write is a compare-and-set on what was read. */
export interface Ledger {
  eventOf(
    complaintId: string,
    seq: number,
  ): Promise<{ event: DomainEvent; complaint: Complaint } | undefined>;
  complaint(complaintId: string): Promise<Complaint | undefined>;
  /** Open cases by the person who handles them now. */
  loads(): Promise<ReadonlyMap<string, number>>;
  bulkExport(id: string): Promise<BulkExport | undefined>;
  /** Writes the messages of an event (those already there stay), then drops its outbox row. */
  relay(complaintId: string, seq: number, deliveries: readonly NewDelivery[], at: Date): Promise<void>;
  /** Writes alerts that begin; those already there stay. */
  raise(alerts: readonly Alert[]): Promise<void>;
  alert(id: string): Promise<Alert | undefined>;
  /** Writes one message that no event led to; nothing when it is there already. */
  tell(delivery: NewDelivery, at: Date): Promise<void>;
  delivery(id: string): Promise<Delivery | undefined>;
  /** A try begins, unless one is open already; after a clear no it is closed again. */
  tried(id: string, at: Date): Promise<void>;
  untried(id: string): Promise<void>;
  /** Without a msgId when it got through by a try of which we heard nothing. `renewAt`: when a fresh card is to follow. */
  sent(
    id: string,
    answer: { readonly msgId?: string; readonly responseCode?: string; readonly renewAt?: Date },
    at: Date,
  ): Promise<void>;
  /** The message will never go out: `moot` when nobody needs it any more. */
  dropped(id: string, status: 'failed' | 'moot', failure: string): Promise<void>;
  /** Cards that stand in somebody's chat and were not redrawn. */
  standingCards(complaintId: string): Promise<readonly Delivery[]>;
  wantRedraw(ids: readonly string[], at: Date): Promise<void>;
  /** 换新卡: writes the fresh card once, and has the old one say so. */
  renew(id: string, fresh: NewDelivery, at: Date): Promise<void>;
  redrawn(id: string, usedCode: string | undefined, outcome: 'done' | 'lost'): Promise<void>;
}

/** 汇总 as its job finds it: what it is up to, whether there is something to be shown, and the card that stands. */
export interface DigestTurn {
  readonly seen: number;
  readonly isNews: boolean;
  readonly card?: DigestCard;
}
interface DigestCard {
  /** Of its delivery. */
  readonly id: string;
  /** Fingerprint of what it shows. */
  readonly key: string;
}

/** 汇总: one living card for each person whose notices found no room. Its cards are deliveries like others. */
export interface Digests {
  /** Puts a notice that waits into its reader's digest, and makes that due. */
  fold(
    notice: { readonly id: string; readonly to: string; readonly isUrgent: boolean },
    at: Date,
  ): Promise<void>;
  /** Urgent ones first, then as they came. */
  folded(userId: string): Promise<readonly Folded[]>;
  /** Begins a turn, for the job of this version; undefined when another was begun just now, or there is nothing to do. */
  begin(userId: string, version: number, at: Date): Promise<DigestTurn | undefined>;
  /** From now on this card is the one that stands. */
  show(userId: string, version: number, card: DigestCard): Promise<void>;
  /** No card stands any more. */
  clear(userId: string, version: number, at: Date): Promise<void>;
  /** Ends a turn: due again if something came after what it saw. */
  settle(userId: string, version: number, seen: number, at: Date): Promise<void>;
  isCurrent(userId: string, deliveryId: string): Promise<boolean>;
  /** A card reached its reader: the others of theirs are to be recalled, or this one if it is not the one that stands. */
  sent(userId: string, deliveryId: string, at: Date): Promise<void>;
}

/** 例行任务 as it is due. Planned, its work is to be done; else only when it comes next is to be found out. */
export interface RoutineTurn {
  readonly dueAt: Date;
  readonly isPlanned: boolean;
}

/** 例行任务: a row for each, with when it comes next (decision 4). */
export interface Routines {
  /** Rows for those that have none, to be planned at once. */
  arm(names: readonly string[], at: Date): Promise<void>;
  /** Undefined when it has moved on. */
  open(name: string, version: number): Promise<RoutineTurn | undefined>;
  /** Moves it on, unless somebody else has (compare-and-set on the version). */
  plan(name: string, version: number, next: RoutineTurn): Promise<void>;
}

/** 一件投诉的全部记录 of one kind, at one moment; `head` is where they are said to end, absent when that is gone. */
export interface StoredRecord {
  readonly kind: RecordKind;
  readonly complaintId: string;
  readonly head?: { readonly seq: number; readonly hash: string };
  readonly links: readonly Recorded<unknown>[];
}

/** 处理记录和访问记录 of every case, one in hand at a time. */
export interface Records {
  all(): AsyncIterable<StoredRecord>;
}

/** 接口人空缺 (R2), remembered from check to check. */
export interface Vacancies {
  /** Takes down which departments are vacant now, and since which check each is. One no longer vacant is forgotten. */
  observe(departments: readonly string[], at: Date): Promise<ReadonlyMap<string, Date>>;
}

import type { Complaint } from '../../src/domain/complaint';
import type { Deadline } from '../../src/domain/escalation';
import type { DomainEvent } from '../../src/domain/events';
import type { Notice } from '../../src/domain/notice';
import type { Paperwork } from '../../src/desk/paperwork-ports';
import type {
  Cause,
  Claims,
  Digests,
  Ledger,
  NewDelivery,
  RecordedEvent,
  Records,
  Routines,
  Store,
  Vacancies,
} from '../../src/desk/ports';
import type { Broadcasts } from '../../src/desk/broadcast-ports';
import { createBroadcasts } from '../../src/store/broadcasts';
import type { GroupPosts } from '../../src/desk/group-ports';
import { createClaims } from '../../src/store/claims';
import { createDigests } from '../../src/store/digests';
import { createGroupPosts } from '../../src/store/group-posts';
import { createInbox, ensureInboxIndexes, type Arrival, type Inbox } from '../../src/store/inbox';
import { lanesOf, type Lanes } from '../../src/store/lanes';
import { createLedger } from '../../src/store/ledger';
import { ensureIndexes, modelsOf, type Models } from '../../src/store/models';
import { createPaperwork } from '../../src/store/paperwork';
import { createRecords } from '../../src/store/records';
import { createRoutines } from '../../src/store/routines';
import { createSealer, type Sealer } from '../../src/store/sealer';
import { createStore } from '../../src/store/store';
import { createVacancies } from '../../src/store/vacancies';
import { createVault, ensureVaultIndexes, type Vault } from '../../src/store/vault';
import { useDatabase, type TestDatabase } from '../support/mongo';

export const MASTER_KEY = Buffer.from('0123456789abcdefghijklmnopqrstuv');
/** 2026-03-02 09:30 in Shanghai. */
export const NOW = new Date('2026-03-02T01:30:00Z');

/** The rule set whose calendar this process runs by; there was one before. */
export const CALENDAR_NO = 2;

export const seconds = (count: number, from = NOW): Date => new Date(from.getTime() + count * 1_000);

/** What a test sends through the inbox in place of a whole callback. */
export interface Letter {
  readonly at: Date;
  readonly content: string;
}

/** Every part of the store on a database of its own, there from beforeAll on. */
export interface StoreRig {
  readonly database: TestDatabase;
  readonly models: Models;
  readonly sealer: Sealer;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly digests: Digests;
  readonly broadcasts: Broadcasts;
  readonly groupPosts: GroupPosts;
  readonly lanes: Lanes;
  readonly claims: Claims;
  readonly paperwork: Paperwork;
  readonly routines: Routines;
  readonly records: Records;
  readonly vacancies: Vacancies;
  readonly inbox: Inbox<Letter>;
  readonly vault: Vault;
}

export function useStore(): StoreRig {
  const database = useDatabase();
  const sealer = createSealer(MASTER_KEY);
  let parts: Omit<StoreRig, 'database' | 'sealer'> | undefined;

  beforeAll(async () => {
    const { connection } = database;
    const models = modelsOf(connection);
    const inboxRows = connection.collection('inbox');
    const vaultRows = connection.collection('vault');
    await ensureIndexes(models);
    await ensureInboxIndexes(inboxRows);
    await ensureVaultIndexes(vaultRows);
    const lanes = lanesOf(models, inboxRows, CALENDAR_NO);
    const vault = createVault({ collection: vaultRows, sealer });
    parts = {
      models,
      vault,
      store: createStore({ connection, models, inbox: inboxRows, vault, sealer, calendarNo: CALENDAR_NO }),
      ledger: createLedger(models, sealer),
      digests: createDigests(models),
      broadcasts: createBroadcasts(connection, models),
      groupPosts: createGroupPosts(models, sealer),
      lanes,
      claims: createClaims(lanes),
      paperwork: createPaperwork(models, vault),
      routines: createRoutines(models),
      records: createRecords(connection, models),
      vacancies: createVacancies(models),
      inbox: createInbox<Letter>({ collection: inboxRows, sealer, now: () => NOW }),
    };
  });

  const part = <Name extends keyof NonNullable<typeof parts>>(name: Name) => {
    if (!parts) throw new Error('the store is there from beforeAll on');
    return parts[name];
  };
  return {
    database,
    sealer,
    get models() {
      return part('models');
    },
    get store() {
      return part('store');
    },
    get ledger() {
      return part('ledger');
    },
    get digests() {
      return part('digests');
    },
    get broadcasts() {
      return part('broadcasts');
    },
    get groupPosts() {
      return part('groupPosts');
    },
    get lanes() {
      return part('lanes');
    },
    get claims() {
      return part('claims');
    },
    get paperwork() {
      return part('paperwork');
    },
    get routines() {
      return part('routines');
    },
    get records() {
      return part('records');
    },
    get vacancies() {
      return part('vacancies');
    },
    get inbox() {
      return part('inbox');
    },
    get vault() {
      return part('vault');
    },
  };
}

/** A case just registered. */
export function complaint(id: string, more: Partial<Complaint> = {}): Complaint {
  return {
    id,
    version: 1,
    cycle: 1,
    state: 'RECEIVED',
    rulesVersion: 'r1',
    receivedAt: NOW,
    registeredAt: NOW,
    suggested: {},
    team: { intake: 'lin' },
    formerHandlers: [],
    majorReasons: [],
    subjects: [],
    recused: [],
    linkedTo: [],
    contacts: [],
    evidence: [],
    planCount: 0,
    approvals: [],
    requests: [],
    disclosures: [],
    extensions: [],
    emergencies: [],
    attempts: [],
    tasks: [],
    clocks: [],
    documents: [],
    ...more,
  };
}

/** The event that took the case to its present version. */
export function recorded(of: Complaint, event?: DomainEvent): RecordedEvent {
  const { id: complaintId, version: seq } = of;
  const hash = `hash-${seq}`;
  return {
    complaintId,
    seq,
    causedBy: 'callback-x',
    prevHash: `hash-${seq - 1}`,
    hash,
    event: event ?? closed(),
  };
}

const closed = (): DomainEvent => ({ type: 'closed', by: 'lin', at: NOW });

export function arrival(key: string, more: Partial<Arrival<Letter>> = {}): Arrival<Letter> {
  return {
    envelopeKey: `envelope-${key}`,
    messageKey: `message-${key}`,
    from: 'lin',
    kind: 'text',
    callback: { at: NOW, content: `letter ${key}` },
    ...more,
  };
}

export const ofCallback = (key: string): Cause => ({ kind: 'callback', id: `envelope-${key}` });

export const deadline = (threshold: string, dueAt: Date, clockId = 'C0-1'): Deadline => ({
  clockId,
  threshold,
  dueAt,
});

export function delivery(id: string, more: Partial<NewDelivery> = {}): NewDelivery {
  const notice: Notice = { kind: 'task', task: 'classify', to: 'lin' };
  return {
    id,
    to: 'lin',
    body: `{"id":"${id}"}`,
    complaintId: 'KFB26000001',
    taskId: `task-${id}`,
    notice,
    ...more,
  };
}

import { createHash } from 'node:crypto';
import { openOrgBook, type OrgBook } from '../config/org-book';
import { loadRules, parseRules } from '../config/rules';
import type { Env } from '../config/env';
import { createDesk, type Desk } from './desk/desk';
import type { EvidenceStore, Keeping, Uploads, Viewing } from './desk/evidence-ports';
import type { Paperwork } from './desk/paperwork-ports';
import type { Clock } from './desk/ports';
import type { Org } from './domain/org';
import { onCalendarOf, type CalendarInForce, type Rules } from './domain/rules';
import { createViewing } from './evidence/viewing';
import type { Log } from './log';
import { createMetrics, type Metrics } from './metrics';
import { checkReplicaSet, connectMongo, type Connection } from './store/connection';
import { databaseClock } from './store/database-clock';
import { createInbox, ensureInboxIndexes, type Inbox } from './store/inbox';
import { checkWritable } from './store/blob-store';
import { createEvidenceStore, type Places } from './store/evidence-store';
import { createGridFsBlobs } from './store/gridfs-blobs';
import { createKeeping } from './store/keeping';
import { ensureIndexes, modelsOf, type Models } from './store/models';
import { fillWaits } from './store/waiting-cases';
import { createPaperwork } from './store/paperwork';
import { openRuleBook } from './store/rule-sets';
import { createSealer, type Sealer } from './store/sealer';
import { WECOM_SEND_LIMITS, type SendLimits } from './store/send-budget';
import { createStore } from './store/store';
import { createUploads } from './store/uploads';
import { createVault, ensureVaultIndexes } from './store/vault';
import type { Callback } from './wecom/callback';

export interface ServiceOptions {
  readonly log: Log;
  /** A movable clock, for the demo and for tests; the database's time unless given. */
  readonly clock?: Clock;
  /** WeCom's own unless given: a sandbox on a clock that stands still never has a next minute. */
  readonly sendLimits?: Partial<SendLimits>;
  /** SUDA_PUBLIC_URL unless given: a demo learns its port only when it stands. */
  readonly publicUrl?: () => string;
}

/** 地基: what every role stands on. Nothing here knows Redis or BullMQ, so a `web` starts without them. */
export interface Foundation {
  readonly env: Env;
  readonly log: Log;
  readonly clock: Clock;
  /** The organisation as of a moment, by the file as it stands now. */
  readonly orgAt: (at: Date) => Org;
  /** Follows the file no longer. */
  readonly forgetOrg: () => void;
  /** Those in force. */
  readonly rules: Rules;
  /** Those a case began under, on the calendar in force. Throws Fault `rules_unknown`. */
  readonly rulesOf: (version: string) => Rules;
  /** SHA-256, hex. */
  readonly digest: (text: string) => string;
  readonly connection: Connection;
  readonly models: Models;
  readonly sealer: Sealer;
  readonly inbox: Inbox<Callback>;
  readonly desk: Desk;
  readonly calendar: CalendarInForce;
  readonly paperwork: Paperwork;
  readonly uploads: Uploads;
  readonly keeping: Keeping;
  readonly evidence: EvidenceStore;
  readonly viewing: Viewing;
  readonly metrics: Metrics;
  readonly sendLimits: SendLimits;
  /** 本服务的地址 (SUDA_PUBLIC_URL), without a slash at its end. */
  readonly publicUrl?: () => string;
  /** Names the keys of Redis, so that two databases never share one queue. */
  readonly prefix: string;
}

/** Connects, checks and prepares the store. Throws a Fault with one clear sentence when it is not safe to run. */
export async function layFoundation(
  env: Env,
  { log, clock: given, sendLimits, publicUrl = constant(env.publicUrl) }: ServiceOptions,
): Promise<Foundation> {
  const file = { ...loadRules(env.rulesFile), name: env.rulesFile };
  const { orgAt, close: forgetOrg } = followOrg(env.orgFile, log);
  const connection = await connectMongo(env.mongodbUri).catch((error: unknown) => {
    forgetOrg();
    throw error;
  });
  connection.on('error', () => log.warn({ code: 'mongodb_connection' }, 'database connection'));

  await checkReplicaSet(connection);
  const clock = given ?? (await databaseClock(connection));
  const models = modelsOf(connection);
  const inboxRows = connection.collection('inbox');
  const vaultRows = connection.collection('vault');
  await ensureIndexes(models);
  await ensureInboxIndexes(inboxRows);
  await ensureVaultIndexes(vaultRows);
  await fillWaits(models);

  const sealer = createSealer(env.masterKey);
  const vault = createVault({ collection: vaultRows, sealer });
  const book = await openRuleBook(models, file, parseRules, clock.now());
  const rulesOf = (version: string) => onCalendarOf(book.rules, book.rulesOf(version));
  const { writesTo } = env.evidence;
  const places = await placesOf(env, connection);
  const files = { connection, models, vault, places, writesTo, now: clock.now };
  const desk = createDesk({
    store: createStore({ connection, models, inbox: inboxRows, vault, sealer, calendarNo: book.calendar.no }),
    orgAt,
    clock,
    digest,
    rules: book.rules,
    rulesOf,
    calendar: book.calendar,
    ...(publicUrl && { publicUrl }),
  });
  const evidence = createEvidenceStore(files);
  const paperwork = createPaperwork(models, vault);
  return {
    env,
    log,
    clock,
    orgAt,
    rules: book.rules,
    rulesOf,
    digest,
    forgetOrg,
    connection,
    models,
    sealer,
    inbox: createInbox<Callback>({ collection: inboxRows, sealer, now: clock.now }),
    desk,
    calendar: book.calendar,
    paperwork,
    uploads: createUploads(files),
    keeping: createKeeping(files),
    evidence,
    viewing: createViewing({ desk, evidence, paperwork, clock }),
    metrics: createMetrics(),
    sendLimits: { ...WECOM_SEND_LIMITS, ...sendLimits },
    ...(publicUrl && { publicUrl }),
    prefix: `suda-${connection.name}`,
  };
}

function followOrg(file: string, log: Log): OrgBook {
  return openOrgBook(file, {
    onChanged: () => log.info({ file }, 'the organisation was read anew'),
    onBroken: ({ code }) => log.error({ file, code }, 'the organisation file is wrong, the last one goes on'),
  });
}

function constant(text: string | undefined): (() => string) | undefined {
  return text === undefined ? undefined : () => text;
}

/** 证据放在哪里. Throws Fault `evidence_store_unusable` when the one that is written to cannot be; an auditor touches none. */
async function placesOf({ role, evidence: { s3, writesTo } }: Env, connection: Connection): Promise<Places> {
  const places: Places = {
    gridfs: createGridFsBlobs(connection),
    // Loaded where it is used: it is large.
    ...(s3 && { s3: (await import('./store/s3-blobs.js')).createS3Blobs(s3) }),
  };
  const blobs = places[writesTo];
  if (blobs && role !== 'auditor') await checkWritable(blobs, UNWRITABLE[writesTo]);
  return places;
}

const UNWRITABLE = {
  gridfs: '证据文件写不进 MongoDB：请核对这个账号能读写数据库，磁盘没有满',
  s3: '证据文件写不进对象存储：请核对 SUDA_S3_ENDPOINT、SUDA_S3_BUCKET、SUDA_S3_KEY_ID、SUDA_S3_SECRET',
};

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

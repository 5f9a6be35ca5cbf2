import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Complaint } from '../../src/domain/complaint';
import { toComplaint, toRow } from '../../src/store/complaint-row';
import { modelsOf } from '../../src/store/models';
import { clerkIds, writeOrgFile } from '../drill/people';
import { openBank, type TestBank } from '../support/bank';
import { openPhone, type Phone } from '../support/phone';
import { startProcess, type ServiceProcess } from '../support/process';
import { asked, forked, freePort, startLoad } from './child';
import type { Measured } from './load';
import { interleaved, median, ratio } from './rounds';

/** 接口: my work and one case in a small and in a big bank, and filing beside the least that files. */
const SMALL = 1_000;
const BIG = 200_000;
/** Each with as many open cases in both banks; no more asks of each a round than the rate limit of a person lets through. */
const CLERKS = 64;
const OPEN_EACH = 15;
const ROUNDS = 5;
const ASKS_EACH = 8;
const FILINGS_EACH = 4;
const BATCH = 5_000;
const YEAR_MS = 365 * 86_400_000;

export interface Asked {
  readonly stored: readonly [small: number, big: number];
  /** Of the time an answer takes, big to small, one client. */
  readonly ratio: number;
  readonly ms: readonly [small: number, big: number];
  /** With 64 clients. */
  readonly p99Ms: readonly [small: number, big: number];
}

export interface ApiMeasured {
  readonly work: Asked;
  readonly one: Asked;
  readonly filing: { readonly ratio: number; readonly perSecond: readonly [ours: number, least: number] };
}

export async function measureApi(): Promise<ApiMeasured> {
  const orgFile = join(tmpdir(), `suda-bench-${randomUUID()}.yaml`);
  writeOrgFile(orgFile, clerkIds(CLERKS));
  const load = startLoad();
  const banks: Served[] = [];
  try {
    for (const stored of [SMALL, BIG]) banks.push(await served(orgFile, stored));
    const [small, big] = banks as [Served, Served];
    const ask = (of: (served: Served) => readonly string[]) => measured(load, [small, big], of);
    const work = await ask(({ phones }) => phones.map(({ token }) => get('/work', token())));
    const one = await ask(({ phones, ids }) =>
      phones.map(({ token }, at) => get(`/cases/${ids[at]}`, token())),
    );
    return { work, one, filing: await filed(load, small) };
  } finally {
    load.stop();
    for (const bank of banks) await bank.close();
    await rm(orgFile, { force: true });
  }
}

/** A bank with so many cases, and the service as a process of its own in front of it. */
interface Served {
  readonly stored: number;
  readonly port: number;
  readonly phones: readonly Phone[];
  /** One case of each of them. */
  readonly ids: readonly string[];
  close(): Promise<void>;
}

async function served(orgFile: string, stored: number): Promise<Served> {
  const bank = await openBank({ role: 'web', clock: Date, orgFile });
  const phones = await Promise.all(clerkIds(CLERKS).map((id) => openPhone(bank, id)));
  const ids: string[] = [];
  for (let of = 0; of < OPEN_EACH; of++)
    ids.splice(0, CLERKS, ...(await Promise.all(phones.map((phone) => fileOne(phone)))));
  await fillUp(bank, stored - CLERKS * OPEN_EACH);
  const service: ServiceProcess = await startProcess({
    ...{ HOST: '127.0.0.1', ROLE: 'web', PORT: String(await freePort()) },
    ...{ MONGODB_URI: bank.databaseUri, REDIS_URL: process.env['REDIS_URL'] ?? '' },
    ...{ WECOM_API_BASE: bank.sandbox.url, SUDA_MASTER_KEY: bank.masterKey },
    ...bank.settings,
  });
  return {
    ...{ stored, phones, ids, port: service.port },
    close: async () => {
      await service.kill();
      await bank.close();
    },
  };
}

const FILING = {
  party: { name: '王小明', phone: '13987654321', facts: '信用卡年费重复扣了300元', request: '退款' },
  claimedFen: 30_000,
};

async function fileOne(phone: Phone): Promise<string> {
  const { status, body } = await phone.post<{ id: string }>('/cases', FILING);
  if (status !== 201) throw new Error(`not filed: ${status}`);
  return body.id;
}

/** 存量: cases of the same clerks, closed over the years, and one in twenty that is open and somebody else's. */
async function fillUp({ database }: TestBank, count: number): Promise<void> {
  const models = modelsOf(database);
  const row = await models.complaints.findOne().lean();
  if (!row) throw new Error('nothing was filed');
  const clerks = clerkIds(CLERKS);
  const first = toComplaint(row);
  for (let from = 0; from < count; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) =>
      toRow(another(first, from + at, clerks), ''),
    );
    await models.complaints.collection.insertMany(rows as never[], {
      ordered: false,
      writeConcern: { w: 1 },
    });
  }
}

function another(first: Complaint, at: number, clerks: readonly string[]): Complaint {
  const receivedAt = new Date(first.receivedAt.getTime() - ((at * 7_919) % (3 * YEAR_MS)));
  const id = `KFB25${String(at).padStart(6, '0')}`;
  const moments = { id, receivedAt, registeredAt: receivedAt };
  if (at % 20 === 0) return { ...first, ...moments, team: { intake: `other.${at % 500}` } };
  const intake = clerks[at % clerks.length] ?? '';
  const clocks = first.clocks.map((clock) => ({ ...clock, stoppedAt: receivedAt }));
  return { ...first, ...moments, state: 'CLOSED', closedAt: receivedAt, clocks, team: { intake } };
}

type Load = ReturnType<typeof startLoad>;

async function measured(
  load: Load,
  [small, big]: readonly [Served, Served],
  requestsOf: (served: Served) => readonly string[],
): Promise<Asked> {
  const fire = (served: Served, inFlight: number) => () =>
    load.fire({
      ...{ port: served.port, what: 'given', status: 200, seconds: 60, inFlight },
      given: repeated(requestsOf(served), inFlight === 1 ? 2 : ASKS_EACH),
      requests: 0,
    });
  const one = { small: fire(small, 1), big: fire(big, 1) };
  const many = { small: fire(small, CLERKS), big: fire(big, CLERKS) };
  await interleaved(1, one);
  const alone = await interleaved(ROUNDS, one);
  const crowd = await interleaved(ROUNDS, many);
  const took = (of: readonly Measured[] = []) => of.map(({ perSecond }) => 1_000 / perSecond);
  const p99 = (of: readonly Measured[] = []) => median(of.map(({ p99Ms }) => p99Ms));
  return {
    stored: [small.stored, big.stored],
    ratio: ratio(took(alone['big']), took(alone['small'])),
    ms: [median(took(alone['small'])), median(took(alone['big']))],
    p99Ms: [p99(crowd['small']), p99(crowd['big'])],
  };
}

/** 登记 by 64 clients, beside a bare server that checks the same body by the same schema and writes it once. */
async function filed(load: Load, ours: Served): Promise<ApiMeasured['filing']> {
  const child = forked('servers', ['bare-filing']);
  try {
    const least = await asked<number>(child);
    const fire = (port: number) => () =>
      load.fire({
        ...{ port, what: 'given', status: 201, seconds: 60, inFlight: CLERKS, requests: 0 },
        given: Array.from({ length: FILINGS_EACH }, () =>
          ours.phones.map(({ token }) => post('/cases', token())),
        ).flat(),
      });
    const both = { ours: fire(ours.port), least: fire(least) };
    await interleaved(1, both);
    const results = await interleaved(ROUNDS, both);
    const rates = (name: string) => (results[name] ?? []).map(({ perSecond }) => perSecond);
    return {
      ratio: ratio(rates('ours'), rates('least')),
      perSecond: [median(rates('ours')), median(rates('least'))],
    };
  } finally {
    child.kill('SIGKILL');
  }
}

function repeated(requests: readonly string[], times: number): readonly string[] {
  return Array.from({ length: times }, () => requests).flat();
}

function get(path: string, token: string): string {
  return `GET /api/v1${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`;
}

function post(path: string, token: string): string {
  const body = JSON.stringify(FILING);
  return (
    `POST /api/v1${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n` +
    `Idempotency-Key: ${randomUUID()}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

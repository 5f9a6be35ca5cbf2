import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuditor, type Auditor } from '../../src/auditor/auditor';
import type { Finding } from '../../src/auditor/look';
import { KINDS } from '../../src/auditor/waiting';
import { createWebhook } from '../../src/auditor/webhook';
import { createMetrics } from '../../src/metrics';
import { connectMongo } from '../../src/store/connection';
import { createHeartbeats } from '../../src/store/heartbeats';
import { modelsOf } from '../../src/store/models';
import { NOW, useStore } from '../store/rig';
import { wireTo } from '../support/wire';

const rig = useStore();

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}
let server: Server;
let base: string;
let calls: Call[] = [];
/** What the outside answers; 0 is nothing at all. */
let status = 200;
beforeAll(async () => {
  const answer = async (request: IncomingMessage): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    calls.push({ method: request.method ?? '', path: request.url ?? '', body });
  };
  server = createServer((request, response) => {
    void answer(request).then(() => status > 0 && response.writeHead(status).end('ok'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const auditors: Auditor[] = [];
beforeEach(async () => {
  [calls, status] = [[], 200];
  await rig.models.heartbeats.deleteMany({});
});
afterEach(async () => {
  await Promise.all(auditors.splice(0).map((auditor) => auditor.stop()));
});

const LATE: Finding = { kind: 'deadlines', ids: ['KFB26000001-C0-1-due', 'x'], repaired: 0 };
const LOST: Finding = { kind: 'lost_events', ids: ['KFB26000001-1'], repaired: 1 };

/** An auditor that finds what it is told to find, on a real database and a real wire to the outside. */
function auditor(
  models = rig.models,
  urls: { readonly heartbeatUrl?: string; readonly alarmUrl?: string } = {
    heartbeatUrl: `${base}/ping`,
    alarmUrl: `${base}/alarm`,
  },
) {
  const logged: { readonly level: string; readonly facts: object; readonly message: string }[] = [];
  const log = (level: string) => (facts: object, message: string) =>
    void logged.push({ level, facts, message });
  const metrics = createMetrics();
  let findings: readonly Finding[] | Error = [];
  const created = createAuditor({
    look: () =>
      findings instanceof Error
        ? Promise.reject(findings)
        : Promise.resolve({ at: NOW, tookMs: 7, events: 3, findings }),
    heartbeats: createHeartbeats(models),
    webhook: createWebhook({ totalMs: 1_000 }),
    everyMs: 5,
    ...urls,
    metrics: metrics.auditing(KINDS),
    log: { info: log('info'), warn: log('warn'), error: log('error') },
  });
  auditors.push(created);
  return {
    ...created,
    logged,
    find: async (...found: readonly Finding[]) => {
      findings = found;
      await created.lookNow();
    },
    fail: async (error: Error) => {
      findings = error;
      await created.lookNow();
    },
    value: async (name: string) => {
      const line = (await metrics.registry.metrics()).split('\n').find((each) => each.startsWith(`${name} `));
      return line === undefined ? undefined : Number(line.split(' ').at(-1));
    },
  };
}

const row = () => rig.models.heartbeats.findById('auditor').lean();
const alarms = () =>
  calls.filter(({ path }) => path === '/alarm').map(({ body }) => JSON.parse(body) as unknown);
const pings = () => calls.filter(({ path }) => path === '/ping').length;

describe('the heartbeat (心跳)', () => {
  it('is written by the clock of the database, called out and measured when all is well', async () => {
    const it = auditor();
    const before = Date.now();
    await it.find();
    const at = (await row())?.at?.getTime() ?? 0;
    expect(Math.abs(at - before)).toBeLessThan(60_000);
    expect(await row()).toMatchObject({ events: 3, tookMs: 7 });
    expect(calls).toEqual([{ method: 'GET', path: '/ping', body: '' }]);
    expect(await it.value('suda_heartbeat_timestamp_seconds')).toBe(at / 1_000);
    expect(await it.value('suda_late{kind="deadlines"}')).toBe(0);
    expect(await it.value('suda_audit_seconds')).toBe(0.007);
    expect(it.logged).toEqual([]);
  });

  it('is not given when anything is late, nor when something was put back; both are named and counted', async () => {
    const it = auditor();
    await it.find(LATE);
    await it.find(LOST);
    expect(pings()).toBe(0);
    expect((await row())?.at).toBeUndefined();
    expect(it.logged).toEqual([
      {
        level: 'error',
        facts: { kind: 'deadlines', count: 2, repaired: 0, ids: LATE.ids },
        message: 'not well: no heartbeat',
      },
      {
        level: 'error',
        facts: { kind: 'lost_events', count: 1, repaired: 1, ids: LOST.ids },
        message: 'not well: no heartbeat',
      },
    ]);
    expect(await it.value('suda_late{kind="deadlines"}')).toBe(0);
    expect(await it.value('suda_late{kind="lost_events"}')).toBe(1);
    expect(await it.value('suda_repaired_total{kind="lost_events"}')).toBe(1);
    expect(await it.value('suda_heartbeat_timestamp_seconds')).toBe(0);
  });

  it('is read with its age, by the clock of the database', async () => {
    const heartbeats = createHeartbeats(rig.models);
    expect(await heartbeats.ageMs()).toBeUndefined();
    await heartbeats.alarmed(true);
    expect(await heartbeats.ageMs()).toBeUndefined();
    await auditor().find();
    expect(await heartbeats.ageMs()).toBeLessThan(60_000);
    expect(await heartbeats.ageMs()).toBeGreaterThanOrEqual(0);
  });

  it('that nobody takes outside is logged without its address, and is a heartbeat all the same', async () => {
    const it = auditor();
    status = 500;
    await it.find();
    expect((await row())?.at).toBeDefined();
    expect(it.logged).toMatchObject([
      { level: 'warn', facts: { to: 'heartbeat', code: 'webhook_refused' }, message: 'webhook failed' },
    ]);
    const away = auditor(rig.models, { heartbeatUrl: 'http://127.0.0.1:9/secret' });
    await away.find();
    expect(away.logged).toMatchObject([
      { level: 'warn', facts: { to: 'heartbeat', code: 'webhook_unreachable' } },
    ]);
    expect(JSON.stringify(away.logged)).not.toContain('secret');
  });

  it('is not kept waiting by one who never answers', async () => {
    const it = auditor();
    status = 0;
    await it.find();
    expect(it.logged).toMatchObject([{ facts: { to: 'heartbeat', code: 'webhook_unreachable' } }]);
  });

  it('comes again and again while the auditor runs, and no more when it was stopped', async () => {
    const it = auditor();
    it.start();
    while (pings() < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await it.stop();
    const before = pings();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pings()).toBe(before);
  });
});

describe('the alarm outside WeCom (告警)', () => {
  it('is given once when it turns bad and once when it is well again, with kinds and numbers alone', async () => {
    const it = auditor();
    await it.find(LATE);
    await it.find(LATE, LOST);
    expect(alarms()).toEqual([{ service: 'suda', status: 'late', late: { deadlines: 2 } }]);
    await it.find();
    await it.find();
    expect(alarms().slice(1)).toEqual([{ service: 'suda', status: 'well' }]);
    await it.find(LATE);
    expect(alarms()).toHaveLength(3);
  });

  it('is known to another auditor, and to one that was started again', async () => {
    await auditor().find(LATE);
    await auditor().find(LATE);
    expect(alarms()).toHaveLength(1);
    await auditor().find();
    expect(alarms()).toHaveLength(2);
  });

  it('is given again until somebody takes it', async () => {
    const it = auditor();
    status = 503;
    await it.find(LATE);
    status = 200;
    await it.find(LATE);
    await it.find(LATE);
    expect(alarms()).toHaveLength(2);
  });

  it('and the word that it is well, too', async () => {
    const it = auditor();
    await it.find(LATE);
    status = 503;
    await it.find();
    status = 200;
    await it.find();
    await it.find();
    expect(alarms()).toMatchObject([{ status: 'late' }, { status: 'well' }, { status: 'well' }]);
  });

  it('goes nowhere when no address is set', async () => {
    const it = auditor(rig.models, {});
    await it.find(LATE);
    await it.find();
    await it.fail(new Error('away'));
    expect(calls).toEqual([]);
    expect((await row())?.at).toBeDefined();
  });

  it('says that it cannot look when the database is away, once, and that it can again', async () => {
    const wire = await wireTo(rig.database.uri);
    const connection = await connectMongo(wire.uri);
    const it = auditor(modelsOf(connection));
    try {
      await it.find();
      expect(pings()).toBe(1);
      await wire.cut();
      // The look itself would fail first; here it is the heartbeat that cannot be written.
      await it.find();
      await it.fail(new Error('no database'));
      expect(pings()).toBe(1);
      expect(alarms()).toEqual([{ service: 'suda', status: 'blind' }]);
      expect(it.logged.map(({ message }) => message)).toEqual([
        'cannot look: no heartbeat',
        'cannot look: no heartbeat',
      ]);
      await wire.mend();
      await it.find();
      expect(alarms().slice(1)).toEqual([{ service: 'suda', status: 'well' }]);
      expect(pings()).toBe(2);
    } finally {
      await connection.close();
      await wire.cut();
    }
  }, 30_000);
});

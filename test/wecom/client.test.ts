import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import { createTokenStore } from '../../src/store/token-store';
import { cardUpdate, freeze, freezeUpdate, textMessage } from '../../src/wecom/app-message';
import { createWeComClient, type WeComClient } from '../../src/wecom/client';
import type { TransportOptions } from '../../src/wecom/transport';
import { WeComError, WeComUnreachable } from '../../src/wecom/wecom-error';
import { cut, ok, startWeComServer, type Answer, type WeComServer } from '../support/wecom-server';

const SECRET = 'the-secret-of-the-app';
const CONTENT = '投诉 C-42：请于今日 18:00 前处理 👨‍👩‍👧';
const frozen = freeze(textMessage({ to: ['ZhangSan', 'lisi'], agentId: 1000002, content: CONTENT }), 'm1');
const sent = { ...ok, invaliduser: '', msgid: 'msg-1' };

const redis = new Redis(process.env.REDIS_URL ?? '');
let prefix: string;
let server: WeComServer;
const clients: WeComClient[] = [];

function newClient({ base = server.base, timeouts = {} }: Partial<TransportOptions> = {}): WeComClient {
  const tokenStore = createTokenStore({
    ...{ redis, prefix, corpId: 'ww1', agentId: 1000002 },
    seal: (plain) => Buffer.from(plain).toString('base64'),
    open: (sealed) => Buffer.from(sealed, 'base64').toString(),
  });
  const client = createWeComClient({
    ...{ base, corpId: 'ww1', secret: SECRET, tokenStore, timeouts },
    now: () => new Date('2026-03-02T01:00:00Z'),
  });
  clients.push(client);
  return client;
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => Promise.reject(new Error('the call was expected to fail')),
    (error: unknown) => error,
  );
}

beforeEach(async () => {
  prefix = `suda_test_${randomUUID()}`;
  server = await startWeComServer();
  server.on('message/send', () => sent);
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await server.close();
  const keys = await redis.keys(`${prefix}*`);
  if (keys.length > 0) await redis.del(keys);
});

afterAll(() => redis.disconnect());

describe('sending an app message (发送应用消息)', () => {
  it('posts the frozen bytes, with the token in the query', async () => {
    expect(await newClient().send(frozen)).toEqual({ msgId: 'msg-1', unreached: [] });
    const [call] = server.callsOf('message/send');
    expect(call).toMatchObject({ method: 'POST', contentType: 'application/json' });
    expect(call?.query.toString()).toBe('access_token=token-1-secret');
    expect(call?.body.equals(Buffer.from(frozen, 'utf8'))).toBe(true);
    expect(JSON.parse(frozen)).toMatchObject({ touser: 'ZhangSan|lisi', enable_duplicate_check: 1 });
  });

  it('tells who was not reached, in lower case, though the others were', async () => {
    server.on('message/send', () => ({
      ...sent,
      invaliduser: 'WangWu|lisi',
      unlicenseduser: 'lisi',
      response_code: 'code-1',
      a_field_of_tomorrow: 1,
    }));
    expect(await newClient().send(frozen)).toEqual({
      msgId: 'msg-1',
      responseCode: 'code-1',
      unreached: ['wangwu', 'lisi'],
    });
  });

  it('takes absent lists for empty ones', async () => {
    server.on('message/send', () => ({ ...ok, msgid: 'msg-1' }));
    expect(await newClient().send(frozen)).toEqual({ msgId: 'msg-1', unreached: [] });
  });

  it('passes on what WeCom refused, with what to do', async () => {
    server.on('message/send', () => ({
      errcode: 81013,
      errmsg: 'all invalid, hint: [1700-a]',
      invaliduser: 'lisi',
    }));
    const error = await failureOf(newClient().send(frozen));
    expect(error).toBeInstanceOf(WeComError);
    expect(error).toMatchObject({
      errcode: 81013,
      action: 'reroute',
      hint: 'hint 1700-a',
      api: 'message/send',
    });
    expect(server.callsOf('message/send')).toHaveLength(1);
  });
});

describe('a token refused in mid-flight', () => {
  it('costs one gettoken for fifty sends in flight, and every send goes out again once with the same bytes', async () => {
    const client = newClient();
    await client.send(frozen);
    server.revokeToken();
    const results = await Promise.all(Array.from({ length: 50 }, () => client.send(frozen)));
    expect(results.every(({ msgId }) => msgId === 'msg-1')).toBe(true);
    expect(server.callsOf('gettoken')).toHaveLength(2);
    const bodies = server.callsOf('message/send').map(({ body }) => body.toString('latin1'));
    expect(bodies).toHaveLength(101);
    expect(new Set(bodies).size).toBe(1);
  });

  it('costs one gettoken for two processes that share Redis', async () => {
    const [one, two] = [newClient(), newClient()];
    await Promise.all([one.send(frozen), two.send(frozen)]);
    expect(server.callsOf('gettoken')).toHaveLength(1);
    server.revokeToken();
    await Promise.all([one.send(frozen), two.send(frozen), one.send(frozen), two.send(frozen)]);
    expect(server.callsOf('gettoken')).toHaveLength(2);
  });

  it('keeps the newer token when an older one fails late', async () => {
    const client = newClient();
    let failLate = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      server.once('message/send', () => {
        resolve();
        return new Promise((answer) => {
          failLate = () => answer({ errcode: 42001, errmsg: 'access_token expired' });
        });
      });
    });
    const late = client.send(frozen);
    await arrived;
    server.revokeToken();
    await client.send(frozen);
    failLate();
    expect(await late).toMatchObject({ msgId: 'msg-1' });
    expect(server.callsOf('gettoken')).toHaveLength(2);
  });

  it.each([40001, 40014, 42001])('gives up after one renewal when %i persists', async (errcode) => {
    server.on('message/send', () => ({ errcode, errmsg: 'no' }));
    const client = newClient();
    await client.send(frozen).catch(() => undefined);
    const error = await failureOf(client.send(frozen));
    expect(error).toMatchObject({ errcode, action: 'refresh' });
    expect(server.callsOf('gettoken')).toHaveLength(2);
  });

  it('asks gettoken once when the secret itself is refused', async () => {
    server.on('gettoken', () => ({ errcode: 40001, errmsg: 'invalid credential' }));
    const [one, two] = [newClient(), newClient()];
    for (const client of [one, two, one, two]) {
      expect(await failureOf(client.send(frozen))).toMatchObject({
        api: 'gettoken',
        errcode: 40001,
        waitMs: 60_000,
      });
    }
    expect(server.callsOf('gettoken')).toHaveLength(1);
    expect(server.callsOf('message/send')).toHaveLength(0);
  });
});

describe('no answer of WeCom', () => {
  const answers: Record<string, Answer> = {
    'a connection cut after the message was taken': cut,
    'HTTP 502 of a gateway': (_, response) => void response.writeHead(502).end('Bad Gateway'),
    'HTTP 500 with JSON': (_, response) => void response.writeHead(500).end(JSON.stringify(sent)),
    'a page instead of JSON': (_, response) => void response.end('<html>login</html>'),
    'JSON that is no object': (_, response) => void response.end('null'),
    'an answer without msgid': () => ok,
    'an answer without errcode': () => ({ msgid: 'msg-1' }),
    'an errcode of another type': () => ({ ...sent, errcode: '0' }),
    'an answer cut in the middle': (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"errcode":0', () => response.socket?.destroy());
    },
    'a redirect': (_, response) =>
      void response.writeHead(302, { location: `${server.base}/cgi-bin/elsewhere` }).end(),
  };

  it.each(Object.entries(answers))('%s: it may have been sent', async (_, answer) => {
    server.once('message/send', answer);
    const error = await failureOf(newClient().send(frozen));
    expect(error).toBeInstanceOf(WeComUnreachable);
    expect(error).toMatchObject({ sent: 'maybe', api: 'message/send' });
    expect(server.callsOf('message/send')).toHaveLength(1);
    expect(server.callsOf('elsewhere')).toHaveLength(0);
  });

  it('within the time: it may have been sent', async () => {
    server.on('message/send', () => new Promise(() => undefined));
    const error = await failureOf(newClient({ timeouts: { totalMs: 150 } }).send(frozen));
    expect(error).toMatchObject({ sent: 'maybe' });
  });

  it('for each byte in time, but not in all: it may have been sent', async () => {
    server.on('message/send', (_, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const error = await failureOf(newClient({ timeouts: { totalMs: 200 } }).send(frozen));
    expect(error).toMatchObject({ sent: 'maybe' });
  });

  it('because nobody listens: it was not sent', async () => {
    const client = newClient();
    await client.send(frozen);
    await server.close();
    const error = await failureOf(client.send(frozen));
    expect(error).toBeInstanceOf(WeComUnreachable);
    expect(error).toMatchObject({ sent: 'no', api: 'message/send' });
  });

  it('because the greeting of TLS never comes: it was not sent', async () => {
    await newClient().send(frozen);
    const deaf = createServer((socket) => socket.on('error', () => undefined).end('no TLS here'));
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const { port } = deaf.address() as { port: number };
    const error = await failureOf(newClient({ base: `https://127.0.0.1:${port}` }).send(frozen));
    expect(error).toMatchObject({ sent: 'no', api: 'message/send' });
    deaf.close();
  });

  it('for the token: the message itself was not sent', async () => {
    server.once('gettoken', cut);
    const error = await failureOf(newClient().send(frozen));
    expect(error).toMatchObject({ sent: 'no', api: 'message/send' });
    expect(server.callsOf('message/send')).toHaveLength(0);
  });
});

describe('what an error tells', () => {
  const troubles: Record<string, () => void> = {
    'a refusal that quotes us': () =>
      server.on('message/send', ({ body }) => ({
        errcode: 40058,
        errmsg: `invalid: ${body.toString()} token-1-secret`,
      })),
    'a cut connection': () => server.on('message/send', cut),
    'an answer that quotes us': () =>
      server.on('message/send', ({ body }, response) => void response.end(body)),
    'a gettoken answer of another shape': () =>
      server.on('gettoken', () => ({ ...ok, access_token: 'token-1-secret', expires_in: 'soon' })),
    'a broken gettoken answer': () =>
      server.on('gettoken', (_, response) => void response.end('{"access_token":"token-1-secret"')),
    'a gettoken without end': () => server.on('gettoken', cut),
    'a refused secret': () => server.on('gettoken', () => ({ errcode: 40001, errmsg: `bad ${SECRET}` })),
  };

  it.each(Object.entries(troubles))(
    '%s: no token, no secret, no content, down to the last cause',
    async (_, cause) => {
      cause();
      const error = await failureOf(newClient().send(frozen));
      const told = inspect(error, { depth: 20, showHidden: true });
      for (const hidden of ['token-1-secret', SECRET, '请于今日', 'ZhangSan'])
        expect(told).not.toContain(hidden);
    },
  );
});

describe('updating a card (更新模版卡片)', () => {
  it('tells who did not receive it', async () => {
    server.on('message/update_template_card', () => ({ ...ok, invaliduser: ['LiSi'] }));
    const update = freezeUpdate(
      cardUpdate({
        userIds: ['zhangsan', 'lisi'],
        agentId: 1000002,
        responseCode: 'code-1',
        replaceName: '已受理',
      }),
    );
    expect(await newClient().updateTemplateCard(update)).toEqual({ unreached: ['lisi'] });
    expect(JSON.parse(server.callsOf('message/update_template_card')[0]?.body.toString() ?? '')).toEqual({
      userids: ['zhangsan', 'lisi'],
      agentid: 1000002,
      response_code: 'code-1',
      button: { replace_name: '已受理' },
    });
  });

  it('says so when the code was used before', async () => {
    server.on('message/update_template_card', () => ({ errcode: 42022, errmsg: 'used' }));
    expect(await failureOf(newClient().updateTemplateCard('{}'))).toMatchObject({
      errcode: 42022,
      action: 'stop',
    });
  });
});

describe('reading the directory (通讯录)', () => {
  const wang = {
    userid: 'WangWu',
    name: '王五',
    department: [1, 7],
    is_leader_in_dept: [0, 1],
    main_department: 7,
    direct_leader: ['LiSi'],
    position: '主管',
    status: 1,
    extattr: { attrs: [] },
  };

  it('gives a member with lower-case userids', async () => {
    server.on('user/get', () => ({ ...ok, ...wang }));
    expect(await newClient().getUser('WangWu')).toEqual({
      userId: 'wangwu',
      name: '王五',
      position: '主管',
      departments: [1, 7],
      leads: [7],
      mainDepartment: 7,
      directLeaders: ['lisi'],
      isActive: true,
    });
    expect(server.callsOf('user/get')[0]).toMatchObject({ method: 'GET' });
    expect(server.callsOf('user/get')[0]?.query.get('userid')).toBe('WangWu');
  });

  it('lists the members of a department, also when WeCom leaves out what we may not see', async () => {
    server.on('user/list', () => ({ ...ok, userlist: [wang, { userid: '007', name: '邦' }] }));
    const members = await newClient().listDepartmentUsers(7);
    expect(members.map(({ userId, isActive }) => [userId, isActive])).toEqual([
      ['wangwu', true],
      ['007', false],
    ]);
    expect(server.callsOf('user/list')[0]?.query.get('department_id')).toBe('7');
  });

  it('lists the departments', async () => {
    const department = [{ id: 7, name: '客服部', parentid: 1, department_leader: ['WangWu'], order: 1 }];
    server.on('department/list', () => ({ ...ok, department }));
    expect(await newClient().listDepartments()).toEqual([
      { id: 7, name: '客服部', parentId: 1, leaders: ['wangwu'] },
    ]);
  });
});

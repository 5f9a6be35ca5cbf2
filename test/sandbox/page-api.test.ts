import { request } from 'node:http';

import {
  buttonCard,
  card,
  DIRECTORY,
  KEYS,
  MONDAY,
  startReceiver,
  startRig,
  text,
  type Receiver,
  type Rig,
} from './rig';

describe('what the browser page asks for', () => {
  let rig: Rig;
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = await startReceiver((response) => response.end());
    rig = await startRig({ callback: { url: receiver.url, ...KEYS } });
  });
  afterEach(async () => {
    await rig.sandbox.close();
    await receiver.close();
  });

  const at = (path: string, init?: RequestInit) => fetch(`${rig.sandbox.url}/sandbox/api/${path}`, init);
  const json = async (path: string) => (await at(path)).json();
  const post = async (path: string, body?: unknown) => {
    const answer = await at(path, {
      method: 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('shows the app, the clock, the people, the switches and the receive URL', async () => {
    rig.sandbox.faults.add({ path: 'message/send', kind: 'errcode', value: -1, count: 3 });
    expect(await json('state')).toEqual({
      appName: '诉达',
      h5Url: null,
      weappId: null,
      menu: [],
      now: MONDAY,
      offsetMs: 0,
      people: DIRECTORY.people.map(({ userid, name, position }, index) => ({
        userid,
        name,
        position,
        departments: [['城南支行'], ['客户服务部'], ['城商银行']][index],
        phone: 'on',
        left: false,
      })),
      total: 3,
      groups: [],
      calls: [],
      faults: [
        {
          id: expect.any(String) as string,
          path: '/cgi-bin/message/send',
          kind: 'errcode',
          value: -1,
          remaining: 3,
        },
      ],
      callback: { url: receiver.url, ok: false },
    });
  });

  it('knows the receive URL as good once it has answered', async () => {
    await rig.sandbox.enter('lin');
    expect(await json('state')).toMatchObject({ callback: { ok: true } });
  });

  it('lets a member speak, open the app, and tap a card', async () => {
    expect(await post('chats/lin/say', { content: '我要登记投诉' })).toEqual({
      status: 200,
      body: { ok: true },
    });
    expect(await post('chats/lin/enter')).toEqual({ status: 200, body: { ok: true } });
    await rig.send(card(buttonCard('case-1')));
    const { messages } = (await json('chats/lin')) as { messages: { id: string; kind: string }[] };
    expect(messages.map((message) => message.kind)).toEqual(['text', 'card']);
    expect(await post('chats/lin/tap', { messageId: messages[1]?.id, key: 'approve' })).toEqual({
      status: 200,
      body: { ok: true },
    });
  });

  it('does not let a disabled card be tapped', async () => {
    const { response_code } = await rig.send(card(buttonCard('case-1')));
    await rig.post('message/update_template_card', {
      agentid: 1000002,
      atall: 1,
      response_code,
      button: { replace_name: '已同意' },
    });
    const messageId = rig.sandbox.chat('lin')[0]?.id;
    expect(await post('chats/lin/tap', { messageId, key: 'approve' })).toEqual({
      status: 409,
      body: { message: '这张卡片已不能操作：已同意' },
    });
  });

  it.each([
    ['chats/ghost/say', { content: 'x' }, 404],
    ['chats/lin/say', { content: '  ' }, 400],
    ['chats/lin/say', {}, 400],
    ['chats/lin/tap', { messageId: 'm9', key: 'x' }, 404],
    ['chats/lin/tap', { messageId: 'm9', key: 'x', selected: { q: 'a' } }, 400],
    ['chats/lin/menu', { at: [0] }, 404],
    ['chats/lin/menu', { at: '0' }, 400],
    ['clock', { advanceMs: -1 }, 400],
    ['clock', {}, 400],
    ['faults', { path: '*', kind: 'earthquake' }, 400],
    ['nowhere', {}, 404],
    ['people/lin', { phone: 'on' }, 400],
    ['people/lin', { phone: 'broken', left: false }, 400],
    ['people/ghost', { phone: 'on', left: false }, 404],
    ['calls/lin/answer', {}, 409],
    ['calls/ghost/answer', {}, 404],
    ['calls/lin/hang-up', {}, 409],
  ])('refuses POST %s %j with %d and a sentence', async (path, body, status) => {
    expect(await post(path, body)).toEqual({ status, body: { message: expect.any(String) as string } });
  });

  it('moves the clock and tells those who listen', async () => {
    const readings: unknown[] = [];
    const told = await startRig({ onClock: (reading) => readings.push(reading) });
    const init = { method: 'POST', body: JSON.stringify({ advanceMs: 3_600_000 }) };
    const answer = await fetch(`${told.sandbox.url}/sandbox/api/clock`, init);
    expect(await answer.json()).toEqual({ now: MONDAY + 3_600_000, offsetMs: 3_600_000 });
    expect(readings).toEqual([{ now: MONDAY + 3_600_000, offsetMs: 3_600_000 }]);
    await told.sandbox.close();
  });

  it('turns faults on and off', async () => {
    const { body: fault } = await post('faults', {
      path: '*',
      kind: 'pause_callbacks',
      value: null,
      count: null,
    });
    expect(await json('state')).toMatchObject({ faults: [fault] });
    expect((await at(`faults/${String(fault['id'])}`, { method: 'DELETE' })).status).toBe(200);
    expect((await at(`faults/${String(fault['id'])}`, { method: 'DELETE' })).status).toBe(404);
    expect(await json('state')).toMatchObject({ faults: [] });
  });

  it('keeps the last of the log and gives what came after a sequence number', async () => {
    const small = await startRig({ limits: { logEntries: 4 } });
    for (let n = 0; n < 5; n += 1) await small.send(text('x'));
    const entries = async (query: string) => {
      const answer = await fetch(`${small.sandbox.url}/sandbox/api/log${query}`);
      return ((await answer.json()) as { entries: { seq: number }[] }).entries.map((entry) => entry.seq);
    };
    expect(await entries('')).toEqual([7, 8, 9, 10]);
    expect(await entries('?after=9')).toEqual([10]);
    await small.sandbox.close();
  });

  it('streams chats, log, clock and faults as they happen', async () => {
    const stream = await at('stream');
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    void rig.sandbox.say('lin', '你好');
    rig.sandbox.clock.advance(1000);
    rig.sandbox.faults.add({ path: '*', kind: 'errcode', value: -1 });
    const seen = new Map<string, unknown>();
    let pending = '';
    for await (const chunk of stream.body ?? []) {
      pending += Buffer.from(chunk as Uint8Array).toString('utf8');
      const blocks = pending.split('\n\n');
      pending = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, name, data] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
        if (name !== undefined && data !== undefined) seen.set(name, JSON.parse(data));
      }
      if (seen.size === 4) break;
    }
    expect(seen.get('chat')).toMatchObject({ userid: 'Lin', message: { content: '你好' } });
    expect(seen.get('clock')).toEqual({ now: MONDAY + 1000, offsetMs: 1000 });
    expect(seen.get('faults')).toMatchObject({ faults: [{ kind: 'errcode' }] });
    expect(seen.get('log')).toMatchObject({ entry: { kind: 'callback', event: 'text' } });
  });

  describe('is refused to a foreign web page', () => {
    const from = (headers: Record<string, string>, method = 'POST') =>
      new Promise<number | undefined>((resolve, reject) => {
        request(`${rig.sandbox.url}/sandbox/api/chats/lin/enter`, { method, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });

    it.each([
      ['another origin', { origin: 'https://evil.example' }, 403],
      ['the origin null of a file or a sandboxed frame', { origin: 'null' }, 403],
      ['a request the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
      ['a name rebound to this machine', { host: 'evil.example', origin: 'http://evil.example' }, 403],
    ])('by %s', async (_, headers, status) => {
      expect(await from(headers)).toBe(status);
      expect(receiver.requests).toHaveLength(0);
    });

    it('but not to our own', async () => {
      expect(await from({ origin: rig.sandbox.url, 'sec-fetch-site': 'same-origin' })).toBe(200);
    });
  });

  describe('serves files', () => {
    const file = (path: string) => fetch(`${rig.sandbox.url}${path}`, { redirect: 'manual' });

    it('after leading / to the page', async () => {
      const answer = await file('/');
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sandbox/']);
    });

    it('among them Vue, as a script, under a strict policy', async () => {
      const answer = await file('/sandbox/vendor/vue.js');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    });

    it.each([
      '/sandbox/%2e%2e%2fsandbox.ts',
      '/sandbox/..%2f..%2f..%2fpackage.json',
      '/sandbox/%00',
      '/sandbox/%zz',
      '/sandbox/none.js',
      '/etc/passwd',
    ])('but nothing for %s', async (path) => {
      expect((await file(path)).status).toBe(404);
    });
  });
});

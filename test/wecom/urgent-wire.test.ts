import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import { createTokenStore } from '../../src/store/token-store';
import { cardMessage, freeze, textMessage } from '../../src/wecom/app-message';
import { buttonInteraction } from '../../src/wecom/cards/builders';
import { createWeComClient, type WeComClient } from '../../src/wecom/client';
import { freezeGroup, groupText } from '../../src/wecom/group-message';
import { createWebhook, type Webhook } from '../../src/wecom/webhook';
import { WeComUnreachable } from '../../src/wecom/wecom-error';
import { APP, startRig, type Rig } from '../sandbox/rig';
import { cut, ok, startWeComServer, type Answer, type WeComServer } from '../support/wecom-server';

const KEY = 'the-secret-key-of-the-webhook';
const SEVEN_DAYS = 7 * 86_400_000;

const redis = new Redis(process.env.REDIS_URL ?? '');
let prefix: string;
const open: { close(): Promise<void> }[] = [];

beforeEach(() => {
  prefix = `suda_test_${randomUUID()}`;
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  const keys = await redis.keys(`${prefix}*`);
  if (keys.length > 0) await redis.del(keys);
});
afterAll(() => redis.disconnect());

function clientOf(base: string, now: () => Date = () => new Date()): WeComClient {
  const { corpId, agentId, secret } = APP;
  const tokenStore = createTokenStore({
    ...{ redis, prefix, corpId, agentId },
    seal: (plain) => Buffer.from(plain).toString('base64'),
    open: (sealed) => Buffer.from(sealed, 'base64').toString(),
  });
  const client = createWeComClient({ base, corpId, secret, tokenStore, now });
  open.push(client);
  return client;
}

function webhookOf(base: string, key = KEY): Webhook {
  const webhook = createWebhook({ base, key });
  open.push(webhook);
  return webhook;
}

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => Promise.reject(new Error('the call was expected to fail')),
    (error: unknown) => error,
  );

describe('the client and a WeCom of our own', () => {
  let rig: Rig;
  let client: WeComClient;

  beforeEach(async () => {
    rig = await startRig({ groups: [{ name: '投诉应急群', key: KEY }] });
    client = clientOf(rig.sandbox.url, () => new Date(rig.sandbox.clock.now()));
  });
  afterEach(() => rig.sandbox.close());

  const ring = async (userId = 'lin') => {
    const placed = await client.call(userId);
    return 'callId' in placed ? placed.callId : placed.refused;
  };

  it('follow a call from ringing to answered', async () => {
    const callId = await ring();
    expect(await client.callState('lin', callId)).toBe('ringing');
    rig.sandbox.answer('lin');
    expect(await client.callState('lin', callId)).toBe('talking');
    rig.sandbox.clock.advance(20_000);
    expect(await client.callState('LIN', callId)).toBe('answered');
  });

  it('count a call that was picked up and cut short as answered', async () => {
    const callId = await ring();
    rig.sandbox.answer('lin');
    rig.sandbox.hangUp('lin');
    expect(await client.callState('lin', callId)).toBe('answered');
  });

  it.each([
    ['rejected', (userId: string) => rig.sandbox.hangUp(userId)],
    ['no_answer', () => void rig.sandbox.clock.advance(30_000)],
  ] as const)('say why it failed: %s', async (failed, act) => {
    const callId = await ring();
    act('lin');
    expect(await client.callState('lin', callId)).toEqual({ failed });
  });

  it.each([
    ['phone_off', 'off'],
    ['out_of_area', 'out_of_area'],
  ] as const)('say why it never rang: %s', async (failed, phone) => {
    rig.sandbox.setPhone('lin', phone);
    expect(await client.callState('lin', await ring())).toEqual({ failed });
  });

  it('learn of the limit of 3 in 8 minutes from the state of the 4th call', async () => {
    for (let n = 0; n < 3; n += 1) expect(await client.callState('lin', await ring())).toBe('ringing');
    expect(await client.callState('lin', await ring())).toEqual({ failed: 'frequency' });
  });

  it('cannot call who has left', async () => {
    rig.sandbox.leave('lin');
    expect(await client.call('lin')).toEqual({ refused: 'unreachable', errcode: 60111 });
  });

  it('know nothing of a call after seven days', async () => {
    const callId = await ring();
    rig.sandbox.clock.advance(SEVEN_DAYS);
    expect(await failureOf(client.callState('lin', callId))).toMatchObject({
      errcode: 40058,
      action: 'stop',
    });
  });

  it.each([
    ['not_linked', 301049],
    ['off', 301050],
    ['no_balance', 301051],
  ] as const)('have no call to offer where 紧急通知 is %s', async (voice, errcode) => {
    const bank = await startRig({ voice });
    expect(await clientOf(bank.sandbox.url).call('lin')).toEqual({ refused: 'unavailable', errcode });
    await bank.sandbox.close();
  });

  it('recall a message within 24 h, from every chat', async () => {
    const content = '请立即处理';
    const message = textMessage({ to: ['lin', 'zhao'], agentId: APP.agentId, content });
    const { msgId } = await client.send(freeze(message, 'm1'));
    rig.sandbox.clock.advance(SEVEN_DAYS / 7);
    await client.recall(msgId);
    for (const userId of ['lin', 'zhao'])
      expect(rig.sandbox.chat(userId)).toMatchObject([{ kind: 'system', content: '诉达撤回了一条消息' }]);
  });

  it('are told when it is too late to recall', async () => {
    const message = textMessage({ to: ['lin'], agentId: APP.agentId, content: 'x' });
    const { msgId } = await client.send(freeze(message, 'm1'));
    rig.sandbox.clock.advance(SEVEN_DAYS / 7 + 1);
    expect(await failureOf(client.recall(msgId))).toMatchObject({ errcode: 42052, action: 'stop' });
  });

  it('send the same card twice as one, and are told once the check has run out', async () => {
    const card = buttonInteraction({
      title: '紧急通知',
      taskId: 't1',
      buttons: [{ text: '收到', key: 'k' }],
    });
    const frozen = freeze(cardMessage({ to: ['lin'], agentId: APP.agentId, card }), 'm1');
    const { duplicate_check_interval: seconds } = JSON.parse(frozen) as { duplicate_check_interval: number };
    const first = await client.send(frozen);
    expect(await client.send(frozen)).toEqual(first);
    rig.sandbox.clock.advance(seconds * 1000);
    expect(await failureOf(client.send(frozen))).toMatchObject({ errcode: 42014 });
    expect(rig.sandbox.chat('lin')).toHaveLength(1);
  });

  it('push a text into a group, without what no reader sees', async () => {
    await webhookOf(rig.sandbox.url).send(freezeGroup(groupText(' 紧急\u0007通知 ')));
    expect(rig.sandbox.group(KEY)).toMatchObject([{ kind: 'text', content: '紧急通知' }]);
  });

  it('are told to wait a minute after the 20th message of a minute', async () => {
    const webhook = webhookOf(rig.sandbox.url);
    const frozen = freezeGroup(groupText('x'));
    for (let n = 1; n <= 20; n += 1) await webhook.send(frozen);
    const error = await failureOf(webhook.send(frozen));
    expect(error).toMatchObject({ errcode: 45009, action: 'retry', waitMs: 60_000 });
    rig.sandbox.clock.advance(60_000);
    await webhook.send(frozen);
  });

  it('are told that a webhook is gone, which an operator has to mend', async () => {
    const error = await failureOf(webhookOf(rig.sandbox.url, 'ghost').send(freezeGroup(groupText('x'))));
    expect(error).toMatchObject({ errcode: 93000, action: 'stop', scope: 'setup' });
  });
});

describe('a group message (群消息)', () => {
  it('is cut at 2048 bytes and never empty', () => {
    const frozen = freezeGroup(groupText('急'.repeat(700)));
    const { text } = JSON.parse(frozen) as { text: { content: string } };
    expect(Buffer.byteLength(text.content)).toBeLessThanOrEqual(2048);
    expect(text.content).toMatch(/^急{681}…$/);
    expect(() => groupText(' \n ')).toThrow('content is empty');
  });
});

describe('what WeCom may answer to a call', () => {
  let server: WeComServer;
  beforeEach(async () => {
    server = await startWeComServer();
  });
  afterEach(() => server.close());

  const placed = (state: object) => server.on('pstncc/call', () => ({ ...ok, states: [state] }));
  const ended = (istalked: number, reason: number) =>
    server.on('pstncc/getstates', () => ({ ...ok, istalked, calltime: 1557306531, talktime: 2, reason }));

  it('is asked with the userid alone', async () => {
    placed({ code: 0, callid: '6-1-out', userid: 'lin' });
    expect(await clientOf(server.base).call('Lin')).toEqual({ callId: '6-1-out' });
    expect(server.callsOf('pstncc/call')[0]?.body.toString()).toBe('{"callee_userid":["Lin"]}');
    ended(1, 0);
    await clientOf(server.base).callState('Lin', '6-1-out');
    const asked = server.callsOf('pstncc/getstates')[0]?.body.toString();
    expect(asked).toBe('{"callee_userid":"Lin","callid":"6-1-out"}');
  });

  it.each([
    [60111, 'unreachable'],
    [60011, 'unreachable'],
    [45009, 'frequency'],
    [301051, 'unavailable'],
  ] as const)('with %i means %s, for the callee or for the whole', async (errcode, refused) => {
    placed({ code: errcode, callid: '', userid: 'lin' });
    expect(await clientOf(server.base).call('lin')).toEqual({ refused, errcode });
    server.on('pstncc/call', () => ({ errcode, errmsg: 'no' }));
    expect(await clientOf(server.base).call('lin')).toEqual({ refused, errcode });
  });

  it.each([
    [48002, 'stop'],
    [-1, 'retry'],
    [77_777, 'retry'],
  ] as const)('with %i is a fault, to %s', async (errcode, action) => {
    placed({ code: errcode, userid: 'lin' });
    expect(await failureOf(clientOf(server.base).call('lin'))).toMatchObject({ errcode, action });
  });

  it('does not take a refused gettoken for a refused call', async () => {
    server.on('gettoken', () => ({ errcode: 45009, errmsg: 'too often' }));
    expect(await failureOf(clientOf(server.base).call('lin'))).toMatchObject({
      api: 'gettoken',
      errcode: 45009,
    });
  });

  it.each([
    [0, 1, 'ringing'],
    [0, 2, 'talking'],
    [1, 3, 'talking'],
    [1, 0, 'answered'],
    [1, 4, 'answered'],
    [0, 0, { failed: 'no_answer' }],
    [0, 4, { failed: 'no_answer' }],
    [0, 5, { failed: 'out_of_area' }],
    [0, 6, { failed: 'arrears' }],
    [0, 7, { failed: 'rejected' }],
    [0, 8, { failed: 'phone_off' }],
    [0, 9, { failed: 'no_such_number' }],
    [0, 10, { failed: 'restricted' }],
    [0, 11, { failed: 'line' }],
    [0, 12, { failed: 'no_answer' }],
    [0, 13, { failed: 'frequency' }],
    [0, 14, { failed: 'other' }],
    [0, 99, { failed: 'other' }],
    [0, 777, { failed: 'other' }],
  ] as const)('istalked %i, reason %i', async (istalked, reason, progress) => {
    ended(istalked, reason);
    expect(await clientOf(server.base).callState('lin', '6-1-out')).toEqual(progress);
  });

  const shapes: Record<string, Answer> = {
    'no states': () => ({ ...ok, istalked: 1 }),
    'nobody in it': () => ({ ...ok, states: [] }),
    'two calls for one': () => ({
      ...ok,
      states: [
        { code: 0, callid: 'a' },
        { code: 0, callid: 'b' },
      ],
    }),
    'a call without its id': () => ({ ...ok, states: [{ code: 0, callid: '' }] }),
    'a code that is no number': () => ({ ...ok, states: [{ code: '0', callid: 'a' }] }),
    'a reason that is no number': () => ({ ...ok, istalked: 0, reason: '1' }),
    'a page of a gateway': (_, response) => void response.end('<html>'),
    'a cut connection': cut,
  };

  it.each(Object.entries(shapes))('with %s is no answer: it may have rung', async (_, answer) => {
    for (const api of ['pstncc/call', 'pstncc/getstates']) server.on(api, answer);
    const client = clientOf(server.base);
    for (const call of [() => client.call('lin'), () => client.callState('lin', '6-1-out')]) {
      const error = await failureOf(call());
      expect(error).toBeInstanceOf(WeComUnreachable);
      expect(error).toMatchObject({ sent: 'maybe' });
    }
  });

  it('never shows the key of a webhook in an error, down to the last cause', async () => {
    const troubles: readonly Answer[] = [
      cut,
      (call) => ({ errcode: 93000, errmsg: `bad ${call.query.toString()}` }),
      (call, response) => void response.end(call.query.toString()),
      (_, response) => void response.writeHead(502).end(),
    ];
    for (const trouble of troubles) {
      server.once('webhook/send', trouble);
      const error = await failureOf(webhookOf(server.base).send('{"content":"请立即处理"}'));
      const told = inspect(error, { depth: 20, showHidden: true });
      for (const hidden of [KEY, '请立即处理']) expect(told).not.toContain(hidden);
    }
    expect(server.callsOf('webhook/send')[0]?.query.toString()).toBe(`key=${KEY}`);
  });

  it('leaves no key in the error of a server that is not there', async () => {
    const { base } = server;
    await server.close();
    const error = await failureOf(webhookOf(base).send('{}'));
    expect(error).toMatchObject({ sent: 'no', api: 'webhook/send' });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(KEY);
  });
});

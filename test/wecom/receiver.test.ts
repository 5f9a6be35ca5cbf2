import { ensureInboxIndexes, createInbox, RETENTION_MS } from '../../src/store/inbox';
import { createSealer } from '../../src/store/sealer';
import type { Callback } from '../../src/wecom/callback';
import type { CallbackKeys } from '../../src/wecom/crypto';
import { createReceiver, type Query, type Receiver } from '../../src/wecom/receiver';
import { useDatabase } from '../support/mongo';
import {
  envelope,
  SAMPLE,
  sign,
  signedCallback,
  signedEcho,
  type DeliveryOptions,
  type Happening,
} from '../support/signed-callback';

const database = useDatabase();
const NOW = new Date('2026-03-02T02:00:00Z');
const DAY_S = 86_400;
const at = NOW.getTime() / 1_000;
const keys: CallbackKeys = { corpId: SAMPLE.corpId, tokens: [SAMPLE.token], aesKeys: [SAMPLE.aesKey] };
const OLD = {
  corpId: SAMPLE.corpId,
  token: 'oldToken1',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

let receiver: Receiver;
let serial = 0;

/** A message nobody has sent before. */
const fresh = (more: object = {}): Happening => {
  serial += 1;
  return { type: 'text', from: 'lin', at, content: '投诉', msgId: String(serial), ...more };
};
const rows = () => database.connection.collection('inbox');
const receiverWith = (more: Partial<CallbackKeys>) =>
  createReceiver({ keys: { ...keys, ...more }, inbox: inbox(), now: () => NOW, retentionMs: RETENTION_MS });
const inbox = () =>
  createInbox<Callback>({
    collection: rows(),
    sealer: createSealer(Buffer.alloc(32, 7)),
    now: () => NOW,
  });

function deliver(happening: Happening, options: DeliveryOptions = {}, to = receiver) {
  const { query, body } = signedCallback(happening, options);
  return to.receive(query, Buffer.from(body));
}

beforeAll(async () => {
  await ensureInboxIndexes(rows());
  receiver = receiverWith({});
});
beforeEach(async () => {
  await rows().deleteMany({});
});

describe('URL verification (URL 验证)', () => {
  it('answers the published sample with its text', () => {
    const query = {
      msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
      timestamp: '1409659589',
      nonce: '263014780',
      echostr: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
    };
    expect(receiver.verifyUrl(query)).toBe('1616140317555161061');
    expect(receiver.verifyUrl({ ...query, echostr: query.echostr.replaceAll('+', ' ') })).toBe(
      '1616140317555161061',
    );
  });

  it.each<[string, Query]>([
    ['another corp', signedEcho('1', { identity: { ...SAMPLE, corpId: 'wx0000000000000000' } })],
    ['another token', signedEcho('1', { identity: { ...SAMPLE, token: 'other' } })],
    ['another AES key', signedEcho('1', { identity: { ...SAMPLE, aesKey: OLD.aesKey } })],
    [
      'a wrong digit',
      signedEcho('1', { damageSignature: (right) => right.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')) }),
    ],
    ['a cut echostr', signedEcho('1', { damageEncrypted: (whole) => whole.slice(0, -4) })],
    ['two echostr', { ...signedEcho('1'), echostr: [signedEcho('1').echostr, 'x'] }],
    ['no echostr', { ...signedEcho('1'), echostr: undefined }],
    ['nothing at all', {}],
  ])('has no answer to %s', (_what, query) => {
    expect(receiver.verifyUrl(query)).toBeUndefined();
  });

  it('never reads out a message: a captured delivery sent back as an echo stays closed', () => {
    const { query, encrypted } = signedCallback(fresh({ content: '手机13812345678' }));
    expect(receiver.verifyUrl({ ...query, echostr: encrypted })).toBeUndefined();
  });
});

describe('receiving (接收)', () => {
  it('stores the published sample of a text message', async () => {
    const sample =
      'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';
    const signed = { timestamp: '1409659813', nonce: '1372623149' };
    const query = { ...signed, msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6' };
    const then = createReceiver({
      ...{ keys, inbox: inbox(), retentionMs: RETENTION_MS },
      now: () => new Date(1409659813_000),
    });
    expect(await then.receive(query, Buffer.from(envelope(sample)))).toBe('stored');
    expect(await rows().findOne({})).toMatchObject({ from: 'mycreate', kind: 'text', status: 'pending' });
  });

  it.each<[string, object]>([
    ['text', { type: 'text' }],
    ['other_message', { type: 'image' }],
    ['card_tap', { type: 'tap', taskId: 't', eventKey: 'k', responseCode: 'c' }],
    ['enter_agent', { type: 'enter_agent' }],
    ['other_event', { type: 'event', event: 'unheard_of' }],
  ])('stores a callback of kind %s with its sender', async (kind, more) => {
    expect(await deliver(fresh(more))).toBe('stored');
    expect(await rows().find({}).toArray()).toMatchObject([{ kind, from: 'lin' }]);
  });

  it('takes the envelope of contact sync, without an AgentID, and blanks around Encrypt', async () => {
    const damageBody = (body: string) =>
      body.replace(/<AgentID>.*<\/AgentID>/, '').replace(/<!\[CDATA\[([^\]]{60,})\]\]>/, '\n $1 \n');
    expect(await deliver(fresh(), { damageBody })).toBe('stored');
  });
});

describe('the same message again', () => {
  it('counts once when the very same delivery comes three times', async () => {
    const same = signedCallback(fresh());
    const outcomes = [];
    for (let i = 0; i < 3; i++) outcomes.push(await receiver.receive(same.query, Buffer.from(same.body)));
    expect(outcomes).toEqual(['stored', 'duplicate', 'duplicate']);
    expect(await rows().countDocuments()).toBe(1);
  });

  it('counts once when WeCom seals it anew for each of three tries at once', async () => {
    const happening = fresh();
    const tries = ['a', 'b', 'c'].map((nonce) => deliver(happening, { nonce, timestamp: String(at + 5) }));
    expect((await Promise.all(tries)).sort()).toEqual(['duplicate', 'duplicate', 'stored']);
    expect(await rows().countDocuments()).toBe(1);
  });

  it('is known again although the parts of the signature were cut elsewhere', async () => {
    const { encrypted } = signedCallback(fresh());
    const signature = sign(SAMPLE.token, '1409659813', '1409659814', encrypted);
    const swapped = { timestamp: '1409659814', nonce: '1409659813', msg_signature: signature };
    const body = Buffer.from(envelope(encrypted));
    expect(await receiver.receive({ ...swapped, timestamp: '1409659813', nonce: '1409659814' }, body)).toBe(
      'stored',
    );
    expect(await receiver.receive(swapped, body)).toBe('duplicate');
  });

  it('is another one from another process too', async () => {
    const happening = fresh();
    expect(await deliver(happening)).toBe('stored');
    expect(await deliver(happening, {}, receiverWith({}))).toBe('duplicate');
  });
});

describe('age', () => {
  it.each([
    ['now', 0, 'stored'],
    ['28 days ago', -28 * DAY_S, 'stored'],
    ['29 days ago and not a second more', -29 * DAY_S, 'stored'],
    ['29 days and a second ago', -29 * DAY_S - 1, 'stale'],
    ['a day ahead of our clock', DAY_S, 'stored'],
    ['a day and a second ahead', DAY_S + 1, 'stale'],
    ['at the beginning of time', -at, 'stale'],
  ])('of a message sent %s', async (_what, seconds, outcome) => {
    expect(await deliver(fresh({ at: at + seconds }))).toBe(outcome);
    expect(await rows().countDocuments()).toBe(outcome === 'stored' ? 1 : 0);
  });
});

describe('a bad caller', () => {
  afterEach(async () => {
    expect(await rows().countDocuments()).toBe(0);
  });

  it.each<[string, DeliveryOptions]>([
    ['another corp', { identity: { ...SAMPLE, corpId: 'wx0000000000000000' } }],
    ['another token', { identity: { ...SAMPLE, token: 'other' } }],
    ['another AES key', { identity: { ...SAMPLE, aesKey: OLD.aesKey } }],
    [
      'a wrong signature',
      { damageSignature: (right) => right.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')) },
    ],
    ['a signature in capitals', { damageSignature: (right) => right.toUpperCase() }],
    ['a cut ciphertext, well signed', { damageEncrypted: (whole) => whole.slice(0, -4) }],
    ['padding by 0', { padByte: 0 }],
    ['padding by 33', { padByte: 33 }],
    ['a declared length beyond the end', { declaredLength: 100_000 }],
    ['broken UTF-8', { source: Buffer.from([0x3c, 0xff, 0x3e]) }],
    ['a plaintext that is no XML', { source: 'hello' }],
    ['a plaintext with a DTD', { source: '<!DOCTYPE xml [<!ENTITY e "x">]><xml><A>&e;</A></xml>' }],
    ['a plaintext that says nothing', { source: '<xml><A>1</A></xml>' }],
    ['an envelope with a DTD', { damageBody: (body) => `<!DOCTYPE xml>${body}` }],
    [
      'an envelope with two Encrypt',
      { damageBody: (body) => body.replace('</xml>', '<Encrypt>x</Encrypt></xml>') },
    ],
    ['an envelope without Encrypt', { damageBody: (body) => body.replaceAll('Encrypt', 'Encrypted') }],
    ['an unclosed envelope', { damageBody: (body) => body.replace('</xml>', '') }],
    ['an empty body', { damageBody: () => '' }],
    ['a timestamp of letters', { timestamp: 'now' }],
    ['a negative timestamp', { timestamp: '-1' }],
    ['an empty nonce', { nonce: '' }],
    ['a nonce with a blank', { nonce: 'a b' }],
    ['an endless nonce', { nonce: 'n'.repeat(129) }],
  ])('with %s is rejected', async (_what, options) => {
    expect(await deliver(fresh(), options)).toBe('rejected');
  });

  it.each(['msg_signature', 'timestamp', 'nonce'] as const)('with %s missing or twice', async (name) => {
    const { query, body } = signedCallback(fresh());
    const without = { ...query, [name]: undefined };
    const twice = { ...query, [name]: [query[name], query[name]] };
    expect(await receiver.receive(without, Buffer.from(body))).toBe('rejected');
    expect(await receiver.receive(twice, Buffer.from(body))).toBe('rejected');
  });

  it('with bytes that are no UTF-8, be it in a part that nobody reads', async () => {
    const { query, body } = signedCallback(fresh());
    const broken = Buffer.from(body.replace(SAMPLE.corpId, '\u00ff'), 'latin1');
    expect(await receiver.receive(query, broken)).toBe('rejected');
  });
});

describe('Token and key in rotation (轮换)', () => {
  const rotating = () =>
    receiverWith({ tokens: [SAMPLE.token, OLD.token], aesKeys: [SAMPLE.aesKey, OLD.aesKey] });

  it('takes new and old at the same time, each on its own', async () => {
    expect(await deliver(fresh(), {}, rotating())).toBe('stored');
    expect(await deliver(fresh(), { identity: OLD }, rotating())).toBe('stored');
    expect(rotating().verifyUrl(signedEcho('42', { identity: OLD }))).toBe('42');
  });

  it('takes either secret renewed before the other: the console changes them one by one', async () => {
    expect(await deliver(fresh(), { identity: { ...OLD, token: SAMPLE.token } }, rotating())).toBe('stored');
    expect(await deliver(fresh(), { identity: { ...OLD, aesKey: SAMPLE.aesKey } }, rotating())).toBe(
      'stored',
    );
  });

  it('takes the old one no more when it is over', async () => {
    expect(await deliver(fresh(), { identity: OLD })).toBe('rejected');
  });
});

describe('a receiver without proper secrets', () => {
  it.each([{ tokens: [] }, { tokens: [''] }, { aesKeys: [] }, { aesKeys: ['short'] }, { corpId: '' }])(
    'is not built: %j',
    (wrong) => {
      expect(() => receiverWith(wrong)).toThrow('callback_keys_invalid');
    },
  );
});

describe('when the inbox cannot be written', () => {
  it('says so by a throw, and never that a callback is safe', async () => {
    const broken = createReceiver({
      ...{ keys, now: () => NOW, retentionMs: RETENTION_MS },
      inbox: { put: () => Promise.reject(new Error('no database')) },
    });
    await expect(deliver(fresh(), {}, broken)).rejects.toThrow('no database');
    expect(await deliver(fresh(), { padByte: 0 }, broken)).toBe('rejected');
  });
});

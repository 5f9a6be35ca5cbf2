import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { useDatabase } from '../support/mongo';
import { wireTo } from '../support/wire';
import {
  envelope,
  SAMPLE,
  signedCallback,
  signedEcho,
  type DeliveryOptions,
  type Happening,
} from '../support/signed-callback';
import { ask, NOW, startWeb, tell, until, type Web } from './rig';

const PHONE = '13812345678';
const CONTENT = `投诉：王女士，手机${PHONE}，信用卡年费重复扣了300元`;
const LIMIT = 64 * 1024;
const path = '/wecom/callback';
const at = NOW.getTime() / 1_000;

const database = useDatabase();
let web: Web;
let serial = 0;

/** A message nobody has sent before. */
const fresh = (more: object = {}): Happening => {
  serial += 1;
  return { type: 'text', from: 'lin', at, content: CONTENT, msgId: String(serial), ...more };
};
const post = (query: Readonly<Record<string, string>>, body: string | Buffer, to = web) =>
  ask(to.port, { method: 'POST', path, query, body });
const deliver = (happening: Happening, options: DeliveryOptions = {}, to = web) => {
  const { query, body } = signedCallback(happening, options);
  return post(query, body, to);
};
const stored = () => database.connection.collection('inbox').countDocuments();
const bare = (status: number): unknown => expect.objectContaining({ status, body: '' });

beforeAll(async () => {
  web = await startWeb(database.uri);
});
afterAll(() => web.stop());
beforeEach(async () => {
  await database.connection.collection('inbox').deleteMany({});
});

describe('URL verification (GET)', () => {
  it('answers the plain text and nothing else, well within a second', async () => {
    const begin = Date.now();
    const reply = await ask(web.port, { path, query: signedEcho('1616140317555161061') });
    expect(reply).toMatchObject({ status: 200, body: '1616140317555161061' });
    expect(reply.headers['content-type']).toMatch(/^text\/plain/);
    expect(Date.now() - begin).toBeLessThan(1_000);
  });

  it('mends an echostr whose plus signs a proxy turned into blanks', async () => {
    const query = signedEcho('1', { random: Buffer.alloc(16, 3) });
    const search = Object.entries(query).map(([name, value]) => `${name}=${value.replaceAll('=', '%3D')}`);
    expect(query.echostr).toContain('+');
    expect(await ask(web.port, { path: `${path}?${search.join('&')}` })).toMatchObject({
      status: 200,
      body: '1',
    });
  });

  it.each([
    ['a wrong signature', signedEcho('1', { damageSignature: () => '0'.repeat(40) })],
    ['another corp', signedEcho('1', { identity: { ...SAMPLE, corpId: 'wx0000000000000000' } })],
    ['no query', {}],
  ])('turns away %s', async (_what, query) => {
    expect(await ask(web.port, { path, query })).toEqual(bare(403));
  });
});

describe('a message (POST)', () => {
  it('is answered 200 and empty once it is stored', async () => {
    expect(await deliver(fresh())).toEqual(bare(200));
    expect(await stored()).toBe(1);
  });

  it('three times is one row, each time acknowledged', async () => {
    const { query, body } = signedCallback(fresh());
    for (let i = 0; i < 3; i++) expect(await post(query, body)).toEqual(bare(200));
    expect(await stored()).toBe(1);
  });

  it('three times at once, sealed anew each time, is one row', async () => {
    const happening = fresh();
    const replies = await Promise.all(['a', 'b', 'c'].map((nonce) => deliver(happening, { nonce })));
    expect(replies).toEqual([bare(200), bare(200), bare(200)]);
    expect(await stored()).toBe(1);
  });

  it.each([
    ['emoji and right-to-left text', '👨‍👩‍👧 ‮شكوى‬ 😀'],
    ['markup', '<script>alert(1)</script> <!DOCTYPE> ]]> &amp; <!--'],
    ['20,000 letters', 'x'.repeat(20_000)],
  ])('may hold %s', async (_what, content) => {
    expect(await deliver(fresh({ content }))).toEqual(bare(200));
    expect(await stored()).toBe(1);
  });

  it('of an unknown event, of a kind we do not read, or from a stranger is stored all the same', async () => {
    expect(await deliver(fresh({ type: 'event', event: 'unheard_of' }))).toEqual(bare(200));
    expect(await deliver(fresh({ type: 'video' }))).toEqual(bare(200));
    expect(await deliver(fresh({ from: 'nobody-we-know' }))).toEqual(bare(200));
    expect(await stored()).toBe(3);
  });

  it('older than we remember is acknowledged and left alone: a replay', async () => {
    expect(await deliver(fresh({ at: at - 30 * 86_400 }))).toEqual(bare(200));
    expect(await stored()).toBe(0);
  });
});

describe('bad input', () => {
  afterEach(async () => {
    expect(await stored()).toBe(0);
  });

  it.each<[string, DeliveryOptions]>([
    ['a wrong signature', { damageSignature: () => '0'.repeat(40) }],
    ['another receiveid', { identity: { ...SAMPLE, corpId: 'wx0000000000000000' } }],
    ['another token', { identity: { ...SAMPLE, token: 'other' } }],
    ['a cut ciphertext', { damageEncrypted: (whole) => whole.slice(0, -4) }],
    ['wrong padding', { padByte: 33 }],
    ['a wrong length', { declaredLength: 0xffffffff }],
    ['malformed XML outside', { damageBody: (body) => body.slice(0, -3) }],
    ['a DTD outside', { damageBody: (body) => `<!DOCTYPE x [<!ENTITY e "e">]>${body}` }],
    ['malformed XML inside', { source: '<xml><MsgType>text' }],
    [
      'a DTD inside',
      { source: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>' },
    ],
    ['nothing we know inside', { source: '<xml><A>1</A></xml>' }],
    ['JSON', { damageBody: () => '{"encrypt":"x"}' }],
    ['an empty body', { damageBody: () => '' }],
  ])('%s: 403, empty', async (_what, options) => {
    expect(await deliver(fresh(), options)).toEqual(bare(403));
  });

  it('parameters given twice: 403, empty', async () => {
    const { query, body } = signedCallback(fresh());
    const search = new URLSearchParams([...Object.entries(query), ['nonce', query.nonce]]).toString();
    expect(await ask(web.port, { method: 'POST', path: `${path}?${search}`, body })).toEqual(bare(403));
  });

  it('a compressed body, which WeCom never sends: 403, empty', async () => {
    const { query, body } = signedCallback(fresh());
    const headers = { 'Content-Encoding': 'gzip', 'Transfer-Encoding': 'chunked' };
    expect(await ask(web.port, { method: 'POST', path, query, headers, body: gzipSync(body) })).toEqual(
      bare(403),
    );
  });

  it('more than 64 KB: 413, empty, said at once or while it comes', async () => {
    const { query } = signedCallback(fresh());
    const body = envelope('A'.repeat(LIMIT));
    expect(await post(query, body)).toEqual(bare(413));
    const headers = { 'Transfer-Encoding': 'chunked' };
    expect(await ask(web.port, { method: 'POST', path, query, headers, body })).toEqual(bare(413));
  });

  it('64 KB is the limit to the byte', async () => {
    const { query } = signedCallback(fresh());
    expect(await post(query, 'A'.repeat(LIMIT))).toEqual(bare(403));
    expect(await post(query, 'A'.repeat(LIMIT + 1))).toEqual(bare(413));
  });

  it('20,000 Chinese characters, 80 KB when sealed: 413, empty', async () => {
    expect(await deliver(fresh({ content: '长'.repeat(20_000) }))).toEqual(bare(413));
  });

  it('a body that is cut off: nothing stored, and the door stays open', async () => {
    const { query, body } = signedCallback(fresh());
    const search = new URLSearchParams(query).toString();
    const head = `POST ${path}?${search} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`;
    const before = await countOf('broken');
    cutAfter(head + body.slice(0, 100));
    await until('the cut was noticed', async () => (await countOf('broken')) === before + 1);
    expect(await ask(web.port, { path: '/healthz' })).toMatchObject({ status: 200 });
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])('the method %s: 405, empty', async (method) => {
    const { query, body } = signedCallback(fresh());
    const sent = method === 'HEAD' ? { method, path, query } : { method, path, query, body };
    expect(await ask(web.port, sent)).toEqual(bare(405));
  });

  it.each(['/', '/wecom', '/wecom/callback/', '/WECOM/CALLBACK', '/..%2f', '/%', '//', '/package.json'])(
    'the path %s: 404, empty',
    async (unknown) => {
      expect(await ask(web.port, { path: unknown })).toEqual(bare(404));
      expect(await ask(web.port, { method: 'POST', path: unknown, body: 'x' })).toEqual(bare(404));
    },
  );

  it.each([
    'GARBAGE\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'POST /wecom/callback HTTP/1.1\r\nContent-Length: x\r\n\r\n',
  ])('no HTTP at all: 400 and a closed connection', async (bytes) => {
    expect(await tell(web.port, bytes)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n\r\n$/);
  });
});

describe('whatever comes', () => {
  it('random bytes are turned away without a 5xx and never stored', async () => {
    const query = fc.dictionary(
      fc.constantFrom('msg_signature', 'timestamp', 'nonce', 'echostr', '__proto__'),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    const body = fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('GET', 'POST'), query, body, async (method, given, bytes) => {
        const reply = await ask(web.port, { method, path, query: given, body: bytes });
        expect(reply).toEqual(bare(403));
      }),
      { numRuns: 150 },
    );
    expect(await stored()).toBe(0);
  });

  it('a good delivery with one character changed is turned away, or is still the same message', async () => {
    const { query, body, encrypted } = signedCallback(fresh());
    expect(await post(query, body)).toEqual(bare(200));
    const where = fc.constantFrom('msg_signature', 'timestamp', 'nonce', 'body');
    await fc.assert(
      fc.asyncProperty(
        where,
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (part, index, char) => {
          const given = { ...query, body };
          const whole = given[part];
          const spot = index % whole.length;
          fc.pre(whole[spot] !== char);
          const changed = { ...given, [part]: whole.slice(0, spot) + char + whole.slice(spot + 1) };
          const { body: sent, ...search } = changed;
          const reply = await post(search, sent);
          expect([200, 403]).toContain(reply.status);
          // Only the wrapping is unsigned: whoever changes the ciphertext is turned away.
          if (reply.status === 200) expect(sent).toContain(encrypted);
          expect(reply.body).toBe('');
        },
      ),
      { numRuns: 200 },
    );
    expect(await stored()).toBe(1);
  });

  it('well signed nonsense is turned away without a 5xx and never stored', async () => {
    const source = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc
        .array(
          fc.constantFrom(
            '<xml>',
            '</xml>',
            '<MsgType>',
            '</MsgType>',
            'text',
            '<Event>',
            '<![CDATA[',
            ']]>',
          ),
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(source, async (text) => {
        expect(await deliver(fresh(), { source: text })).toEqual(bare(403));
      }),
      { numRuns: 150 },
    );
    expect(await stored()).toBe(0);
  });
});

describe('health (运维入口)', () => {
  it('says that the process lives, that it is ready, and why', async () => {
    expect(await ask(web.port, { path: '/healthz' })).toMatchObject({ status: 200, body: 'ok' });
    const ready = await ask(web.port, { path: '/readyz' });
    expect(ready.status).toBe(200);
    expect(JSON.parse(ready.body)).toEqual({ running: true, mongodb: true });
  });

  it('counts what came to the door, by outcome and by nothing else', async () => {
    const before = { stored: await countOf('stored'), rejected: await countOf('rejected') };
    await deliver(fresh());
    await deliver(fresh(), { padByte: 0 });
    expect(await countOf('stored')).toBe(before.stored + 1);
    expect(await countOf('rejected')).toBe(before.rejected + 1);
    const { body, headers } = await ask(web.port, { path: '/metrics' });
    expect(headers['content-type']).toMatch(/^text\/plain; version=/);
    expect(body).toContain('suda_process_cpu_seconds_total');
    expect(body).not.toMatch(/"lin"|13812345678/);
  });

  it('forbids keeping any answer', async () => {
    for (const each of ['/healthz', '/readyz', '/metrics', '/nowhere']) {
      expect((await ask(web.port, { path: each })).headers['cache-control']).toBe('no-store');
    }
  });
});

describe('without its database', () => {
  it('answers 503, says it is not ready, and takes the same message when the database is back', async () => {
    const wire = await wireTo(database.uri);
    const cutOff = await startWeb(wire.uri);
    try {
      expect(await deliver(fresh(), {}, cutOff)).toEqual(bare(200));
      await wire.cut();

      const message = fresh();
      const begin = Date.now();
      expect(await deliver(message, {}, cutOff)).toEqual(bare(503));
      expect(Date.now() - begin).toBeLessThan(5_000);
      expect(await deliver(fresh(), { padByte: 0 }, cutOff)).toEqual(bare(403));
      const ready = await ask(cutOff.port, { path: '/readyz' });
      expect(ready).toMatchObject({
        status: 503,
        body: expect.stringContaining('"mongodb":false') as string,
      });
      expect(await ask(cutOff.port, { path: '/healthz' })).toMatchObject({ status: 200 });

      await wire.mend();
      await until(
        'it is ready again',
        async () => (await ask(cutOff.port, { path: '/readyz' })).status === 200,
      );
      expect(await deliver(message, {}, cutOff)).toEqual(bare(200));
      expect(await stored()).toBe(2);
      expect(cutOff.logged.join('')).toContain('"code":"inbox_unavailable"');
      expect(cutOff.logged.join('')).not.toContain(PHONE);
    } finally {
      await cutOff.stop();
      await wire.cut();
    }
  });

  it('does not start: one sentence says what to look at', async () => {
    const wire = await wireTo(database.uri);
    await wire.cut();
    await expect(startWeb(wire.uri)).rejects.toThrow(/^mongodb_unreachable: MONGODB_URI 连不上/);
  });
});

describe('the log', () => {
  it('has heard all of this and holds nothing of a person, no secret and no trace', async () => {
    await deliver(fresh());
    await deliver(fresh(), { damageSignature: () => '0'.repeat(40) });
    const log = web.logged.join('');
    expect(log).toContain('callback rejected');
    for (const told of [PHONE, '王女士', '投诉', SAMPLE.token, SAMPLE.aesKey, 'node_modules', '    at ']) {
      expect(log).not.toContain(told);
    }
  });
});

async function countOf(outcome: string): Promise<number> {
  const { body } = await ask(web.port, { path: '/metrics' });
  const line = new RegExp(`^suda_callbacks_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm').exec(body);
  return Number(line?.[1] ?? 0);
}

/** Sends this much and hangs up. */
function cutAfter(bytes: string): void {
  const socket = connect(web.port, '127.0.0.1', () => socket.write(bytes, () => socket.destroy()));
}

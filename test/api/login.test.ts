import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBank, until, type TestBank } from '../support/bank';
import { apiUrl, openPhone, phoneWith } from '../support/phone';
import { MONDAY } from '../support/bank';

const MINUTE = 60_000;

describe('logging in (登录)', () => {
  let bank: TestBank;
  let now = MONDAY;

  beforeAll(async () => {
    bank = await openBank({ clock: { now: () => now } });
  });
  afterAll(() => bank.close());
  afterEach(() => {
    now = MONDAY;
  });

  const weapp = (code: unknown) =>
    fetch(apiUrl(bank, '/session/weapp'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
  const me = async (token: string) => (await phoneWith(bank, token).get('/me')).status;

  describe('from the mini-program (wx.qy.login)', () => {
    it('takes the code WeCom gave, once', async () => {
      const code = bank.sandbox.qyLogin('zhou.min');
      const first = await weapp(code);
      expect(first.status).toBe(201);
      const { token } = (await first.json()) as { token: string };
      expect(await phoneWith(bank, token).get('/me')).toMatchObject({
        status: 200,
        body: { userId: 'zhou.min', name: '周敏', mayFile: true },
      });
      expect((await weapp(code)).status).toBe(401);
    });

    it.each([
      ['made up', 'no-such-code'],
      ['empty', ''],
      ['a list', ['a']],
      ['too long', 'x'.repeat(513)],
    ])('knows nobody by a code that is %s, and says so in one sentence', async (_what, code) => {
      const answer = await weapp(code);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({
        detail: expect.stringContaining('企业微信没有认出您') as string,
      });
    });

    it('keeps a token only as a digest', async () => {
      const { token } = (await (await weapp(bank.sandbox.qyLogin('zhou.min'))).json()) as { token: string };
      const rows = JSON.stringify(await bank.database.collection('sessions').find().toArray());
      expect(rows).not.toContain(token);
      expect(rows).not.toContain(token.split('.')[1]);
    });
  });

  describe('from the page (网页授权)', () => {
    const start = (to: string) =>
      fetch(apiUrl(bank, `/session/h5?to=${encodeURIComponent(to)}`), { redirect: 'manual' });
    const nonceOf = (answer: Response) =>
      /suda_login=([^;]+)/.exec(answer.headers.getSetCookie().join())?.[1] ?? '';
    const callback = (location: string, cookie: string) =>
      fetch(location, { redirect: 'manual', headers: { cookie: `suda_login=${cookie}` } });
    const authorized = async (userid: string, to = 'pages/case/index?id=KFB26000001') => {
      const begun = await start(to);
      const back = bank.sandbox.authorize(userid, begun.headers.get('location') ?? '');
      return { back, nonce: nonceOf(begun) };
    };
    const sessionOf = (answer: Response) =>
      /suda_session=([^;]+)/.exec(answer.headers.getSetCookie().join())?.[1] ?? '';

    it('goes to WeCom and comes back to the page that was asked for, with a cookie no script reads', async () => {
      const { back, nonce } = await authorized('zhao.lei');
      const done = await callback(back, nonce);
      expect(done.headers.get('location')).toMatch(/\/h5\/#\/pages\/case\/index\?id=KFB26000001$/);
      const cookie = done.headers.getSetCookie().find((each) => each.startsWith('suda_session='));
      expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
      const asked = await fetch(apiUrl(bank, '/me'), {
        headers: { cookie: `suda_session=${sessionOf(done)}` },
      });
      expect(await asked.json()).toMatchObject({ userId: 'zhao.lei' });
    });

    it('is good once, in the browser that began it alone, and for five minutes', async () => {
      const failed = /login\/failed\?why=failed$/;
      const once = await authorized('zhao.lei');
      expect((await callback(once.back, 'another-browser')).headers.get('location')).toMatch(failed);
      expect((await callback(once.back, once.nonce)).headers.get('location')).toMatch(failed);

      const late = await authorized('zhao.lei');
      now += 5 * MINUTE + 1;
      expect((await callback(late.back, late.nonce)).headers.get('location')).toMatch(failed);
    });

    it.each([
      'https://evil.example/',
      '//evil.example',
      'pages/../../x',
      'javascript:alert(1)',
      'x'.repeat(400),
    ])('goes nowhere else than to a page of ours: %s', async (to) => {
      const { back, nonce } = await authorized('zhao.lei', to);
      expect((await callback(back, nonce)).headers.get('location')).toMatch(/\/h5\/#\/pages\/work\/index$/);
    });
  });

  describe('a session', () => {
    it('gets a new token every ten minutes; the old one is good for another minute', async () => {
      const phone = await openPhone(bank, 'chen.gang');
      const first = phone.token();
      now += 10 * MINUTE + 1;
      await phone.get('/me');
      const second = phone.token();
      expect(second).not.toBe(first);
      expect(await me(second)).toBe(200);
      expect(await me(first)).toBe(200);
    });

    it('ends when an old token comes back late: somebody copied it', async () => {
      const phone = await openPhone(bank, 'chen.gang');
      const first = phone.token();
      now += 10 * MINUTE + 1;
      await phone.get('/me');
      await phone.get('/me');
      now += MINUTE + 1;
      expect(await me(first)).toBe(401);
      expect((await phone.get('/me')).status).toBe(401);
    });

    it('outlives an answer that was lost on its way', async () => {
      const phone = await openPhone(bank, 'chen.gang');
      const first = phone.token();
      now += 10 * MINUTE + 1;
      // The answer with the new token never arrived: the phone goes on with what it has.
      await phoneWith(bank, first).get('/me');
      now += 5 * MINUTE;
      const again = phoneWith(bank, first);
      expect((await again.get('/me')).status).toBe(200);
      expect(again.token()).not.toBe(first);
      expect((await again.get('/me')).status).toBe(200);
    });

    it('ends after two idle hours, and after twelve however busy', async () => {
      const idle = await openPhone(bank, 'chen.gang');
      now += 2 * 60 * MINUTE + 1;
      expect((await idle.get('/me')).status).toBe(401);

      const busy = await openPhone(bank, 'chen.gang');
      const end = now + 12 * 60 * MINUTE;
      while (now < end) {
        expect((await busy.get('/me')).status).toBe(200);
        now += 60 * MINUTE;
      }
      now = end + 1;
      expect((await busy.get('/me')).status).toBe(401);
    });

    it('ends on one device, or on all', async () => {
      const [one, other] = [await openPhone(bank, 'wu.qian'), await openPhone(bank, 'wu.qian')];
      await one.post('/session/end', {});
      expect((await one.get('/me')).status).toBe(401);
      expect((await other.get('/me')).status).toBe(200);
      const third = await openPhone(bank, 'wu.qian');
      await third.post('/session/end-all', {});
      expect((await other.get('/me')).status).toBe(401);
    });

    it('is nobody without a token, with a made-up one, or with one of another kind', async () => {
      for (const token of ['', 'x', `${'a'.repeat(43)}.${'b'.repeat(43)}`, '../../etc/passwd', 'null'])
        expect(await me(token)).toBe(401);
    });

    it('of a leaver ends within a minute', async () => {
      const phone = await openPhone(bank, 'he.li');
      expect((await phone.get('/me')).status).toBe(200);
      bank.sandbox.leave('he.li');
      now += MINUTE;
      expect((await phone.get('/me')).status).toBe(401);
      expect(await bank.database.collection('sessions').countDocuments({ userId: 'he.li' })).toBe(0);
    });

    it('goes on while WeCom does not answer, for a quarter of an hour', async () => {
      const phone = await openPhone(bank, 'song.yang');
      await phone.get('/me');
      const { id } = bank.sandbox.faults.add({ kind: 'http_status', value: 503, path: 'user/get' });
      now += 5 * MINUTE;
      expect((await phone.get('/me')).status).toBe(200);
      now += 11 * MINUTE;
      expect((await phone.get('/me')).status).toBe(401);
      bank.sandbox.faults.clear(id);
    });
  });
});

describe('a change of the organisation file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suda-org-'));
  const orgFile = join(folder, 'org.yaml');
  const text = readFileSync('config/org.demo.yaml', 'utf8');
  let bank: TestBank;
  beforeAll(async () => {
    writeFileSync(orgFile, text);
    bank = await openBank({ orgFile });
  });
  afterAll(async () => {
    await bank.close();
    rmSync(folder, { recursive: true });
  });

  it('takes a role from who is logged in, and shuts out who is on the roll no more, without a new start', async () => {
    const phone = await openPhone(bank, 'xu.jing');
    const mayFile = async () => (await phone.get<{ mayFile?: boolean }>('/me')).body.mayFile;
    expect(await mayFile()).toBe(true);
    writeFileSync(orgFile, text.replace(/(userid: xu\.jing.*roles: )\[INTAKE\]/, '$1[STAFF]'));
    await until('the role is gone', async () => (await mayFile()) === false);
    writeFileSync(orgFile, text.replace(/^.*userid: xu\.jing.*\n/m, ''));
    await until('nobody of that name', async () => (await phone.get('/me')).status === 403);
    expect((await phone.get('/me')).body).toMatchObject({ type: 'urn:suda:problem:not_a_member' });
  });
});

describe('a web that has only just started', () => {
  it('takes logins from the first moment on', async () => {
    const bank = await openBank({ role: 'web' });
    try {
      expect((await (await openPhone(bank, 'zhou.min')).get('/me')).status).toBe(200);
    } finally {
      await bank.close();
    }
  });
});

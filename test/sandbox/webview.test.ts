import { request } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { startRig, type Rig } from './rig';
import { startService, type Service } from './service';

/** A browser in as far as it keeps cookies by name and path; `get` goes on to wherever it is sent. */
function browser(base: () => string) {
  const jar = new Map<string, { path: string; pair: string }>();
  const fetched = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(path, base());
    const cookie = [...jar.values()]
      .filter((each) => url.pathname.startsWith(each.path))
      .map(({ pair }) => pair);
    const headers = { ...(init.headers as Record<string, string>), cookie: cookie.join('; ') };
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const kept = /; path=([^;]*)/i.exec(line)?.[1] ?? '/';
      const key = `${pair.split('=')[0]};${kept}`;
      if (/max-age=0/i.test(line)) jar.delete(key);
      else jar.set(key, { path: kept, pair });
    }
    return answer;
  };
  const get = async (path: string): Promise<{ readonly url: string; readonly answer: Response }> => {
    const url = new URL(path, base());
    const answer = await fetched(url.href);
    const location = answer.headers.get('location');
    return location === null ? { url: url.href, answer } : get(new URL(location, url).href);
  };
  return { get, fetched, jar };
}

describe("a web page on a member's phone (手机里的网页)", () => {
  let rig: Rig;
  let service: Service;
  let on: ReturnType<typeof browser>;

  beforeEach(async () => {
    service = await startService(() => rig);
    rig = await startRig({ h5Url: service.h5Url });
    on = browser(() => rig.sandbox.url);
  });
  afterEach(async () => {
    await rig.sandbox.close();
    await service.close();
  });

  const me = async (userid: string) => (await on.fetched(`/phone/${userid}/api/me`)).json();

  it('logs the member in and returns to the page that was asked for', async () => {
    const page = await on.get('/phone/Lin/api/login?to=%23/pages/work/index');
    expect(page.url).toBe(`${rig.sandbox.url}/phone/Lin/h5/#/pages/work/index`);
    expect(await page.answer.text()).toContain('<title>待办</title>');
    expect(await me('Lin')).toEqual({ userid: 'Lin' });
  });

  it('does so too when the service names the real open.weixin.qq.com', async () => {
    expect((await on.get('/phone/Lin/api/login?to=&real')).answer.status).toBe(200);
    expect(await me('Lin')).toEqual({ userid: 'Lin' });
  });

  it('keeps two phones of one browser apart, also while both are logging in', async () => {
    const [lin, zhao] = await Promise.all(
      ['Lin', 'zhao'].map((userid) => on.fetched(`/phone/${userid}/api/login?to=`)),
    );
    await on.get(zhao?.headers.get('location') ?? '');
    await on.get(lin?.headers.get('location') ?? '');
    expect([await me('Lin'), await me('zhao')]).toEqual([{ userid: 'Lin' }, { userid: 'zhao' }]);
    expect((await on.fetched('/phone/007/api/me')).status).toBe(401);
  });

  it('does not hand a code of one phone to the state of another', async () => {
    const lin = await on.fetched('/phone/Lin/api/login?to=');
    const stolen = (lin.headers.get('location') ?? '').replace('/phone/Lin/', '/phone/zhao/');
    expect((await on.fetched(stolen)).status).toBe(403);
  });

  it('lets the service see a webview of WeCom, and nothing of the sandbox', async () => {
    await on.fetched('/phone/Lin/api/echo?a=%2e%2e%2f', {
      method: 'POST',
      body: 'x',
      headers: {
        'user-agent': 'HeadlessChrome',
        'sec-ch-ua': '"HeadlessChrome"',
        'sec-fetch-dest': 'iframe',
        'x-forwarded-for': '10.0.0.1',
        'x-request': 'kept',
        origin: rig.sandbox.url,
        referer: `${rig.sandbox.url}/phone/Lin/h5/?q`,
      },
    });
    const { url, headers } = service.seen();
    expect(url).toBe('/api/echo?a=%2e%2e%2f');
    expect(headers['user-agent']).toContain('wxwork/4.1');
    expect(headers).toMatchObject({
      host: new URL(service.origin).host,
      origin: service.origin,
      referer: `${service.origin}/h5/?q`,
      'sec-fetch-dest': 'document',
      'x-request': 'kept',
    });
    expect(Object.keys(headers).filter((name) => /^(x-forwarded|sec-ch-ua|cookie$)/.test(name))).toEqual([]);
    expect(JSON.stringify(headers)).not.toContain(String(rig.sandbox.port));
  });

  it('opens from the chat without a referer', async () => {
    const headers = { referer: `${rig.sandbox.url}/sandbox/?who=Lin` };
    await on.fetched('/phone/Lin/h5/', { headers });
    expect(service.seen().headers).not.toHaveProperty('referer');
  });

  it('keeps cookies under the path of the phone, whatever they are called, and forwards no others', async () => {
    await on.get('/phone/Lin/api/login?to=');
    expect([...on.jar.keys()]).toEqual(['phone.__Host-sid;/phone/Lin/']);
    await fetch(`${rig.sandbox.url}/phone/Lin/api/me`, {
      headers: { cookie: 'other=1; phone.a=b=c; phone.d=' },
    });
    expect(service.seen().headers.cookie).toBe('a=b=c; d=');
    const answer = await fetch(`${rig.sandbox.url}/phone/Lin/api/login`, { redirect: 'manual' });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^phone\.state=\w{32}; Path=\/phone\/Lin\/api; HttpOnly; SameSite=Lax$/,
    );
  });

  it('may be framed by the page of the sandbox, and by no other', async () => {
    const { headers } = await on.fetched('/phone/Lin/h5/');
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('content-security-policy')).toBe("default-src 'self'; frame-ancestors 'self'");
  });

  it('streams a body of any size both ways', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'a');
    const answer = await fetch(`${rig.sandbox.url}/phone/Lin/api/echo`, {
      method: 'POST',
      body: Readable.toWeb(Readable.from(Array.from({ length: 20 }, () => megabyte))) as ReadableStream,
      duplex: 'half',
    });
    expect(answer.status).toBe(201);
    expect((await answer.arrayBuffer()).byteLength).toBe(20 * megabyte.length);
  });

  it('passes on what comes, as it comes, and a cut as a cut', async () => {
    const open = await fetch(`${rig.sandbox.url}/phone/Lin/api/stream`);
    const reader = open.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('data: first\n\n');
    await reader?.cancel();
    const cut = await fetch(`${rig.sandbox.url}/phone/Lin/api/stream?cut`);
    await expect(cut.text()).rejects.toThrow();
  });

  it('passes on a refusal that comes before the whole body was read', async () => {
    const told = await new Promise((resolve, reject) => {
      const headers = { 'content-length': 64 * 1024 * 1024 };
      const path = `${rig.sandbox.url}/phone/Lin/api/too-large`;
      const sent = request(path, { method: 'POST', headers }, (answer) => {
        buffer(answer).then((body) => resolve([answer.statusCode, body.length]), reject);
      });
      sent.on('error', reject);
      sent.write(Buffer.alloc(1024 * 1024));
    });
    expect(told).toEqual([413, 3_600_000]);
  });

  it('breaks an upload off at the service when the page goes away in the middle of it', async () => {
    const headers = { 'content-length': 64 * 1024 * 1024 };
    const sent = request(`${rig.sandbox.url}/phone/Lin/api/upload`, { method: 'POST', headers });
    sent.on('error', () => undefined);
    await new Promise((resolve) => sent.write(Buffer.alloc(1024 * 1024), resolve));
    sent.destroy();
    await service.brokenOff;
    expect((await on.fetched('/phone/Lin/h5/')).status).toBe(200);
  });

  it.each([
    ['a page of the service', '/h5/?a#/b', '/phone/Lin/h5/?a#/b'],
    ['a page beside the one asked for', '../h5/', '/phone/Lin/h5/'],
    ['another host', 'https://bank.example/', '/sandbox/outside.html'],
    ['another port of this machine', 'http://127.0.0.1:9/', '/sandbox/outside.html'],
    [
      'a host that plays open.weixin.qq.com',
      'http://evil.example/connect/oauth2/authorize',
      '/sandbox/outside.html',
    ],
  ])('leads on to %s', async (_, url, location) => {
    const answer = await on.fetched(`/phone/Lin/api/to?url=${encodeURIComponent(url)}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, location]);
  });

  it('says that the sandbox opens no foreign page', async () => {
    const page = await on.get('/phone/Lin/api/to?url=https%3A%2F%2Fbank.example%2F');
    expect(await page.answer.text()).toContain('外部网页，沙箱不打开');
  });

  it("shows WeCom's own page when it refuses the login", async () => {
    const page = await on.get('/phone/Lin/api/login?agentid=7');
    expect(await page.answer.text()).toContain('网页授权没有通过：301002 ');
    expect(service.seen().url).toContain('/api/login');
  });

  it('stands under one address for each member', async () => {
    for (const path of ['/phone/lin/h5/?a', '/phone/Lin', '/phone/LIN'])
      expect((await on.get(path)).url).toContain('/phone/Lin/');
  });

  it.each([
    ['nobody of that name', () => '/phone/ghost/h5/', 404, '没有这位成员'],
    ['a member who has left', () => (rig.sandbox.leave('zhao'), '/phone/zhao/h5/'), 409, '这位成员已离职'],
    [
      'an app without a home page',
      () => (rig.sandbox.setH5Url(null), '/phone/Lin/h5/'),
      404,
      '应用还没有主页',
    ],
    ['no name at all', () => '/phone/', 404, 'Not Found'],
    ['a name that cannot be one', () => '/phone/%E0%A4%A/h5/', 404, 'Not Found'],
  ])('opens nothing for %s', async (_, path, status, words) => {
    const answer = await on.fetched(path());
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(words)]);
    expect(service.seen().url).toBe('');
  });

  it('says so when the service is down', async () => {
    await service.close();
    for (const init of [{}, { method: 'POST', body: Buffer.alloc(4 * 1024 * 1024) }]) {
      const answer = await on.fetched('/phone/Lin/h5/', init);
      expect([answer.status, await answer.text()]).toEqual([502, expect.stringContaining('服务没有应答')]);
    }
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a request the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
  ])('is not driven by a foreign web page: %s', async (_, headers) => {
    const answer = await on.fetched('/phone/Lin/api/echo', { method: 'POST', body: 'x', headers });
    expect([answer.status, service.seen().url]).toEqual([403, '']);
  });
});

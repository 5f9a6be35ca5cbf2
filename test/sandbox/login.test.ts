import { APP, startRig, type Rig } from './rig';

const H5 = 'http://suda.bank.example:8443/h5/';
const CALLBACK = 'http://suda.bank.example:8443/api/v1/session/h5/callback?to=pages%2Fwork';
const WEAPP = { appid: 'wx0123456789abcdef' };
const WECHAT = 'Mozilla/5.0 (iPhone) MicroMessenger/8.0.50';

const refusal = (errcode: number) => expect.objectContaining({ errcode }) as Error;

describe('logging in with WeCom', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig({ h5Url: H5, weapp: WEAPP });
  });
  afterEach(() => rig.sandbox.close());

  /** As the service would write it; `more` changes or drops parameters. */
  const link = (more: Readonly<Record<string, string | null>> = {}) => {
    const parameters = {
      appid: APP.corpId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'Once123',
      agentid: String(APP.agentId),
      ...more,
    };
    const given = Object.entries(parameters).filter((each): each is [string, string] => each[1] !== null);
    const query = new URLSearchParams(given).toString();
    return `${rig.sandbox.url}/connect/oauth2/authorize?${query}#wechat_redirect`;
  };
  const codeFor = (userid: string) =>
    new URL(rig.sandbox.authorize(userid, link())).searchParams.get('code') ?? '';
  const userInfo = (code: string) => rig.get(`auth/getuserinfo?code=${code}`);
  const session = (code: string, grant = 'authorization_code') =>
    rig.get(`miniprogram/jscode2session?js_code=${code}&grant_type=${grant}`);

  describe('on a web page (网页授权)', () => {
    it('returns to the page with a code and the state, and the code names the member', async () => {
      const back = new URL(rig.sandbox.authorize('LIN', link()));
      expect(back.href).toContain(`${CALLBACK}&code=`);
      expect(back.searchParams.get('state')).toBe('Once123');
      expect(await userInfo(back.searchParams.get('code') ?? '')).toEqual({
        errcode: 0,
        errmsg: 'ok',
        userid: 'Lin',
      });
    });

    it('takes a code once', async () => {
      const code = codeFor('lin');
      expect(await userInfo(code)).toMatchObject({ errcode: 0 });
      expect(await userInfo(code)).toMatchObject({ errcode: 40029 });
    });

    it('takes a code for five minutes', async () => {
      const [inTime, late] = [codeFor('lin'), codeFor('lin')];
      rig.sandbox.clock.advance(300_000);
      expect(await userInfo(inTime)).toMatchObject({ errcode: 0 });
      rig.sandbox.clock.advance(1);
      expect(await userInfo(late)).toMatchObject({ errcode: 40029 });
    });

    it.each([
      ['an unknown code', () => 'x'],
      ['no code', () => ''],
      ['a code of the mini-program', () => rig.sandbox.qyLogin('lin')],
    ])('answers 40029 to %s', async (_, code) => {
      expect(await userInfo(code())).toMatchObject({ errcode: 40029 });
    });

    it.each([
      ['snsapi_privateinfo', { scope: 'snsapi_privateinfo' }],
      ['no state', { state: null }],
      ['a state of 128 bytes', { state: 'a'.repeat(128) }],
    ])('lets %s through', async (_, more) => {
      const back = new URL(rig.sandbox.authorize('lin', link(more)));
      expect(await userInfo(back.searchParams.get('code') ?? '')).toMatchObject({ userid: 'Lin' });
      expect(back.searchParams.get('state')).toBe('state' in more ? more.state : 'Once123');
    });

    it.each([
      ['another corp', { appid: 'ww0' }, 40013],
      ['no agentid', { agentid: null }, 40056],
      ['an agentid that is no number', { agentid: 'x' }, 40056],
      ['the agentid of another app', { agentid: '7' }, 301002],
      ['another response_type', { response_type: 'token' }, 40058],
      ['another scope', { scope: 'snsapi_userinfo' }, 40058],
      ['no scope', { scope: null }, 40058],
      ['a state of 129 bytes', { state: 'a'.repeat(129) }, 40058],
      ['a state with a hyphen', { state: 'a-b' }, 40058],
      ['no redirect_uri', { redirect_uri: null }, 50001],
      ['a redirect_uri that is no address', { redirect_uri: '/callback' }, 50001],
      ['another host', { redirect_uri: 'http://bank.example:8443/' }, 50001],
      ['another port', { redirect_uri: 'http://suda.bank.example/' }, 50001],
      [
        'the host as a mere beginning',
        { redirect_uri: 'http://suda.bank.example:8443@evil.example/' },
        50001,
      ],
    ])('refuses %s: on the phone, and in words to a browser', async (_, more, errcode) => {
      expect(() => rig.sandbox.authorize('lin', link(more))).toThrow(refusal(errcode));
      const shown = await fetch(link(more), { headers: { 'user-agent': WECHAT }, redirect: 'manual' });
      expect([shown.status, shown.headers.get('location')]).toEqual([200, null]);
      expect(await shown.text()).toContain(`网页授权没有通过：${errcode} `);
    });

    it('refuses a link without its #wechat_redirect', () => {
      const bare = link().replace('#wechat_redirect', '');
      expect(() => rig.sandbox.authorize('lin', bare)).toThrow(refusal(40058));
    });

    it('knows no trusted domain until the app has a home page', async () => {
      rig.sandbox.setH5Url(null);
      expect(() => rig.sandbox.authorize('lin', link())).toThrow(refusal(50001));
      rig.sandbox.setH5Url(H5);
      expect(await userInfo(codeFor('lin'))).toMatchObject({ errcode: 0 });
    });

    it('names an outsider who comes from WeChat by openid alone', async () => {
      const answer = await fetch(link(), { headers: { 'user-agent': WECHAT }, redirect: 'manual' });
      expect(answer.status).toBe(302);
      const back = new URL(answer.headers.get('location') ?? '');
      const told = await userInfo(back.searchParams.get('code') ?? '');
      expect(told).toEqual({
        errcode: 0,
        errmsg: 'ok',
        openid: expect.stringMatching(/^o[\w-]{27}$/) as string,
      });
    });

    it('tells any other browser where the link is to be opened', async () => {
      const shown = await fetch(link(), { redirect: 'manual' });
      expect(await shown.text()).toContain('请在企业微信客户端打开链接');
    });

    it('names a member who has left since by openid alone, and lets nobody in who had left before', async () => {
      const code = codeFor('lin');
      rig.sandbox.leave('lin');
      const told = await userInfo(code);
      expect(told).toMatchObject({ errcode: 0 });
      expect(told).not.toHaveProperty('userid');
      expect(() => rig.sandbox.authorize('lin', link())).toThrow('这位成员已离职');
      expect(() => rig.sandbox.authorize('ghost', link())).toThrow('没有这位成员');
    });
  });

  describe('in the mini-program (小程序)', () => {
    it('gives a session for a code of wx.qy.login, once', async () => {
      const code = rig.sandbox.qyLogin('LIN');
      expect(await session(code)).toEqual({
        errcode: 0,
        errmsg: 'ok',
        corpid: APP.corpId,
        userid: 'Lin',
        session_key: expect.stringMatching(/^[\w+/]{22}==$/) as string,
      });
      expect(await session(code)).toMatchObject({ errcode: 40029 });
    });

    it('takes a code for five minutes', async () => {
      const code = rig.sandbox.qyLogin('lin');
      rig.sandbox.clock.advance(300_001);
      expect(await session(code)).toMatchObject({ errcode: 40029 });
    });

    it('refuses a code of wx.login, one of a web page, and another grant_type, which spends nothing', async () => {
      expect(await session('0a1WxLogin')).toMatchObject({ errcode: 40029 });
      expect(await session(codeFor('lin'))).toMatchObject({ errcode: 40029 });
      const code = rig.sandbox.qyLogin('lin');
      expect(await session(code, 'client_credential')).toMatchObject({ errcode: 40058 });
      expect(await session(code)).toMatchObject({ errcode: 0 });
    });

    it('answers 42013 for a member who has left since, and logs nobody in who had left before', async () => {
      const code = rig.sandbox.qyLogin('lin');
      rig.sandbox.leave('lin');
      expect(await session(code)).toMatchObject({ errcode: 42013 });
      expect(() => rig.sandbox.qyLogin('lin')).toThrow('这位成员已离职');
    });

    it('needs a mini-program that is associated with the app', async () => {
      const without = await startRig({ h5Url: H5 });
      expect(() => without.sandbox.qyLogin('lin')).toThrow('应用没有关联小程序');
      await without.sandbox.close();
    });
  });

  it('keeps codes and session keys out of the log', async () => {
    const [web, mini] = [codeFor('lin'), rig.sandbox.qyLogin('lin')];
    await userInfo(web);
    const key = (await session(mini))['session_key'] as string;
    const log = JSON.stringify(rig.sandbox.calls());
    expect([web, mini, key].filter((secret) => log.includes(secret))).toEqual([]);
  });
});

import { APP, startRig, text, type Reply, type Rig } from './rig';

describe('the doors of /cgi-bin', () => {
  let rig: Rig;
  const at = (path: string, init?: RequestInit) =>
    fetch(`${rig.sandbox.url}/cgi-bin/${path}`, init).then((answer) => answer.json());

  beforeEach(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.sandbox.close());

  it('hands out the same token for two hours, then another', async () => {
    const path = `gettoken?corpid=${APP.corpId}&corpsecret=${APP.secret}`;
    const first = await at(path);
    expect(first).toMatchObject({ errcode: 0, expires_in: 7200 });
    rig.sandbox.clock.advance(3_600_000);
    expect(await at(path)).toMatchObject({
      access_token: (first as { access_token: string }).access_token,
      expires_in: 3600,
    });
    rig.sandbox.clock.advance(3_600_000);
    expect(await at(path)).not.toMatchObject({
      access_token: (first as { access_token: string }).access_token,
    });
  });

  it.each([
    ['another corp', `corpid=ww0&corpsecret=${APP.secret}`, 40013],
    ['another secret', `corpid=${APP.corpId}&corpsecret=other`, 40001],
    ['a secret that cannot be one', `corpid=${APP.corpId}&corpsecret=%20!`, 40091],
    ['no corp', `corpsecret=${APP.secret}`, 41002],
    ['no secret', `corpid=${APP.corpId}`, 41004],
  ])('refuses a token to %s', async (_, query, errcode) => {
    expect(await at(`gettoken?${query}`)).toMatchObject({ errcode });
  });

  it('takes the token from the query alone', async () => {
    const body = JSON.stringify({ access_token: 'x' });
    expect(await at('message/send', { method: 'POST', body })).toMatchObject({ errcode: 41001 });
    expect(await at('message/send?access_token=x', { method: 'POST', body })).toMatchObject({
      errcode: 40014,
    });
  });

  it('says 42001 of a token that ran out and 40014 of one that was withdrawn', async () => {
    const { access_token: token } = (await at(`gettoken?corpid=${APP.corpId}&corpsecret=${APP.secret}`)) as {
      access_token: string;
    };
    rig.sandbox.clock.advance(7_200_000);
    expect(await at(`user/get?userid=lin&access_token=${token}`)).toMatchObject({ errcode: 42001 });
    rig.sandbox.faults.add({ path: '*', kind: 'expire_token' });
    expect(await at(`user/get?userid=lin&access_token=${token}`)).toMatchObject({ errcode: 40014 });
  });

  it.each([
    ['an unknown path', 'message/sent', 'POST', '{}', 40066],
    ['a GET where POST is due', 'message/send', 'GET', undefined, 43002],
    ['a POST where GET is due', 'user/get', 'POST', '{}', 43001],
    ['a body that is not JSON', 'message/send', 'POST', 'touser=lin', 47001],
    ['a body that is no object', 'message/send', 'POST', '[]', 47001],
    ['a body that is not UTF-8', 'message/send', 'POST', Buffer.from([0x7b, 0xff, 0x7d]), 82004],
    ['\\u escapes', 'message/send', 'POST', '{"text":{"content":"\\u4f60"}}', 40033],
    ['an escape behind an escaped backslash', 'message/send', 'POST', '{"a":"\\\\\\u4f60"}', 40033],
  ])('refuses %s', async (_, path, method, body, errcode) => {
    const { access_token: token } = (await at(`gettoken?corpid=${APP.corpId}&corpsecret=${APP.secret}`)) as {
      access_token: string;
    };
    const init = body === undefined ? { method } : { method, body };
    expect(await at(`${path}?access_token=${token}`, init)).toMatchObject({ errcode });
  });

  it('does not take an escaped backslash before a u for an escape', async () => {
    const raw = `{"agentid":${APP.agentId},"touser":"lin","msgtype":"text","text":{"content":"\\\\u4f60"}}`;
    expect(await rig.post('message/send', raw)).toMatchObject({ errcode: 0 });
    expect(rig.sandbox.chat('lin')).toMatchObject([{ content: '\\u4f60' }]);
  });

  it('answers 45009 beyond the calls of a minute, and again when the minute is over', async () => {
    const busy = await startRig({ limits: { callsPerMinute: 2 } });
    const { access_token: token } = await busy.get(`gettoken?corpid=${APP.corpId}&corpsecret=${APP.secret}`);
    const read = async () =>
      (
        (await (
          await fetch(`${busy.sandbox.url}/cgi-bin/user/get?userid=lin&access_token=${String(token)}`)
        ).json()) as Reply
      ).errcode;
    expect([await read(), await read(), await read()]).toEqual([0, 0, 45009]);
    busy.sandbox.clock.advance(60_000);
    expect(await read()).toBe(0);
    await busy.sandbox.close();
  });

  it('logs every call with its tokens and secrets masked', async () => {
    await rig.send(text('你好'));
    const calls = rig.sandbox.calls();
    expect(calls.map((call) => call.path)).toEqual(['/cgi-bin/gettoken', '/cgi-bin/message/send']);
    expect(calls[1]).toMatchObject({ status: 200, errcode: 0, request: { query: { access_token: '***' } } });
    expect(JSON.stringify(calls)).not.toContain(APP.secret);
  });
});

describe('reading the directory (通讯录)', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  afterAll(() => rig.sandbox.close());

  it('finds a member without regard to case, and shows no avatar or mobile', async () => {
    const member = await rig.get('user/get?userid=LIN');
    expect(member).toMatchObject({
      errcode: 0,
      userid: 'Lin',
      name: '林晓',
      main_department: 3,
      direct_leader: ['zhao'],
      status: 1,
    });
    expect(Object.keys(member)).not.toEqual(expect.arrayContaining(['avatar']));
    expect(member).not.toHaveProperty('mobile');
  });

  it('lists the direct members of a department only', async () => {
    expect(await rig.get('user/simplelist?department_id=2')).toMatchObject({
      userlist: [{ userid: 'zhao', name: '赵敏', department: [2] }],
    });
    expect((await rig.get('user/list?department_id=1'))['userlist']).toMatchObject([
      { userid: '007', position: '行长' },
    ]);
  });

  it('lists departments with everything below', async () => {
    expect((await rig.get('department/list?id=2'))['department']).toMatchObject([
      { id: 2, parentid: 1 },
      { id: 3, name: '城南支行' },
    ]);
    expect((await rig.get('department/simplelist'))['department_id']).toMatchObject([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
  });

  it.each([
    ['user/get?userid=nobody', 60111],
    ['user/get', 40003],
    ['user/list?department_id=9', 60003],
    ['department/list?id=x', 60003],
  ])('refuses %s', async (path, errcode) => {
    expect(await rig.get(path)).toMatchObject({ errcode });
  });
});

import { KEYS, startReceiver, startRig, text, type Rig } from './rig';

describe('faults (故障开关)', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.sandbox.close());

  const shown = () => rig.sandbox.chat('lin').length;

  it('answer an errcode as often as asked, without doing anything', async () => {
    rig.sandbox.faults.add({ path: 'message/send', kind: 'errcode', value: -1, count: 2 });
    const answers = [await rig.send(text('x')), await rig.send(text('x')), await rig.send(text('x'))];
    expect(answers.map((answer) => answer.errcode)).toEqual([-1, -1, 0]);
    expect(shown()).toBe(1);
    expect(rig.sandbox.faults.list()).toEqual([]);
  });

  it('stay until cleared when no count is given', async () => {
    const fault = rig.sandbox.faults.add({ path: '/cgi-bin/message/send', kind: 'errcode', value: 45009 });
    await rig.send(text('x'));
    expect(await rig.send(text('x'))).toMatchObject({ errcode: 45009 });
    expect(rig.sandbox.faults.clear(fault.id)).toBe(true);
    expect(await rig.send(text('x'))).toMatchObject({ errcode: 0 });
  });

  it('strike the path they name and no other; * strikes all', async () => {
    rig.sandbox.faults.add({ path: 'message/recall', kind: 'errcode', value: -1 });
    expect(await rig.send(text('x'))).toMatchObject({ errcode: 0 });
    rig.sandbox.faults.add({ path: '*', kind: 'errcode', value: 45033 });
    expect(await (await fetch(`${rig.sandbox.url}/cgi-bin/gettoken`)).json()).toMatchObject({
      errcode: 45033,
    });
  });

  it('answer an HTTP status that is no answer of the API', async () => {
    rig.sandbox.faults.add({ path: 'user/get', kind: 'http_status', value: 502 });
    expect((await fetch(`${rig.sandbox.url}/cgi-bin/user/get`)).status).toBe(502);
  });

  it('answer something that is not JSON', async () => {
    rig.sandbox.faults.add({ path: 'user/get', kind: 'non_json' });
    const answer = await fetch(`${rig.sandbox.url}/cgi-bin/user/get`);
    expect([answer.status, await answer.text()]).toEqual([200, '<html>upstream</html>']);
  });

  it('hold the answer back after the call took effect', async () => {
    rig.sandbox.faults.add({ path: 'message/send', kind: 'delay_after', value: 300, count: 1 });
    const answer = rig.send(text('x'));
    await rig.sandbox.waitFor('lin', ({ content }) => content === 'x');
    let isAnswered = false;
    void answer.then(() => (isAnswered = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    expect(await answer).toMatchObject({ errcode: 0 });
    expect(rig.sandbox.calls().at(-1)?.ms).toBeGreaterThanOrEqual(290);
  });

  it('cut the connection before the call takes effect', async () => {
    rig.sandbox.faults.add({ path: 'message/send', kind: 'cut_before', count: 1 });
    await expect(rig.send(text('x'))).rejects.toThrow('fetch failed');
    expect(shown()).toBe(0);
    expect(rig.sandbox.calls().at(-1)).toMatchObject({ status: 0, note: 'cut before execution' });
  });

  it('cut the connection after the call took effect; the duplicate check then saves the retry', async () => {
    rig.sandbox.faults.add({ path: 'message/send', kind: 'cut_after', count: 1 });
    const message = { ...text('x'), enable_duplicate_check: 1 };
    await expect(rig.send(message)).rejects.toThrow('fetch failed');
    expect(shown()).toBe(1);
    expect(await rig.send(message)).toMatchObject({ errcode: 0 });
    expect(shown()).toBe(1);
  });

  it('delay an answer', async () => {
    rig.sandbox.faults.add({ path: 'message/send', kind: 'delay', value: 30 });
    await rig.send(text('x'));
    expect(rig.sandbox.calls().at(-1)?.ms).toBeGreaterThanOrEqual(29);
  });

  it('withdraw the token at once and leave no switch', async () => {
    const { access_token: before } = await rig.get(
      'gettoken?corpid=wx5823bf96d3bd56c7&corpsecret=sandbox-secret',
    );
    rig.sandbox.faults.add({ path: '*', kind: 'expire_token' });
    expect(await rig.get('gettoken?corpid=wx5823bf96d3bd56c7&corpsecret=sandbox-secret')).not.toMatchObject({
      access_token: before,
    });
    expect(rig.sandbox.faults.list()).toEqual([]);
  });

  it('deliver a callback twice, and hold callbacks back until cleared', async () => {
    let arrived = () => undefined as void;
    const receiver = await startReceiver((response) => {
      response.end();
      arrived();
    });
    rig.sandbox.setCallback({ url: receiver.url, ...KEYS });
    rig.sandbox.faults.add({ path: 'text', kind: 'duplicate_callback', count: 1 });
    expect((await rig.sandbox.say('lin', '一')).attempts).toHaveLength(2);
    expect((await rig.sandbox.say('lin', '二')).attempts).toHaveLength(1);

    const pause = rig.sandbox.faults.add({ path: '*', kind: 'pause_callbacks' });
    const held = await rig.sandbox.say('lin', '三');
    expect(held).toMatchObject({ outcome: 'queued', attempts: [] });
    expect(receiver.requests).toHaveLength(3);
    const delivered = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    rig.sandbox.faults.clear(pause.id);
    await delivered;
    expect(receiver.requests).toHaveLength(4);
    await receiver.close();
  });

  it.each([
    [{ path: '', kind: 'delay', value: 1 }],
    [{ path: '*', kind: 'earthquake' }],
    [{ path: '*', kind: 'errcode' }],
    [{ path: '*', kind: 'delay', value: -1 }],
    [{ path: '*', kind: 'http_status', value: 42 }],
    [{ path: '*', kind: 'non_json', count: 0 }],
  ])('refuse the order %j', (order) => {
    expect(() => rig.sandbox.faults.add(order as Parameters<typeof rig.sandbox.faults.add>[0])).toThrow(
      TypeError,
    );
  });
});

import { APP, KEYS, startReceiver, startRig, type Receiver, type Rig } from './rig';

const WEAPP = { appid: 'wx0123456789abcdef' };
const click = (more: object = {}) => ({ type: 'click', name: '待办', key: 'todo', ...more });
const view = (more: object = {}) => ({
  type: 'view',
  name: '主页',
  url: 'https://bank.example/h5/',
  ...more,
});
const mini = (more: object = {}) => ({
  type: 'view_miniprogram',
  name: '登记',
  ...WEAPP,
  pagepath: 'pages/file/index',
  ...more,
});
const below = (...sub_button: object[]) => ({ name: '我的', sub_button });
const times = <T>(count: number, each: T): T[] => Array.from({ length: count }, () => each);

describe("the app's menu (自定义菜单)", () => {
  let rig: Rig;
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver((response) => response.end());
    rig = await startRig({ callback: { url: receiver.url, ...KEYS }, weapp: WEAPP });
  });
  afterEach(async () => {
    await rig.sandbox.close();
    await receiver.close();
  });

  const create = (...button: unknown[]) => rig.post(`menu/create?agentid=${APP.agentId}`, { button });
  const read = () => rig.get(`menu/get?agentid=${APP.agentId}`);
  const choose = (userid: string, ...at: number[]) =>
    fetch(`${rig.sandbox.url}/sandbox/api/chats/${userid}/menu`, {
      method: 'POST',
      body: JSON.stringify({ at }),
    });
  const told = () =>
    rig.sandbox.callbacks().map(({ event, xml }) => [event, xml.match(/(?<=Key><!\[CDATA\[)[^\]]*/)?.[0]]);

  it('is read as it was created, and is gone once deleted', async () => {
    expect(await read()).toMatchObject({ errcode: 46003 });
    const buttons = [click(), view(), below(click(), mini())];
    expect(await create(...buttons)).toMatchObject({ errcode: 0 });
    expect((await read())['button']).toEqual(buttons);
    expect(await rig.get(`menu/delete?agentid=${APP.agentId}`)).toMatchObject({ errcode: 0 });
    expect(await read()).toMatchObject({ errcode: 46003 });
  });

  it('tells the service what was chosen: the key, the address, or the page', async () => {
    await create(click(), view(), below(click({ key: 'digest' }), mini()));
    for (const at of [[0], [1], [2, 0], [2, 1]]) expect((await choose('lin', ...at)).status).toBe(200);
    expect(told()).toEqual([
      ['click', 'todo'],
      ['view', 'https://bank.example/h5/'],
      ['click', 'digest'],
      ['view_miniprogram', 'pages/file/index'],
    ]);
  });

  it('has nothing where nothing stands, and nothing that the sandbox cannot do', async () => {
    await create(below(click()), { type: 'scancode_push', name: '扫码', key: 's' });
    for (const at of [[], [2], [-1], [0, 1], [1, 0]]) expect((await choose('lin', ...at)).status).toBe(404);
    expect(await (await choose('lin', 1)).json()).toEqual({ message: '沙箱里没有这种菜单' });
    rig.sandbox.leave('lin');
    expect((await choose('lin', 0, 0)).status).toBe(409);
    expect(told()).toEqual([]);
  });

  it.each([
    ['three buttons', times(3, click())],
    ['five below one', [below(...times(5, click()))]],
    [
      'names of 16 and of 40 bytes',
      [click({ name: 'n'.repeat(16) }), below(click({ name: 'n'.repeat(40) }))],
    ],
    ['a key of 128 bytes', [click({ key: 'k'.repeat(128) })]],
  ])('takes %s', async (_, buttons) => {
    expect(await create(...buttons)).toMatchObject({ errcode: 0 });
  });

  it.each([
    ['no button', [], 40016],
    ['four buttons', times(4, click()), 40016],
    ['a button of no type', [click({ type: undefined })], 40017],
    ['a button of another type', [click({ type: 'call' })], 40017],
    ['a name of 17 bytes', [click({ name: 'n'.repeat(17) })], 40018],
    ['a list without a name', [{ sub_button: [click()] }], 40018],
    ['a key of 129 bytes', [click({ key: 'k'.repeat(129) })], 40019],
    ['a button without its key', [click({ key: undefined })], 40019],
    ['a page without its address', [view({ url: undefined })], 40020],
    ['an address without its scheme', [view({ url: 'bank.example' })], 40020],
    ['a mini-program without its page', [mini({ pagepath: undefined })], 40020],
    ['a mini-program without its appid', [mini({ appid: undefined })], 90200],
    ['a foreign mini-program', [mini({ appid: 'wxffffffffffffffff' })], 90208],
    ['a foreign mini-program in a list', [below(mini({ appid: 'wxffffffffffffffff' }))], 90208],
    ['an empty list', [below()], 40023],
    ['six below one', [below(...times(6, click()))], 40023],
    ['an item of another type', [below(click({ type: 'call' }))], 40024],
    ['an item of 41 bytes', [below(click({ name: 'n'.repeat(41) }))], 40025],
    ['an item without its key', [below(click({ key: '' }))], 40026],
    ['an item without its address', [below(view({ url: '' }))], 40027],
    ['what is no button', ['todo'], 40058],
    ['a field nobody knows', [click({ media_id: 'm' })], 40058],
  ])('refuses %s', async (_, buttons, errcode) => {
    expect(await create(...buttons)).toMatchObject({ errcode });
    expect(await read()).toMatchObject({ errcode: 46003 });
  });

  it('belongs to one app', async () => {
    expect(await rig.post('menu/create?agentid=7', { button: [click()] })).toMatchObject({ errcode: 301002 });
    expect(await rig.get('menu/get')).toMatchObject({ errcode: 40056 });
    expect(await rig.get('menu/delete?agentid=7')).toMatchObject({ errcode: 301002 });
  });
});

import { startRig, type Rig } from './rig';

const APPID = 'wx0123456789abcdef';
const items = (count: number) => Array.from({ length: count }, (_, n) => ({ key: `键${n}`, value: '值' }));

describe('a mini-program notice (小程序通知)', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig({ weapp: { appid: APPID } });
  });
  afterEach(() => rig.sandbox.close());

  const notice = (more: object = {}) => ({ appid: APPID, title: '投诉待办', ...more });
  const send = (miniprogram_notice: unknown, more: object = {}) =>
    rig.send({ msgtype: 'miniprogram_notice', miniprogram_notice, ...more });

  it('is shown as the notice it looks like, its first item enlarged, and leads to its page', async () => {
    const page = 'pages/case/index?id=KFB26000001';
    const content_item = [
      { key: '到期', value: '今天 17:00' },
      { key: '编号', value: 'KFB26000001' },
    ];
    const sent = notice({ page, description: '请尽快办理', emphasis_first_item: true, content_item });
    expect(await send(sent)).toMatchObject({ errcode: 0 });
    expect(rig.sandbox.chat('lin')).toMatchObject([
      {
        kind: 'card',
        card: {
          card_type: 'text_notice',
          main_title: { title: '投诉待办', desc: '请尽快办理' },
          emphasis_content: { title: '今天 17:00', desc: '到期' },
          horizontal_content_list: [{ keyname: '编号', value: 'KFB26000001' }],
          card_action: { type: 2, appid: APPID, pagepath: page },
        },
      },
    ]);
  });

  it('opens nothing without a page', async () => {
    await send(notice({ content_item: items(1) }));
    const [shown] = rig.sandbox.chat('lin');
    expect(shown?.card).toMatchObject({ horizontal_content_list: [{ keyname: '键0' }] });
    expect(shown?.card).not.toHaveProperty('card_action');
    expect(shown?.card).not.toHaveProperty('jump_list');
  });

  it.each([
    ['a title of four characters', { title: '四个字的' }],
    ['a title of twelve', { title: '字'.repeat(12) }],
    ['a page of 1024 bytes', { page: 'p'.repeat(1024) }],
    ['ten items', { content_item: items(10) }],
    [
      'a key of ten and a value of thirty',
      { content_item: [{ key: '键'.repeat(10), value: '值'.repeat(30) }] },
    ],
  ])('is taken with %s', async (_, more) => {
    expect(await send(notice(more))).toMatchObject({ errcode: 0 });
  });

  it.each([
    ['no appid', { appid: undefined }, 90200],
    ['eleven items', { content_item: items(11) }, 90201],
    ['a key of eleven', { content_item: [{ key: '键'.repeat(11), value: '值' }] }, 90202],
    ['no key', { content_item: [{ value: '值' }] }, 90202],
    ['a value of thirty-one', { content_item: [{ key: '键', value: '值'.repeat(31) }] }, 90203],
    ['a page of 1025 bytes', { page: 'p'.repeat(1025) }, 90204],
    ['an appid that cannot be one', { appid: 'wx0' }, 90207],
    ['the appid of another app', { appid: 'wxffffffffffffffff' }, 90208],
    ['no title', { title: undefined }, 41016],
    ['a title of three characters', { title: '三个字' }, 40058],
    ['a title of thirteen', { title: '字'.repeat(13) }, 40058],
    ['a description of three', { description: '三个字' }, 40058],
    ['a description of thirteen', { description: '字'.repeat(13) }, 40058],
    ['an emphasis that is no flag', { emphasis_first_item: 1 }, 40058],
    ['a field nobody knows', { pagepath: 'p' }, 40058],
  ])('is refused with %s', async (_, more, errcode) => {
    expect(await send(notice(more))).toMatchObject({ errcode });
    expect(rig.sandbox.chat('lin')).toEqual([]);
  });

  it('does not go to everybody at once', async () => {
    expect(await send(notice(), { touser: '@all' })).toMatchObject({ errcode: 40031 });
  });

  it('needs a mini-program associated with the app', async () => {
    const without = await startRig();
    const message = { msgtype: 'miniprogram_notice', miniprogram_notice: notice() };
    expect(await without.send(message)).toMatchObject({ errcode: 90206 });
    await without.sandbox.close();
  });
});

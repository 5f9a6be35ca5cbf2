import { APP, buttonCard, card, startRig, text, type Reply, type Rig } from './rig';

const HOUR = 3_600_000;

describe('message/update_template_card', () => {
  let rig: Rig;
  let sent: Reply;

  beforeEach(async () => {
    rig = await startRig();
    sent = await rig.send({ ...card(buttonCard('case-1')), touser: 'lin|zhao' });
  });
  afterEach(() => rig.sandbox.close());

  const update = (change: object) =>
    rig.post('message/update_template_card', {
      agentid: APP.agentId,
      userids: ['lin'],
      response_code: sent.response_code,
      ...change,
    });
  const grey = { button: { replace_name: '已同意' } };
  const codeOfTap = async (userid: string) => {
    const delivery = await rig.sandbox.tap(userid, 'case-1', 'approve');
    return /<ResponseCode><!\[CDATA\[(.+?)]]>/.exec(delivery?.xml ?? '')?.[1];
  };

  it('greys the buttons of the members named, in place', async () => {
    expect(await update(grey)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(rig.sandbox.chat('lin')).toMatchObject([
      { taskId: 'case-1', state: { disabledButtons: '已同意' } },
    ]);
    expect(rig.sandbox.chat('zhao')[0]).not.toHaveProperty('state');
  });

  it('puts another card in place, whose taps still bear the first task_id', async () => {
    const template_card = { ...buttonCard('case-1'), task_id: undefined, main_title: { title: '新方案' } };
    expect(await update({ atall: 1, userids: undefined, template_card })).toMatchObject({ errcode: 0 });
    expect(rig.sandbox.chat('zhao')).toMatchObject([
      { card: { main_title: { title: '新方案' } }, taskId: 'case-1' },
    ]);
    expect((await rig.sandbox.tap('zhao', 'case-1', 'approve'))?.xml).toContain(
      '<TaskId><![CDATA[case-1]]></TaskId>',
    );
  });

  it('disables the buttons of the new card when it carries replace_text', async () => {
    await update({ template_card: { ...buttonCard('case-1'), replace_text: '已结束' } });
    expect(rig.sandbox.chat('lin')).toMatchObject([{ state: { disabledButtons: '已结束' } }]);
    await expect(rig.sandbox.tap('lin', 'case-1', 'approve')).rejects.toMatchObject({ status: 409 });
  });

  it('reaches departments, but only those who received the card', async () => {
    await update({ userids: [], partyids: [1], ...grey });
    expect(rig.sandbox.chat('zhao')).toMatchObject([{ state: { disabledButtons: '已同意' } }]);
    expect(rig.sandbox.chat('007')).toEqual([]);
  });

  it('names in an array, in lower case, who never received it', async () => {
    expect(await update({ userids: ['LIN', '007', 'Ghost'], ...grey })).toMatchObject({
      errcode: 0,
      invaliduser: ['007', 'ghost'],
    });
  });

  it('works once a code: 42022 afterwards', async () => {
    await update(grey);
    expect(await update(grey)).toMatchObject({ errcode: 42022 });
  });

  it('keeps the code when the request was refused', async () => {
    expect(await update({})).toMatchObject({ errcode: 40058 });
    expect(await update(grey)).toMatchObject({ errcode: 0 });
  });

  it('works for 72 h by the sandbox clock: 60140 afterwards', async () => {
    rig.sandbox.clock.advance(72 * HOUR);
    expect(await update(grey)).toMatchObject({ errcode: 0 });
    const late = await codeOfTap('zhao');
    rig.sandbox.clock.advance(72 * HOUR + 1);
    expect(await update({ ...grey, response_code: late })).toMatchObject({ errcode: 60140 });
  });

  it('gets a fresh code with every tap, each good for one update', async () => {
    const [first, second] = [await codeOfTap('lin'), await codeOfTap('lin')];
    expect(new Set([first, second, sent.response_code]).size).toBe(3);
    for (const response_code of [second, first]) {
      expect(await update({ ...grey, response_code })).toMatchObject({ errcode: 0 });
      expect(await update({ ...grey, response_code })).toMatchObject({ errcode: 42022 });
    }
  });

  it.each([
    ['an unknown code', { ...grey, response_code: 'x' }, 60140],
    ['no code', { ...grey, response_code: undefined }, 60140],
    ['both a button and a card', { ...grey, template_card: buttonCard('y') }, 40058],
    ['neither', {}, 40058],
    ['a button without name', { button: {} }, 42020],
    [
      'a card that breaks a rule',
      { template_card: { card_type: 'text_notice', main_title: { title: 't' } } },
      42045,
    ],
    ['no target', { ...grey, userids: [] }, 82001],
    ['userids joined like in a send', { ...grey, userids: 'lin|zhao' }, 40031],
    ['departments as strings', { ...grey, partyids: ['1'] }, 40058],
    ['1001 members', { ...grey, userids: Array(1001).fill('lin') }, 40032],
    ['another app', { ...grey, agentid: 1 }, 42015],
    ['no agentid', { ...grey, agentid: undefined }, 40056],
  ])('refuses %s', async (_, change, errcode) => {
    expect(await update(change)).toMatchObject({ errcode });
  });

  it('refuses to grey a notice, which has no buttons', async () => {
    const action_menu = { desc: '更多', action_list: [{ text: '退订', key: 'off' }] };
    const notice = {
      card_type: 'text_notice',
      task_id: 'n-1',
      main_title: { title: 't' },
      action_menu,
      card_action: { type: 1, url: 'https://bank.example' },
    };
    const { response_code } = await rig.send(card(notice));
    expect(await update({ ...grey, response_code })).toMatchObject({ errcode: 40058 });
  });

  it('answers 42016 once the card is recalled', async () => {
    await rig.post('message/recall', { msgid: sent.msgid });
    expect(await update(grey)).toMatchObject({ errcode: 42016 });
  });
});

describe('message/recall', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.sandbox.close());

  it('takes the message from everybody who received it', async () => {
    const { msgid } = await rig.send({ ...text('写错了'), touser: 'lin|zhao' });
    expect(await rig.post('message/recall', { msgid })).toMatchObject({ errcode: 0 });
    for (const userid of ['lin', 'zhao']) {
      expect(rig.sandbox.chat(userid)).toMatchObject([{ kind: 'system', content: '诉达撤回了一条消息' }]);
    }
  });

  it('is too late after 24 h', async () => {
    const { msgid } = await rig.send(text('x'));
    rig.sandbox.clock.advance(24 * HOUR + 1);
    expect(await rig.post('message/recall', { msgid })).toMatchObject({ errcode: 42052 });
  });

  it('refuses a msgid nobody gave', async () => {
    expect(await rig.post('message/recall', { msgid: 'x' })).toMatchObject({ errcode: 40058 });
  });
});

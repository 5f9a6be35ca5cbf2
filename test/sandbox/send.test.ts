import { APP, buttonCard, card, startRig, text, type Rig } from './rig';

const DAY = 86_400_000;

describe('message/send', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.sandbox.close());

  const contents = (userid: string) => rig.sandbox.chat(userid).map((message) => message.content);

  it('gives every recipient a copy, once, whatever the case of the userid', async () => {
    expect(await rig.send({ ...text('你好'), touser: 'LIN|zhao|lin' })).toEqual({
      errcode: 0,
      errmsg: 'ok',
      msgid: expect.any(String) as string,
    });
    expect(contents('lin')).toEqual(['你好']);
    expect(contents('zhao')).toEqual(['你好']);
    expect(contents('007')).toEqual([]);
  });

  it('reaches a department with everything below it, and everybody by @all', async () => {
    await rig.send({ ...text('部门'), touser: '', toparty: '2' });
    await rig.send({ ...text('全行'), touser: '@all' });
    expect([contents('lin'), contents('zhao'), contents('007')]).toEqual([
      ['部门', '全行'],
      ['部门', '全行'],
      ['全行'],
    ]);
  });

  it('names who cannot be reached, in lower case and joined by |, and reaches the others', async () => {
    const answer = await rig.send({ ...text('x'), touser: 'Ghost|lin|Wu', toparty: '9', totag: 'T1' });
    expect(answer).toMatchObject({
      errcode: 0,
      invaliduser: 'ghost|wu',
      invalidparty: '9',
      invalidtag: 't1',
    });
    expect(contents('lin')).toEqual(['x']);
  });

  it('answers 81013 when nobody can be reached', async () => {
    expect(await rig.send({ ...text('x'), touser: 'Ghost' })).toMatchObject({
      errcode: 81013,
      invaliduser: 'ghost',
    });
  });

  it.each([
    ['no target', { touser: '' }, 82001],
    ['touser as an array', { touser: ['lin'] }, 40031],
    ['1001 users', { touser: Array(1001).fill('lin').join('|') }, 40032],
    ['101 departments', { toparty: Array(101).fill('1').join('|') }, 82002],
    ['101 tags', { totag: Array(101).fill('1').join('|') }, 82003],
    ['agentid as a string', { agentid: String(APP.agentId) }, 40056],
    ['another app', { agentid: 1 }, 301002],
    ['safe 2', { safe: 2 }, 40058],
    ['a flag that is no number', { enable_duplicate_check: true }, 40058],
    ['an interval over four hours', { duplicate_check_interval: 14_401 }, 40058],
    ['no msgtype', { msgtype: undefined }, 40008],
    ['a type nobody knows', { msgtype: 'hologram' }, 40008],
    ['a name every object has', { msgtype: 'constructor' }, 40008],
    ['an image without media', { msgtype: 'image', image: { media_id: 'm' } }, 40007],
    ['empty text', { text: { content: '' } }, 44004],
    ['text in the wrong place', { text: undefined, content: 'x' }, 44004],
    ['text that is no string', { text: { content: 1 } }, 40058],
    ['text far too long', { text: { content: 'x'.repeat(5121) } }, 40058],
    ['markdown too long', { msgtype: 'markdown', markdown: { content: 'x'.repeat(2049) } }, 45002],
    [
      'a text card without title',
      { msgtype: 'textcard', textcard: { description: 'd', url: 'https://bank.example' } },
      41016,
    ],
    [
      'a text card without scheme',
      { msgtype: 'textcard', textcard: { title: 't', description: 'd', url: 'bank.example' } },
      45034,
    ],
  ])('refuses %s', async (_, change, errcode) => {
    expect(await rig.send({ ...text('x'), ...change })).toMatchObject({ errcode });
    expect(contents('lin')).toEqual([]);
  });

  it('cuts text at 2048 bytes, never inside a character', async () => {
    await rig.send(text('诉'.repeat(800)));
    expect(contents('lin')).toEqual(['诉'.repeat(682)]);
  });

  it('shows markdown, and a text card as the notice it looks like', async () => {
    await rig.send({ msgtype: 'markdown', markdown: { content: '**急**' } });
    await rig.send({
      msgtype: 'textcard',
      textcard: {
        title: '催办',
        description: '<div class="gray">今天</div>到期',
        url: 'https://bank.example/1',
      },
    });
    expect(rig.sandbox.chat('lin')).toMatchObject([
      { kind: 'markdown', content: '**急**' },
      {
        kind: 'card',
        card: { card_type: 'text_notice', main_title: { title: '催办' }, sub_title_text: '今天\n到期' },
      },
    ]);
  });

  describe('with enable_duplicate_check', () => {
    const once = { ...text('催办'), enable_duplicate_check: 1 };

    it('accepts the same request again but shows no second copy', async () => {
      const first = await rig.send(once);
      expect(await rig.send(once)).toEqual(first);
      expect(contents('lin')).toEqual(['催办']);
      expect(rig.sandbox.calls().at(-1)).toMatchObject({
        errcode: 0,
        note: expect.stringContaining('duplicate') as string,
      });
    });

    it('accepts the same card again in spite of its task_id', async () => {
      const message = { ...card(buttonCard('t1')), enable_duplicate_check: 1 };
      const first = await rig.send(message);
      expect(await rig.send(message)).toEqual(first);
      expect(rig.sandbox.chat('lin')).toHaveLength(1);
    });

    it('refuses the same card with 42014 once the interval is over, for its task_id was used', async () => {
      const message = { ...card(buttonCard('t1')), enable_duplicate_check: 1, duplicate_check_interval: 60 };
      const first = await rig.send(message);
      rig.sandbox.clock.advance(59_999);
      expect(await rig.send(message)).toEqual(first);
      rig.sandbox.clock.advance(1);
      expect(await rig.send(message)).toMatchObject({ errcode: 42014 });
      expect(rig.sandbox.chat('lin')).toHaveLength(1);
    });

    it('takes another order of keys for another message', async () => {
      await rig.send(once);
      await rig.send({ enable_duplicate_check: 1, ...text('催办') });
      expect(contents('lin')).toEqual(['催办', '催办']);
    });

    it.each([
      ['1800 s by default', {}, 1800],
      ['the interval asked for', { duplicate_check_interval: 60 }, 60],
    ])('forgets after %s', async (_, interval, seconds) => {
      await rig.send({ ...once, ...interval });
      rig.sandbox.clock.advance(seconds * 1000 - 1);
      await rig.send({ ...once, ...interval });
      expect(contents('lin')).toHaveLength(1);
      rig.sandbox.clock.advance(1);
      await rig.send({ ...once, ...interval });
      expect(contents('lin')).toHaveLength(2);
    });

    it('does not hold a refused request against its repetition', async () => {
      rig.sandbox.setCallback(null);
      expect(await rig.send({ ...card(buttonCard('t1')), enable_duplicate_check: 1 })).toMatchObject({
        errcode: 43012,
      });
      rig.sandbox.setCallback({ url: 'http://127.0.0.1:9/', token: 't', aesKey: 'a'.repeat(43) });
      expect(await rig.send({ ...card(buttonCard('t1')), enable_duplicate_check: 1 })).toMatchObject({
        errcode: 0,
      });
    });
  });

  it('shows the same text twice without the duplicate check', async () => {
    await rig.send(text('x'));
    await rig.send(text('x'));
    expect(contents('lin')).toEqual(['x', 'x']);
  });

  it('drops the 31st message of a minute to a member without a word, and says so in the log', async () => {
    for (let n = 1; n <= 31; n += 1)
      expect(await rig.send({ ...text(`第${n}条`), touser: n === 31 ? 'lin|zhao' : 'lin' })).toMatchObject({
        errcode: 0,
      });
    expect(contents('lin')).toHaveLength(30);
    expect(contents('zhao')).toEqual(['第31条']);
    expect(rig.sandbox.calls().at(-1)).toMatchObject({ errcode: 0, note: 'dropped: Lin' });
    rig.sandbox.clock.advance(60_000);
    await rig.send(text('又可以了'));
    expect(contents('lin').at(-1)).toBe('又可以了');
  });

  it('drops beyond the thousand of an hour', async () => {
    const small = await startRig({ limits: { perMemberHour: 3 } });
    for (let n = 1; n <= 4; n += 1) {
      await small.send(text(String(n)));
      small.sandbox.clock.advance(120_000);
    }
    expect(small.sandbox.chat('lin')).toHaveLength(3);
    await small.sandbox.close();
  });

  it('answers 45009 when the person-times of the day are used up, until midnight in Beijing', async () => {
    const small = await startRig({ limits: { perAccountDay: 1 } });
    expect(await small.send({ ...text('1'), touser: '@all' })).toMatchObject({ errcode: 0 });
    expect(await small.send(text('2'))).toMatchObject({ errcode: 45009 });
    small.sandbox.clock.advance(DAY * (15 / 24));
    expect(await small.send(text('3'))).toMatchObject({ errcode: 0 });
    await small.sandbox.close();
  });
});

import { DEMO_APP } from '../../src/sandbox/demo/bank';
import { cardTo, heard, MONDAY, openBank, told, until, type TestBank } from '../support/bank';
import { signedCallback, type Happening } from '../support/signed-callback';

const PHONE = '13987654321';
const SENTENCE = `投诉：王女士，手机${PHONE}，信用卡年费重复扣了300元，要求退款`;
type Selected = Readonly<Record<string, readonly string[]>>;
const STRANGER = { userid: 'ye.fan', name: '叶凡' };

describe('bad input through the door has one clear outcome', () => {
  let bank: TestBank;
  let id: string;
  let count = 0;
  beforeAll(async () => {
    bank = await openBank({ strangers: [STRANGER] });
    await told(bank.sandbox, 'zhou.min', SENTENCE, '回复「确认」');
    id = /KFB\d{8}/u.exec(await told(bank.sandbox, 'zhou.min', '确认', '已登记'))?.[0] ?? '';
    await cardTo(bank.sandbox, 'zhou.min', id, '分类');
  });
  afterAll(() => bank.close());

  /** What no client of WeCom would send, signed and sealed as WeCom would. */
  const post = async (happening: Happening) => {
    const { callback } = bank;
    const { query, body } = signedCallback(happening, {
      identity: { corpId: DEMO_APP.corpId, token: callback.token, aesKey: callback.aesKey },
      nonce: `bad${count++}`,
    });
    const url = `${callback.url}?${new URLSearchParams(query).toString()}`;
    const { status } = await fetch(url, { method: 'POST', body });
    return status;
  };
  const now = () => MONDAY / 1_000;
  const tap = (from: string, taskId: string, eventKey: string, selected: Selected = {}) =>
    post({ type: 'tap', from, at: now(), taskId, eventKey, responseCode: `made-up-${count}`, selected });
  const events = () => bank.database.collection('events').countDocuments();
  const worked = async () => {
    const pending = { status: 'pending' };
    await until(
      'the inbox is empty',
      async () => (await bank.database.collection('inbox').countDocuments(pending)) === 0,
    );
    expect(await bank.database.collection('inbox').countDocuments({ status: 'failed' })).toBe(0);
  };
  /** Posts, hears one sentence, and finds that nothing has happened to any case. */
  const changesNothing = async (userid: string, words: string, act: () => Promise<number>) => {
    const [before, from] = [await events(), bank.sandbox.chat(userid).length];
    expect(await act()).toBe(200);
    await heard(bank.sandbox, userid, words, from);
    await worked();
    expect(await events()).toBe(before);
    const answers = bank.sandbox.chat(userid).slice(from);
    expect(answers.filter((each) => each.from === 'app' && each.kind === 'text')).toHaveLength(1);
  };
  const classifyCard = async () => (await cardTo(bank.sandbox, 'zhou.min', id, '分类')).taskId ?? '';

  it('a member whom the org file does not name is told whom to ask', async () => {
    await changesNothing(STRANGER.userid, '不在投诉处理的人员名单里', () =>
      post({ type: 'text', from: STRANGER.userid, at: now(), content: SENTENCE, msgId: 'stranger' }),
    );
  });

  it('a stranger who taps learns nothing of the case', async () => {
    const taskId = await classifyCard();
    await changesNothing(STRANGER.userid, '不是发给您的', () => tap(STRANGER.userid, taskId, 'classify'));
  });

  it('a picture is answered with what we can read', async () => {
    await changesNothing('zhou.min', '只看得懂文字', () =>
      post({ type: 'image', from: 'zhou.min', at: now(), msgId: 'picture' }),
    );
  });

  it('an event nobody asked for is taken and answered with silence', async () => {
    const from = bank.sandbox.chat('zhou.min').length;
    expect(await post({ type: 'event', event: 'share_agent_change', from: 'zhou.min', at: now() })).toBe(200);
    await worked();
    expect(bank.sandbox.chat('zhou.min')).toHaveLength(from);
  });

  it('a card that belongs to somebody else does nothing for the one who taps it', async () => {
    const taskId = await classifyCard();
    await changesNothing('xu.jing', '不是发给您的', () => tap('xu.jing', taskId, 'classify'));
  });

  it('a card we never sent, or whose name is a query, is called out of date', async () => {
    for (const taskId of ['no-such-card', '{"$ne":null}', '__proto__']) {
      await changesNothing('zhou.min', '已经办完', () => tap('zhou.min', taskId, 'approve'));
    }
  });

  it.each<[string, string, Selected]>([
    ['a button the card does not have', 'approve', {}],
    ['a button that is no word of ours', '__proto__', {}],
    ['a level that does not exist', 'classify', { level: ['level.enormous'] }],
    ['no choice at all', 'classify', {}],
  ])('%s: the tap is not understood', async (_what, key, selected) => {
    const taskId = await classifyCard();
    await changesNothing('zhou.min', '没读懂这次点击', () => tap('zhou.min', taskId, key, selected));
  });

  it('the same delivery three times is one act', async () => {
    const before = await events();
    const happening = {
      type: 'tap',
      from: 'zhou.min',
      at: now(),
      taskId: await classifyCard(),
      eventKey: 'classify',
      responseCode: 'once',
      selected: {
        business: ['business.credit-card'],
        reason: ['reason.pricing'],
        level: ['level.general'],
      },
    } as const;
    expect(await Promise.all([post(happening), post(happening), post(happening)])).toEqual([200, 200, 200]);
    await cardTo(bank.sandbox, 'lin.tao', id, '分派');
    await worked();
    expect(await events()).toBe(before + 1);
  });

  it('an investigator who must recuse, or is none, cannot be chosen by a forged option', async () => {
    const taskId = (await cardTo(bank.sandbox, 'lin.tao', id, '分派')).taskId ?? '';
    for (const chosen of ['invest.zhou.min', 'invest.wu.qian', 'invest.nobody']) {
      await changesNothing('lin.tao', '不能调查本案', () =>
        tap('lin.tao', taskId, 'assign', { invest: [chosen] }),
      );
    }
  });

  it('a step of another person, written by hand, is refused before it is read', async () => {
    await changesNothing('zhou.min', '这一步不归您办', () =>
      post({
        ...{ type: 'text', from: 'zhou.min', at: now(), msgId: 'not-mine' },
        content: `分派 ${id} 陈刚`,
      }),
    );
  });

  it('and none of it left a trace in the log, of a person or of code', () => {
    const log = bank.logged.join('');
    for (const word of [PHONE, '王女士', '叶凡', '年费', bank.callback.token, 'node_modules', '    at ']) {
      expect(log).not.toContain(word);
    }
    expect(log).not.toContain('"level":60');
  });
});

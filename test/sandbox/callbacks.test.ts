import { createDecipheriv, createHash } from 'node:crypto';

import { decrypt, encrypt, getSignature } from '@wecom/crypto';

import {
  APP,
  buttonCard,
  card,
  KEYS,
  MONDAY,
  startReceiver,
  startRig,
  type Answer,
  type Receiver,
  type Rig,
} from './rig';

const SECONDS = MONDAY / 1000;
const ok: Answer = (response) => response.end();

/** api.md 1.4 by hand, so that the sandbox is not measured with its own library. */
function opened(encrypted: string): { text: string; receiveId: string; pad: number } {
  const key = Buffer.from(`${KEYS.aesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const all = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const pad = all.readUInt8(all.length - 1);
  const rest = all.subarray(16, all.length - pad);
  const length = rest.readUInt32BE(0);
  return {
    text: rest.subarray(4, 4 + length).toString(),
    receiveId: rest.subarray(4 + length).toString(),
    pad,
  };
}

const signatureOf = (url: URL, encrypted: string): string =>
  createHash('sha1')
    .update(
      [KEYS.token, url.searchParams.get('timestamp'), url.searchParams.get('nonce'), encrypted]
        .sort()
        .join(''),
    )
    .digest('hex');
const encryptOf = (body: string): string => /<Encrypt><!\[CDATA\[(.+?)]]><\/Encrypt>/.exec(body)?.[1] ?? '';
const field = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:]]>)?</${name}>`, 's').exec(xml)?.[1];

function passiveReply(xml: string, token = KEYS.token): string {
  const sealed = encrypt(KEYS.aesKey, xml, APP.corpId);
  const signature = getSignature(token, SECONDS, '1', sealed);
  return `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>${SECONDS}</TimeStamp><Nonce><![CDATA[1]]></Nonce></xml>`;
}

describe('callbacks (回调)', () => {
  let rig: Rig;
  let receiver: Receiver;
  let answer: Answer;

  beforeEach(async () => {
    answer = ok;
    receiver = await startReceiver((...args) => answer(...args));
    const limits = { callbackTimeoutMs: 60, verifyTimeoutMs: 60, callbackRetries: 3 };
    rig = await startRig({ callback: { url: receiver.url, ...KEYS }, limits });
  });
  afterEach(async () => {
    await rig.sandbox.close();
    await receiver.close();
  });

  const inner = (index = 0): string => opened(encryptOf(receiver.requests[index]?.body ?? '')).text;

  it('are sealed for the corp, padded to 32 and signed over four values', async () => {
    for (let length = 1; length <= 32; length += 1) await rig.sandbox.say('lin', 'x'.repeat(length));
    const pads = receiver.requests.map(({ url, body }) => {
      const encrypted = encryptOf(body);
      expect(url.searchParams.get('msg_signature')).toBe(signatureOf(url, encrypted));
      expect(url.searchParams.get('timestamp')).toBe(String(SECONDS));
      const { receiveId, pad } = opened(encrypted);
      expect(receiveId).toBe(APP.corpId);
      return pad;
    });
    // A slow machine may get one twice.
    expect([...new Set(pads)].sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, n) => n + 1));
    expect(receiver.requests[0]?.body).toMatch(
      /^<xml><ToUserName><!\[CDATA\[wx5823bf96d3bd56c7]]><\/ToUserName><AgentID><!\[CDATA\[1000002]]><\/AgentID><Encrypt>/,
    );
  });

  it('carry what a member says, with a MsgId that is no number', async () => {
    const delivery = await rig.sandbox.say('LIN', '客户说：<急> & ]]> 完');
    expect(delivery).toMatchObject({
      event: 'text',
      userid: 'Lin',
      outcome: 'delivered',
      attempts: [{ status: 200 }],
    });
    expect(field(inner(), 'FromUserName')).toBe('Lin');
    expect(field(inner(), 'CreateTime')).toBe(String(SECONDS));
    expect(field(inner(), 'AgentID')).toBe(String(APP.agentId));
    expect(field(inner(), 'MsgId')).toMatch(/^CAIQ.*==$/);
    expect(inner()).toContain('<![CDATA[客户说：<急> & ]]]]><![CDATA[> 完]]>');
    expect(rig.sandbox.chat('lin')).toMatchObject([
      { from: 'member', kind: 'text', content: '客户说：<急> & ]]> 完' },
    ]);
  });

  it('carry a text of 20,000 characters whole', async () => {
    await rig.sandbox.say('lin', '诉'.repeat(20_000));
    expect(field(inner(), 'Content')).toHaveLength(20_000);
  });

  it('tell that a member opened the app, without a MsgId', async () => {
    await rig.sandbox.enter('lin');
    expect(field(inner(), 'Event')).toBe('enter_agent');
    expect(field(inner(), 'MsgId')).toBeUndefined();
  });

  it('bear the time of the sandbox clock', async () => {
    rig.sandbox.clock.advance(90_000);
    await rig.sandbox.enter('lin');
    expect(field(inner(), 'CreateTime')).toBe(String(SECONDS + 90));
  });

  it('tell which button was tapped on which card, with a fresh response code', async () => {
    await rig.send(card(buttonCard('case-1')));
    await rig.sandbox.tap('lin', 'case-1', 'approve');
    await rig.sandbox.tap('lin', 'case-1', 'approve');
    const told = ['Event', 'EventKey', 'TaskId', 'CardType'].map((name) => field(inner(), name));
    expect(told).toEqual(['template_card_event', 'approve', 'case-1', 'button_interaction']);
    expect(inner()).not.toContain('SelectedItems');
    expect(field(inner(0), 'ResponseCode')).not.toBe(field(inner(1), 'ResponseCode'));
    expect(rig.sandbox.chat('lin')).toMatchObject([{ state: { tapped: 'approve' } }]);
  });

  it('carry the choices of a card, a drop-down always having one', async () => {
    const select = (question_key: string, ...ids: string[]) => ({
      question_key,
      option_list: ids.map((id) => ({ id, text: id })),
    });
    await rig.send(
      card({
        card_type: 'multiple_interaction',
        task_id: 'm-1',
        main_title: { title: '分类' },
        select_list: [select('kind', 'loan', 'fee'), select('level', 'high', 'low')],
        submit_button: { key: 'submit' },
      }),
    );
    await rig.sandbox.tap('lin', 'm-1', 'submit', { kind: ['fee'] });
    expect(inner()).toContain(
      '<SelectedItems><SelectedItem><QuestionKey><![CDATA[kind]]></QuestionKey><OptionIds><OptionId><![CDATA[fee]]></OptionId></OptionIds></SelectedItem>' +
        '<SelectedItem><QuestionKey><![CDATA[level]]></QuestionKey><OptionIds><OptionId><![CDATA[high]]></OptionId></OptionIds></SelectedItem></SelectedItems>',
    );
  });

  it('tell of the menu by an event of its own', async () => {
    await rig.send(
      card(
        buttonCard('case-1', { action_menu: { desc: '更多', action_list: [{ text: '转办', key: 'pass' }] } }),
      ),
    );
    await rig.sandbox.tap('lin', 'case-1', 'pass');
    expect(field(inner(), 'Event')).toBe('template_card_menu_event');
  });

  it('are not sent for a link', async () => {
    await rig.send(
      card(
        buttonCard('case-1', {
          button_list: [{ type: 1, text: '打开', url: 'https://bank.example', key: 'open' }],
        }),
      ),
    );
    expect(await rig.sandbox.tap('lin', 'case-1', 'open')).toBeNull();
    expect(receiver.requests).toHaveLength(0);
  });

  describe('of a vote', () => {
    const vote = (mode: number) => ({
      card_type: 'vote_interaction',
      task_id: 'v-1',
      main_title: { title: '满意吗' },
      checkbox: {
        question_key: 'q',
        mode,
        option_list: [
          { id: 'a', text: '甲' },
          { id: 'b', text: '乙' },
        ],
      },
      submit_button: { key: 'submit' },
    });

    it('may carry several options in a multi-choice vote', async () => {
      await rig.send(card(vote(1)));
      await rig.sandbox.tap('lin', 'v-1', 'submit', { q: ['a', 'b'] });
      expect(inner()).toContain('<OptionId><![CDATA[a]]></OptionId><OptionId><![CDATA[b]]></OptionId>');
    });

    it.each([
      ['nothing', {}],
      ['two in a single choice', { q: ['a', 'b'] }],
      ['an option that is not there', { q: ['c'] }],
    ])('are not sent when the member chose %s', async (_, selected) => {
      await rig.send(card(vote(0)));
      await expect(rig.sandbox.tap('lin', 'v-1', 'submit', selected)).rejects.toMatchObject({ status: 409 });
      expect(receiver.requests).toHaveLength(0);
    });
  });

  it.each([
    ['a key the card does not have', 'lin', 'case-1', 'other', 409],
    ['a card the member does not have', 'zhao', 'case-1', 'approve', 404],
    ['a member who does not exist', 'ghost', 'case-1', 'approve', 404],
  ])('are not sent for %s', async (_, userid, taskId, key, status) => {
    await rig.send(card(buttonCard('case-1')));
    await expect(rig.sandbox.tap(userid, taskId, key)).rejects.toMatchObject({ status });
  });

  it('are cut at the time limit and delivered again, three retries in all, with the same inner XML under a new seal', async () => {
    answer = () => undefined;
    const delivery = await rig.sandbox.say('lin', '慢');
    expect(delivery).toMatchObject({
      outcome: 'given_up',
      attempts: [{ status: 0 }, { status: 0 }, { status: 0 }, { status: 0 }],
    });
    expect(new Set([0, 1, 2, 3].map(inner)).size).toBe(1);
    expect(new Set(receiver.requests.map((request) => encryptOf(request.body))).size).toBe(4);
  });

  it('are cut at the time limit even when the answer has begun', async () => {
    answer = (response) => response.write('succ');
    expect((await rig.sandbox.say('lin', '慢')).outcome).toBe('given_up');
  });

  it('are delivered again after a status that is not 200', async () => {
    answer = (response, index) => response.writeHead([500, 204][index] ?? 200).end();
    const delivery = await rig.sandbox.say('lin', 'x');
    expect(delivery).toMatchObject({
      outcome: 'delivered',
      attempts: [{ status: 500 }, { status: 204 }, { status: 200 }],
    });
  });

  it('are delivered again after a broken connection', async () => {
    answer = (response, index) => (index === 0 ? response.destroy() : response.end());
    expect((await rig.sandbox.say('lin', 'x')).attempts).toMatchObject([{ status: 0 }, { status: 200 }]);
  });

  it('leave a record of every attempt in the log, with the XML in the clear', async () => {
    answer = (response, index) => response.writeHead(index === 0 ? 503 : 200).end();
    await rig.sandbox.say('lin', '你好');
    const { entries } = (await (await fetch(`${rig.sandbox.url}/sandbox/api/log`)).json()) as {
      entries: object[];
    };
    expect(entries).toMatchObject([
      { kind: 'callback', event: 'text', userid: 'Lin', attempt: 1, status: 503 },
      {
        kind: 'callback',
        event: 'text',
        userid: 'Lin',
        attempt: 2,
        status: 200,
        xml: expect.stringContaining('你好') as string,
      },
    ]);
  });

  it('come to nothing without a receive URL', async () => {
    rig.sandbox.setCallback(null);
    expect(await rig.sandbox.say('lin', 'x')).toMatchObject({ outcome: 'unconfigured', attempts: [] });
  });

  describe('answered', () => {
    it.each(['', 'success', '  success\n'])('with %j show nothing', async (body) => {
      answer = (response) => response.end(body);
      await rig.sandbox.say('lin', 'x');
      expect(rig.sandbox.chat('lin')).toHaveLength(1);
    });

    it('with a sealed text show it to the sender', async () => {
      const xml =
        '<xml><ToUserName>Lin</ToUserName><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[已收到 <1>]]></Content></xml>';
      answer = (response) => response.end(passiveReply(xml));
      await rig.sandbox.say('lin', 'x');
      expect(rig.sandbox.chat('lin').at(-1)).toMatchObject({
        from: 'app',
        kind: 'text',
        content: '已收到 <1>',
      });
    });

    it('with a sealed text beyond 2048 bytes show what fits', async () => {
      answer = (response) =>
        response.end(
          passiveReply(`<xml><MsgType>text</MsgType><Content>${'诉'.repeat(700)}</Content></xml>`),
        );
      await rig.sandbox.say('lin', 'x');
      expect(rig.sandbox.chat('lin').at(-1)?.content).toHaveLength(682);
    });

    it.each([
      [
        'signed with another token',
        passiveReply('<xml><MsgType>text</MsgType><Content>x</Content></xml>', 'other'),
      ],
      ['of another type', passiveReply('<xml><MsgType>image</MsgType></xml>')],
      ['in the clear', '<xml><MsgType>text</MsgType><Content>x</Content></xml>'],
      ['that is no XML', '{"ok":true}'],
    ])('with a reply %s show nothing, and the log says why', async (_, body) => {
      answer = (response) => response.end(body);
      expect((await rig.sandbox.say('lin', 'x')).outcome).toBe('delivered');
      expect(rig.sandbox.chat('lin')).toHaveLength(1);
    });
  });

  describe('have their URL verified', () => {
    const echo = (url: URL): string => decrypt(KEYS.aesKey, url.searchParams.get('echostr') ?? '').message;

    it('by the bare decrypted echo', async () => {
      answer = (response, _, url) => response.end(echo(url));
      expect(await rig.sandbox.verifyUrl()).toEqual({ ok: true });
      const url = receiver.requests[0]?.url ?? new URL('about:blank');
      expect(url.searchParams.get('msg_signature')).toBe(
        signatureOf(url, url.searchParams.get('echostr') ?? ''),
      );
    });

    it.each<[string, Answer]>([
      ['a newline behind it', (response, _, url) => response.end(`${echo(url)}\n`)],
      ['quotes around it', (response, _, url) => response.end(JSON.stringify(echo(url)))],
      ['another status', (response, _, url) => response.writeHead(403).end(echo(url))],
      ['no answer in time', () => undefined],
    ])('and refused for %s', async (_, wrong) => {
      answer = wrong;
      const verdict = await rig.sandbox.verifyUrl();
      expect(verdict.ok).toBe(false);
      expect(verdict.why).toEqual(expect.any(String));
    });
  });
});

describe('the seal, against published vectors (api.md 1.8)', () => {
  it('signs like the official sample', () => {
    const echostr =
      'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
    expect(getSignature(KEYS.token, '1409659589', '263014780', echostr)).toBe(
      '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    );
    expect(opened(echostr)).toMatchObject({ text: '1616140317555161061', receiveId: APP.corpId, pad: 7 });
  });

  it.each([
    ['success', 'sKqRbbiSUnDhFHOvPjtUMbWS28WQJEcq+Mzda1Jz7/48f8S/Ty+bA9T4kUGo9xXppbi6Xb5CJDNdGLzlBP6xcQ=='],
    ['你好', 'sKqRbbiSUnDhFHOvPjtUMRAy/XD9XOtIfTPpJzoZ07E3Mha7V5Vu9PLjQblVSoOGBRqNKiZBBHDCd8gGUlO6DQ=='],
    [
      'x'.repeat(26),
      'sKqRbbiSUnDhFHOvPjtUMSs1k8K1CdhVATTBQNj5RGfr2SSogQPwiaREvDG6j+anDDTQGRPc5XVafaRf07vjdJWo03DV9aa/cArn/HDtV476heTTKpJSMh7JMO1cnA3V',
    ],
  ])('seals %s to the byte', (message, sealed) => {
    expect(encrypt(KEYS.aesKey, message, APP.corpId, Buffer.from('0123456789abcdef'))).toBe(sealed);
  });
});

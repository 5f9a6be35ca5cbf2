import { randomUUID } from 'node:crypto';
import { cardTo, MONDAY, openBank, told, type TestBank } from '../support/bank';
import { apiUrl, openPhone, type Phone, type Reply } from '../support/phone';

interface CaseBody {
  readonly version: number;
  readonly state: { readonly code: string };
  readonly cycle: number;
  readonly acts: readonly { readonly type: string }[];
  readonly approvals: readonly { readonly no: number; readonly hash?: string }[];
  readonly survey?: unknown;
}
interface Given {
  readonly url: string;
  readonly until: string;
}
interface Told {
  readonly type?: string;
  readonly detail?: string;
}

const ID_NO = '11010519491231002X';
const PARTY = {
  ...{ name: '王小明', phone: '13987654321', idNo: ID_NO },
  ...{ facts: '信用卡年费重复扣了300元', request: '要求退款' },
};
const DAY = 86_400_000;
const OVER = { status: 410, body: { type: 'urn:suda:problem:link_over' } };

describe('what a complainant does by a link (R22, L2)', () => {
  let bank: TestBank;
  let now = MONDAY;
  let phones = new Map<string, Phone>();
  const phoneOf = async (userid: string): Promise<Phone> => {
    const known = phones.get(userid) ?? (await openPhone(bank, userid));
    phones.set(userid, known);
    return known;
  };
  const show = async (userid: string, id: string): Promise<Reply<CaseBody>> =>
    (await phoneOf(userid)).get(`/cases/${id}`);
  const act = async (userid: string, id: string, body: object): Promise<Reply<CaseBody>> => {
    const { etag } = await show(userid, id);
    const done = await (await phoneOf(userid)).post<CaseBody>(`/cases/${id}/acts`, body, { etag });
    if (done.status !== 200) throw new Error(JSON.stringify(done.body));
    return done;
  };
  const sign = async (userid: string, id: string) => {
    const { no, hash } = (await show(userid, id)).body.approvals.find((each) => each.hash) ?? {};
    await act(userid, id, { type: 'decide', no, hash, result: 'approved' });
  };
  const executing = async (party: object = PARTY): Promise<string> => {
    const clerk = await phoneOf('zhou.min');
    const filed = await clerk.post<{ id: string }>('/cases', { party, claimedFen: 30_000 });
    const { id } = filed.body;
    await act('zhou.min', id, { type: 'contact', mode: 'phone', note: '已说明流程' });
    const classification = {
      channel: 'mobile',
      business: 'credit-card',
      reason: 'pricing',
      level: 'general',
    };
    await act('zhou.min', id, { type: 'classify', classification, conflict: false });
    await act('lin.tao', id, { type: 'assign', invest: 'chen.gang' });
    const finding = { liability: 'bank', grounds: '系统重复扣费', evidence: '扣费流水' };
    await act('chen.gang', id, { type: 'find', finding });
    const solver = (await solverOf(id)) ?? '';
    const actions = [{ text: '致歉', amountFen: 0 }];
    await act(solver, id, { type: 'submit', decision: 'upheld', actions, notice: '三日内退回年费' });
    await sign('zhao.lei', id);
    return id;
  };
  const teamOf = async (id: string) =>
    (await bank.database.collection('complaints').findOne({ _id: id as never }))?.['team'] as Record<
      string,
      string
    >;
  const solverOf = async (id: string) => (await teamOf(id))['solve'];
  const followerOf = async (id: string) => (await teamOf(id))['followUp'] ?? '';
  const followedUp = async (): Promise<string> => {
    const id = await executing();
    const notice = { mode: 'phone', proof: '通话录音' };
    await act((await solverOf(id)) ?? '', id, { type: 'execute', proof: '退款流水', notice });
    return id;
  };
  const give = async (userid: string, id: string, kind: string) =>
    (await phoneOf(userid)).post<Given & Told>(`/cases/${id}/links`, { kind });
  const tokenOf = ({ body }: Reply<Given>): string => body.url.split('/c/')[1] ?? '';
  const survey = async (id: string) => tokenOf(await give(await followerOf(id), id, 'survey'));
  const notice = async (id: string) => tokenOf(await give('zhou.min', id, 'notice'));

  /** Somebody's own browser: no session, no cookie. */
  const ask = async <Body = Told>(
    path: string,
    body: object,
    { key = randomUUID(), language = 'zh' }: { key?: string; language?: string } = {},
  ): Promise<{ status: number; body: Body; text: string }> => {
    const answer = await fetch(apiUrl(bank, `/public${path}`), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        'accept-language': language,
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: JSON.parse(text) as Body, text };
  };
  const look = (token: string) => ask('/survey/look', { token });
  const rate = (token: string, more: object = {}, key?: string) =>
    ask('/survey', { token, score: 4, objection: false, ...more }, key === undefined ? {} : { key });
  const read = (token: string, last4 = '4321') => ask('/notice', { token, last4 });

  const events = async (id: string, type: string) =>
    (await bank.database.collection('events').find({ complaintId: id }).toArray())
      .map(({ event }) => event as Record<string, unknown>)
      .filter((event) => event['type'] === type);
  const looks = async (id: string) =>
    (await bank.database.collection('access_log').find({ complaintId: id }).toArray())
      .map(({ event }) => event as Record<string, unknown>)
      .filter(({ by }) => by === 'complainant');

  beforeAll(async () => {
    bank = await openBank({ clock: { now: () => now } });
  });
  afterAll(() => bank.close());
  afterEach(() => {
    if (now !== MONDAY) phones = new Map();
    now = MONDAY;
  });

  describe('a link', () => {
    it('is told to the officer once, with until when, and stands in the history without its token (R22)', async () => {
      const id = await followedUp();
      const given = await give(await followerOf(id), id, 'survey');
      expect(given).toMatchObject({ status: 201, body: { until: '2026-03-09T01:30:00.000Z' } });
      expect(given.body.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/c\/[\w-]{32}$/u);
      expect(await events(id, 'link_given')).toEqual([
        {
          ...{ type: 'link_given', by: await followerOf(id), kind: 'survey' },
          ...{ at: new Date(MONDAY), until: new Date(MONDAY + 7 * DAY) },
        },
      ]);
      const token = tokenOf(given);
      for (const name of ['customer_links', 'events', 'outbox', 'deliveries', 'api_answers', 'complaints'])
        expect(JSON.stringify(await bank.database.collection(name).find().toArray())).not.toContain(token);
    });

    it('hands the version of the case on, so that the next act needs no second look', async () => {
      const id = await followedUp();
      const follower = await followerOf(id);
      const { etag, body } = await give(follower, id, 'survey');
      expect(body).not.toHaveProperty('version');
      const attempt = { reached: false, mode: 'sms' };
      const phone = await phoneOf(follower);
      const done = await phone.post(`/cases/${id}/acts`, { type: 'follow_up', attempt }, { etag });
      expect(done.status).toBe(200);
    });

    it('is given by whose case it is in that step, and to others there is no case or no step', async () => {
      const id = await executing();
      expect((await give((await solverOf(id)) ?? '', id, 'notice')).status).toBe(201);
      expect((await give('zhou.min', id, 'survey')).status).toBe(403);
      expect((await give('lin.tao', id, 'notice')).status).toBe(403);
      expect((await give('song.yang', id, 'notice')).status).toBe(404);
      expect((await give('zhou.min', id, 'card')).status).toBe(422);
      expect((await show('zhou.min', id)).body.acts.map(({ type }) => type)).toContain('give_notice_link');
      // It is told but once, and so not by the endpoint of the acts.
      const { etag } = await show('zhou.min', id);
      const phone = await phoneOf('zhou.min');
      const other = await phone.post(`/cases/${id}/acts`, { type: 'give_notice_link' }, { etag });
      expect(other.status).toBe(422);
    });

    it('to the decision needs a number to check by', async () => {
      const { phone: _phone, idNo: _idNo, ...nameless } = PARTY;
      const id = await executing({ ...nameless, name: '匿名' });
      const given = await give('zhou.min', id, 'notice');
      expect(given).toMatchObject({ status: 422, body: { type: 'urn:suda:problem:nothing_to_check_by' } });
      expect(await events(id, 'link_given')).toEqual([]);
    });

    it('is over when another of its kind was given, and not when one of the other', async () => {
      const id = await followedUp();
      const first = await survey(id);
      const decision = await notice(id);
      const second = await survey(id);
      expect(await look(first)).toMatchObject(OVER);
      expect((await look(second)).status).toBe(200);
      expect((await read(decision)).status).toBe(200);
    });

    it('may be asked for in chat: 回访链接, 答复链接', async () => {
      const id = await followedUp();
      const follower = await followerOf(id);
      const said = await told(bank.sandbox, follower, `回访链接 ${id}`, '/c/');
      expect(said).toContain('3月9日');
      const token = /\/c\/([\w-]{32})/u.exec(said)?.[1] ?? '';
      expect((await look(token)).status).toBe(200);
      const other = await told(bank.sandbox, 'zhou.min', `答复链接 ${id}`, '/c/');
      expect((await read(/\/c\/([\w-]{32})/u.exec(other)?.[1] ?? '')).status).toBe(200);
      await told(bank.sandbox, 'zhou.min', `回访链接 ${id}`, '这一步不归您办');
      await told(bank.sandbox, 'song.yang', `答复链接 ${id}`, '没有找到这件投诉');
      await told(bank.sandbox, 'zhou.min', '答复链接', '请写上编号，例如：答复链接 KFB26000001');
    });
  });

  describe('the short address', () => {
    const follow = (token: string, method = 'GET') =>
      fetch(apiUrl(bank, '').replace('/api/v1', `/c/${token}`), { method, redirect: 'manual' });

    it('leads to the page of its kind, the token behind the hash', async () => {
      const id = await followedUp();
      for (const [kind, token] of [
        ['survey', await survey(id)],
        ['notice', await notice(id)],
      ] as const) {
        const answer = await follow(token);
        expect(answer.status).toBe(302);
        expect(answer.headers.get('location')).toBe(`/h5/#/pages/customer/${kind}#${token}`);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      }
    });

    it('made up leads to a page that says it is over; what is no token leads nowhere', async () => {
      const made = 'A'.repeat(32);
      expect((await follow(made)).headers.get('location')).toBe(`/h5/#/pages/customer/survey#${made}`);
      for (const other of ['', 'a/b', 'x'.repeat(65), '%0d%0aset-cookie:a', '..%2f..%2fetc'])
        expect((await follow(other)).status).toBe(404);
      expect((await follow(made, 'POST')).status).toBe(404);
    });
  });

  describe('the survey', () => {
    it('says what it is about and nothing of who complained', async () => {
      const id = await followedUp();
      const { status, body, text } = await look(await survey(id));
      expect(status).toBe(200);
      expect(body).toEqual({
        bank: bank.org.bank.name,
        business: { code: 'credit-card', name: '信用卡' },
        receivedOn: '2026-03-02',
        isAnswered: false,
      });
      for (const secret of ['王', '4321', '002X', id, '300']) expect(text).not.toContain(secret);
    });

    it('is answered once: FOLLOW is told, sees it beside the form, and records it without a second call (T12)', async () => {
      const id = await followedUp();
      const follower = await followerOf(id);
      const token = await survey(id);
      const answer = await rate(token, { remark: '王小明谢谢你们，电话13987654321' });
      expect(answer).toMatchObject({ status: 201, body: { isAnswered: true } });
      expect((await look(token)).body).toMatchObject({ isAnswered: true });
      expect(await rate(token)).toMatchObject(OVER);

      const card = await cardTo(bank.sandbox, follower, id, '投诉人已在线评价');
      expect(JSON.stringify(card.card)).toContain('4 分，请核对后提交回访');
      const { body } = await show(follower, id);
      expect(body.survey).toEqual({
        ...{ cycle: 1, score: 4, objection: false, at: new Date(MONDAY).toISOString() },
        remark: '投诉人谢谢你们，电话139****4321',
      });
      expect(body.state.code).toBe('FOLLOW_UP');
      expect(await told(bank.sandbox, follower, `查 ${id}`, '在线评价')).toContain('在线评价：4 分');

      const attempt = { reached: true, mode: 'sms', score: 4 };
      const closed = await act(follower, id, { type: 'follow_up', attempt });
      expect(closed.body.state.code).toBe('CLOSED');
      const stored = JSON.stringify(await events(id, 'survey_answered'));
      for (const secret of ['王小明', '13987654321']) expect(stored).not.toContain(secret);
    });

    it('that went badly, or was objected to, is told to the lead too, who may take the case up again (T14)', async () => {
      const id = await followedUp();
      await rate(await survey(id), { score: 5, objection: true });
      const card = await cardTo(bank.sandbox, 'lin.tao', id, '投诉人已在线评价');
      expect(JSON.stringify(card.card)).toContain('5 分，有异议');
      const again = await act('lin.tao', id, { type: 'redo', reason: '投诉人有异议' });
      expect(again.body.state.code).toBe('PLANNING');
    });

    it('counts once, however often and however fast it is tapped', async () => {
      const id = await followedUp();
      const token = await survey(id);
      const key = randomUUID();
      const same = await Promise.all([1, 2, 3].map(() => rate(token, {}, key)));
      same.push(await rate(token, {}, key));
      expect(same.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
      expect(new Set(same.map(({ text }) => text)).size).toBe(1);
      expect(await events(id, 'survey_answered')).toHaveLength(1);
    });

    it('counts once from two phones at the same moment', async () => {
      const id = await followedUp();
      const token = await survey(id);
      const answers = await Promise.all([1, 2, 3, 4].map((score) => rate(token, { score })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410]);
      expect(await events(id, 'survey_answered')).toHaveLength(1);
    });

    it('is over after its days', async () => {
      const id = await followedUp();
      const token = await survey(id);
      now = MONDAY + 7 * DAY;
      expect(await look(token)).toMatchObject(OVER);
      expect(await rate(token)).toMatchObject(OVER);
      now = MONDAY + 7 * DAY - 1;
      expect((await look(token)).status).toBe(200);
    });

    it('is over when the case was taken up again or closed', async () => {
      const redone = await followedUp();
      const first = await survey(redone);
      await act('lin.tao', redone, { type: 'redo', reason: '退款没有到账' });
      expect(await rate(first)).toMatchObject(OVER);
      const closed = await followedUp();
      const second = await survey(closed);
      const attempt = { reached: true, mode: 'phone', score: 5 };
      await act(await followerOf(closed), closed, { type: 'follow_up', attempt });
      expect(await rate(second)).toMatchObject(OVER);
      expect(await events(closed, 'survey_answered')).toEqual([]);
    });

    it.each([
      ['no points', { score: 0 }, '/score'],
      ['six points', { score: 6 }, '/score'],
      ['half a point', { score: 4.5 }, '/score'],
      ['a remark of 301 letters', { remark: '好'.repeat(301) }, '/remark'],
      ['an empty remark', { remark: ' ' }, '/remark'],
      ['no word on objecting', { objection: null }, '/objection'],
      ['a key of ours', { complaintId: 'KFB26000001' }, ''],
    ])('takes nothing that is not of its shape: %s', async (_what, more, pointer) => {
      const { status, body } = await rate('A'.repeat(32), more);
      expect(status).toBe(422);
      expect((body as { errors?: { pointer: string }[] }).errors?.[0]?.pointer).toBe(pointer);
    });

    it('takes a remark of 300 letters', async () => {
      const id = await followedUp();
      expect((await rate(await survey(id), { remark: '好'.repeat(300) })).status).toBe(201);
    });
  });

  describe('the decision', () => {
    it('is read by who knows the last four of a number on record, with the ways on (L2), and logged (R24)', async () => {
      const id = await executing();
      const token = await notice(id);
      const { status, body, text } = await read(token);
      expect(status).toBe(200);
      const page = body as unknown as { sections: { title: string; lines: string[] }[] };
      expect(page).toMatchObject({ bank: bank.org.bank.name, id, decision: { name: '支持' } });
      expect(page.sections.map(({ title }) => title)).toEqual([
        ...['核实情况', '处理决定', '依据和理由', '救济途径'],
      ]);
      for (const words of ['三日内退回年费', '系统重复扣费', '核查：', '调解：', '仲裁：', '诉讼：'])
        expect(text).toContain(words);
      for (const secret of ['王小明', '139', '1101', '重复扣了300元']) expect(text).not.toContain(secret);
      expect((await read(token, '002x')).status).toBe(200);
      expect(await looks(id)).toMatchObject([
        { by: 'complainant', use: 'view', fields: [], result: 'shown' },
        { by: 'complainant', result: 'shown' },
      ]);
      expect(await told(bank.sandbox, 'fang.yu', `访问记录 ${id}`, '投诉人 查看')).toContain(
        '凭链接，身份已核对',
      );
    });

    it('names what is printed once it was told (GZ)', async () => {
      const id = await followedUp();
      await read(await notice(id));
      expect((await looks(id))[0]?.['document']).toMatch(new RegExp(`^${id}-20260302-GZ`, 'u'));
    });

    it('is over after five wrong numbers, also when they come at once, and each is logged', async () => {
      const id = await executing();
      const token = await notice(id);
      const four = await Promise.all(['0000', '1111', '2222', '3333'].map((last4) => read(token, last4)));
      for (const wrong of four)
        expect(wrong).toMatchObject({ status: 403, body: { type: 'urn:suda:problem:not_the_complainant' } });
      expect((await read(token)).status).toBe(200);
      expect((await read(token, '4444')).status).toBe(403);
      expect(await read(token)).toMatchObject(OVER);
      expect(await read(token, '5555')).toMatchObject(OVER);
      expect((await looks(id)).map(({ result }) => result).filter((each) => each === 'denied')).toHaveLength(
        5,
      );
      expect((await read(await notice(id))).status).toBe(200);
    });

    it('lets no more than five numbers be tried, however many are tried at once', async () => {
      const id = await executing();
      const token = await notice(id);
      const many = Array.from({ length: 12 }, (_, n) => String(1000 + n));
      const answers = await Promise.all(many.map((last4) => read(token, last4)));
      expect(answers.filter(({ status }) => status === 403)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 410)).toHaveLength(7);
    });

    it('is over when the plan changed, and after its days', async () => {
      const id = await executing();
      const token = await notice(id);
      now = MONDAY + 15 * DAY;
      expect(await read(token)).toMatchObject(OVER);
      now = MONDAY;
      await act((await solverOf(id)) ?? '', id, { type: 'change_plan', reason: '投诉人改要积分' });
      expect(await read(token)).toMatchObject(OVER);
    });

    it.each(['432', '43210', 'abcd', '43 1', '４３２１'])(
      'asks for four signs, and not for «%s»',
      async (last4) => {
        expect((await read('A'.repeat(32), last4)).status).toBe(422);
      },
    );
  });

  describe('a link that is not good', () => {
    it('reads the same whatever is wrong with it, and a made-up one is looked up nowhere', async () => {
      const id = await followedUp();
      const [first, decision] = [await survey(id), await notice(id)];
      await survey(id);
      const wrong = [
        ...[first, decision, 'A'.repeat(32), '', 'x', '../..', `${'a'.repeat(31)}=`, '王'.repeat(512)],
        `${first.slice(0, -1)}${first.endsWith('A') ? 'B' : 'A'}`,
      ];
      const answers = await Promise.all(wrong.map((token) => rate(token)));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]).toMatchObject(OVER);
      expect(answers[0]?.body.detail).toBe('这个链接不对、已经过期，或者已经用过。请联系我行重新发一个。');
      const english = await ask('/survey/look', { token: 'x' }, { language: 'en' });
      expect(english.body.detail).toContain('Ask the bank for a new one');

      const before = await bank.database.collection('api_answers').countDocuments();
      await look('A'.repeat(32));
      expect(await bank.database.collection('api_answers').countDocuments()).toBe(before);
    });

    it('is asked with a key, as everything is', async () => {
      const id = await followedUp();
      const answer = await ask('/survey/look', { token: await survey(id) }, { key: 'short' });
      expect(answer).toMatchObject({ status: 400, body: { type: 'urn:suda:problem:key_missing' } });
    });
  });

  it('is nowhere in the log', () => {
    expect(bank.logged.join('')).not.toContain('/c/');
    for (const secret of ['王小明', '13987654321', ID_NO]) expect(bank.logged.join('')).not.toContain(secret);
  });
});

import { randomUUID } from 'node:crypto';
import { openBank, type TestBank } from '../support/bank';
import { apiUrl, openPhone, type Phone } from '../support/phone';

interface ProblemBody {
  readonly type: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

const PARTY = { name: '王小明', phone: '13987654321', facts: '信用卡年费重复扣了300元', request: '要求退款' };

describe('what is asked of the API (接口)', () => {
  let bank: TestBank;
  let clerk: Phone;
  beforeAll(async () => {
    bank = await openBank();
    clerk = await openPhone(bank, 'zhou.min');
  });
  afterAll(() => bank.close());

  const file = async (more: object = {}) =>
    (await clerk.post<{ id: string }>('/cases', { party: PARTY, ...more })).body.id;
  /** The rows as they are stored: what is not sealed is to be read in them. */
  const bytesOf = async (name: string) => {
    const rows = await bank.database.collection(name).find({}, { raw: true }).toArray();
    return Buffer.concat(rows as unknown as Buffer[]);
  };
  const cases = () => bank.database.collection('complaints').countDocuments();
  const refused = async (path: string, body: unknown, how?: Parameters<Phone['post']>[2]) =>
    clerk.post<ProblemBody>(path, body, how);

  describe('twice the same', () => {
    it('is done once and answered alike, also when both come at once', async () => {
      const before = await cases();
      const key = randomUUID();
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() => clerk.post('/cases', { party: PARTY }, { key })),
      );
      answers.push(await clerk.post('/cases', { party: PARTY }, { key }));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
      expect(await cases()).toBe(before + 1);
    });

    it('with another content under the same key is told to be a mistake', async () => {
      const key = randomUUID();
      await clerk.post('/cases', { party: PARTY }, { key });
      const other = await refused('/cases', { party: { ...PARTY, name: '李四' } }, { key });
      expect(other).toMatchObject({ status: 422, body: { type: 'urn:suda:problem:key_reused' } });
    });

    it('of two people are two', async () => {
      const key = randomUUID();
      const other = await openPhone(bank, 'xu.jing');
      const [one, two] = [
        await clerk.post<{ id: string }>('/cases', { party: PARTY }, { key }),
        await other.post<{ id: string }>('/cases', { party: PARTY }, { key }),
      ];
      expect(one.body.id).not.toBe(two.body.id);
    });

    it.each(['', 'short', 'x'.repeat(65), 'sixteen letters!!'])(
      'needs a key that is one: «%s»',
      async (key) => {
        expect(await refused('/cases', { party: PARTY }, { key })).toMatchObject({
          status: 400,
          body: { type: 'urn:suda:problem:key_missing' },
        });
      },
    );

    it('keeps what it answered sealed', async () => {
      const id = await file();
      const rows = await bytesOf('api_answers');
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.includes(id)).toBe(false);
      expect(rows.includes('王小明')).toBe(false);
    });
  });

  describe('a case that moved on', () => {
    const contact = { type: 'contact', mode: 'phone', note: '已说明流程' };

    it('is not changed by who saw an older version of it', async () => {
      const id = await file();
      const { etag } = await clerk.get(`/cases/${id}`);
      expect((await clerk.post(`/cases/${id}/acts`, contact, { etag })).status).toBe(200);
      const late = await refused(`/cases/${id}/acts`, contact, { etag });
      expect(late).toMatchObject({ status: 412, body: { type: 'urn:suda:problem:version_stale' } });
    });

    it('is not changed by who does not say what they saw', async () => {
      const id = await file();
      for (const etag of [null, '*', '"1"', 'W/"1-0000000000000000"'])
        expect((await refused(`/cases/${id}/acts`, contact, { etag })).status).toBe(428);
    });

    it('is not sent again to who has it as it is', async () => {
      const id = await file();
      const { etag } = await clerk.get(`/cases/${id}`);
      const again = await clerk.get(`/cases/${id}`, {
        'if-none-match': etag ?? '',
        // fetch would ask for a fresh one by itself.
        'cache-control': 'max-age=0',
      });
      expect(again).toMatchObject({ status: 304, body: {} });
    });
  });

  describe('input', () => {
    it.each([
      ['a telephone of ten digits', { phone: '1391234567' }, '/party/phone', '电话要写 11 位手机号'],
      [
        'an identity number that does not add up',
        { idNo: '11010519491231002A' },
        '/party/idNo',
        '身份证号不对',
      ],
      ['no name', { name: '  ' }, '/party/name', '请写投诉人姓名'],
      ['a name of 41 letters', { name: '王'.repeat(41) }, '/party/name', '40'],
      ['no story', { facts: '' }, '/party/facts', '不能为空'],
      ['a story of 2,001 letters', { facts: '事'.repeat(2_001) }, '/party/facts', '最多 2000 字'],
      ['an account of 14 digits', { account: '62220200000000' }, '/party/account', '15 到 19 位'],
    ])('names the field that is wrong: %s', async (_what, wrong, pointer, words) => {
      const { status, body } = await refused('/cases', { party: { ...PARTY, ...wrong } });
      expect(status).toBe(422);
      expect(body.errors).toEqual([{ pointer, detail: expect.stringContaining(words) as string }]);
    });

    it.each([
      ['a story of 2,000 letters', { party: { ...PARTY, facts: '事'.repeat(2_000) } }],
      ['a name of 40 letters', { party: { ...PARTY, name: '王'.repeat(40) } }],
      ['no telephone', { party: { name: '匿名', facts: '排队太久', request: '增加窗口' } }],
      ['an account of 19 digits', { party: { ...PARTY, account: '6222020000000000123' } }],
      ['nothing claimed', { party: PARTY, claimedFen: 0 }],
      ['as much as there is', { party: PARTY, claimedFen: 10_000_000_000_000 }],
    ])('at its limit is taken: %s', async (_what, body) => {
      expect((await clerk.post('/cases', body)).status).toBe(201);
    });

    it.each([
      ['a fraction of a fen', { claimedFen: 0.5 }],
      ['a negative amount', { claimedFen: -1 }],
      ['more than there is', { claimedFen: 10_000_000_000_001 }],
      ['a moment that is none', { receivedAt: '昨天' }],
      ['a source nobody knows', { source: 'pigeon' }],
      ['a field nobody knows', { colour: 'red' }],
      ['no days to reply', { replyDays: 0 }],
    ])('over its limit is not: %s', async (_what, more) => {
      const before = await cases();
      expect((await refused('/cases', { party: PARTY, ...more })).status).toBe(422);
      expect(await cases()).toBe(before);
    });

    it('tells a moment that has not come by the rule it breaks, as chat does (R5)', async () => {
      const { status, body } = await refused('/cases', { party: PARTY, receivedAt: '2099-01-01T00:00:00Z' });
      expect([status, body.type]).toEqual([422, 'urn:suda:problem:received_in_future']);
    });

    it('of ten thousand items is refused with a few words', async () => {
      const id = await file();
      const { etag } = await clerk.get(`/cases/${id}`);
      const actions = Array.from({ length: 10_000 }, () => ({ text: '退款', amountFen: 1 }));
      const many = { type: 'submit', decision: 'upheld', actions, notice: 'x' };
      const wide = await refused(`/cases/${id}/acts`, many, { etag });
      expect(wide.status).toBe(413);
      expect(JSON.stringify(wide.body).length).toBeLessThan(4_000);
      const fields = Array.from({ length: 10_000 }, () => 'phone');
      expect((await refused(`/cases/${id}/party`, { fields })).status).toBe(422);
    });

    it.each([
      ['__proto__', '{"party":{"__proto__":{"isAdmin":true},"name":"王","facts":"f","request":"r"}}'],
      ['__proto__ on top', '{"__proto__":{"party":{}},"party":{"name":"王","facts":"f","request":"r"}}'],
      [
        'constructor',
        '{"party":{"constructor":{"prototype":{"x":1}},"name":"王","facts":"f","request":"r"}}',
      ],
    ])('that would change what all objects are is refused: %s', async (_what, body) => {
      expect((await refused('/cases', body)).status).toBe(422);
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    });

    it('that is no JSON, no UTF-8, of another kind or too large has its own answer each', async () => {
      expect((await refused('/cases', '{"party":')).status).toBe(400);
      const ask = (body: string | Buffer, type = 'application/json') =>
        fetch(apiUrl(bank, '/cases'), {
          method: 'POST',
          headers: {
            authorization: `Bearer ${clerk.token()}`,
            'content-type': type,
            'idempotency-key': randomUUID(),
          },
          body,
        });
      expect((await ask(Buffer.from([0x7b, 0xff, 0x7d]))).status).toBe(400);
      expect((await ask('a=b', 'application/x-www-form-urlencoded')).status).toBe(415);
      expect((await ask(JSON.stringify({ a: 'x'.repeat(300_000) }))).status).toBe(413);
    });

    it.each(['..%2f..%2fetc%2fpasswd', 'KFB2600000', 'KFB26000001%00', "KFB26000001'||1"])(
      'of a path that is no number is refused: %s',
      async (id) => {
        expect([400, 404]).toContain((await clerk.get(`/cases/${id}`)).status);
      },
    );

    it.each([
      '?limit=0',
      '?limit=51',
      '?limit=x',
      '?scope=all&scope=open',
      '?state=UNKNOWN',
      '?cursor=%3C',
      '?cursor=AAAA',
      '?x=1',
    ])('of a query that is none is refused: %s', async (query) => {
      expect((await clerk.get(`/cases${query}`)).status).toBe(400);
    });
  });

  describe('whose it is not', () => {
    it('another group’s case reads like one that is not there', async () => {
      const id = await file();
      const stranger = await openPhone(bank, 'chen.gang');
      const [foreign, missing] = [
        await stranger.get(`/cases/${id}`),
        await stranger.get('/cases/KFB26999999'),
      ];
      expect(foreign.status).toBe(404);
      expect({ ...foreign.body }).toEqual({ ...missing.body });
      const act = { type: 'contact', mode: 'phone', note: 'x' };
      const how = { etag: '"1-0000000000000000"' };
      const answers = [
        await stranger.post(`/cases/${id}/acts`, act, how),
        await stranger.post('/cases/KFB26999999/acts', act, how),
        await stranger.post(`/cases/${id}/party`, { fields: ['name'] }),
        await stranger.get(`/cases/${id}/why`),
        await stranger.get(`/cases/${id}/people?for=assign`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
      expect(answers[0]?.body).toEqual(answers[1]?.body);
    });

    it('a step that is another’s is refused in the words of chat, and in English where that is asked for', async () => {
      const id = await file();
      const { etag } = await clerk.get(`/cases/${id}`);
      const assign = { type: 'assign', invest: 'chen.gang' };
      const zh = await refused(`/cases/${id}/acts`, assign, { etag });
      expect(zh).toMatchObject({
        status: 403,
        body: { detail: expect.stringContaining('不归您办') as string },
      });
      const en = await refused(`/cases/${id}/acts`, assign, { etag, headers: { 'accept-language': 'en' } });
      expect(en.body.detail).toMatch(/^This step is not yours/);
      expect(en.headers.get('content-language')).toBe('en');
    });
  });

  it('pages through the list with no case twice and none left out', async () => {
    const filer = await openPhone(bank, 'xu.jing');
    for (let at = 0; at < 5; at++) await filer.post('/cases', { party: PARTY });
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await filer.get<{ items: { id: string }[]; next?: string }>(
        `/cases?scope=filed&limit=2${next === undefined ? '' : `&cursor=${next}`}`,
      );
      seen.push(...page.body.items.map(({ id }) => id));
      next = page.body.next;
    } while (next !== undefined);
    const all = await filer.get<{ items: { id: string }[] }>('/cases?scope=filed&limit=50');
    expect(seen).toEqual(all.body.items.map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(5);
  });

  it('lets nobody ask without end', async () => {
    const eager = await openPhone(bank, 'deng.chao');
    const answers = await Promise.all(Array.from({ length: 260 }, () => eager.get('/me')));
    const counts = answers.filter(({ status }) => status === 429);
    expect(counts.length).toBeGreaterThan(0);
    expect(counts[0]?.body).toMatchObject({ title: '点得太快了' });
    expect((await clerk.get('/me')).status).toBe(200);
  });

  it('keeps words and numbers of people out of the log and out of what is not sealed', async () => {
    await file();
    const written = bank.logged.join('\n');
    expect(written).not.toMatch(/王小明|13987654321/);
    const names = ((await bank.database.db?.collections()) ?? []).map(({ collectionName }) => collectionName);
    expect(names).toEqual(
      expect.arrayContaining(['complaints', 'events', 'vault', 'deliveries', 'api_answers']),
    );
    for (const name of names) {
      const rows = await bytesOf(name);
      expect([name, rows.includes('王小明') || rows.includes('13987654321')]).toEqual([name, false]);
    }
  });

  it('answers what is not there in the same form', async () => {
    expect(await clerk.get('/nothing')).toMatchObject({ status: 404, body: { title: '没有这个页面' } });
    expect((await fetch(apiUrl(bank, '/me'))).status).toBe(401);
  });
});

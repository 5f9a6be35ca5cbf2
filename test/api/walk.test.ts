import { cardTo, openBank, type TestBank } from '../support/bank';
import { openPhone, type Phone, type Reply } from '../support/phone';

interface CaseBody {
  readonly id: string;
  readonly version: number;
  readonly state: { readonly code: string };
  readonly acts: readonly { readonly type: string }[];
  readonly approvals: readonly { readonly no: number; readonly hash?: string; readonly about?: string[] }[];
  readonly party: readonly { readonly field: string; readonly access: string; readonly shown?: string }[];
  readonly stages: readonly { readonly name: string; readonly status: string }[];
}

const FILING = {
  party: {
    name: '王小明',
    phone: '139 8765 4321',
    facts: '信用卡年费重复扣了300元',
    request: '要求退款',
  },
  claimedFen: 30_000,
};

describe('a complaint handled on the phone (小程序)', () => {
  let bank: TestBank;
  const phones = new Map<string, Phone>();
  const phoneOf = async (userid: string): Promise<Phone> => {
    const known = phones.get(userid) ?? (await openPhone(bank, userid));
    phones.set(userid, known);
    return known;
  };
  let id = '';
  const show = async (userid: string): Promise<Reply<CaseBody>> =>
    (await phoneOf(userid)).get(`/cases/${id}`);
  /** Looks at the case and acts on what was seen. */
  const act = async (userid: string, body: object): Promise<Reply<CaseBody>> => {
    const { etag } = await show(userid);
    return (await phoneOf(userid)).post(`/cases/${id}/acts`, body, { etag });
  };

  beforeAll(async () => {
    bank = await openBank();
  });
  afterAll(() => bank.close());

  it('is filed by the clerk, numbered, and waits in their work', async () => {
    const clerk = await phoneOf('zhou.min');
    const filed = await clerk.post<{ id: string; said: string[] }>('/cases', FILING);
    expect(filed.status).toBe(201);
    expect(filed.body.id).toMatch(/^KFB26\d{6}$/);
    expect(filed.body.said.join()).toContain('请在');
    id = filed.body.id;
    const work = await clerk.get<{ items: { id: string; todos: { kind: string }[] }[] }>('/work');
    expect(work.body.items).toEqual([
      expect.objectContaining({ id, todos: [{ kind: 'classify', title: '请联系投诉人并分类' }] }),
    ]);
  });

  it('shows who complains masked, and the words themselves only when they are asked for, with a trace (R24)', async () => {
    const { body } = await show('zhou.min');
    const shown = new Map(body.party.map(({ field, shown }) => [field, shown]));
    expect(shown.get('name')).toBe('王**');
    expect(shown.get('phone')).toBe('139****4321');
    expect(JSON.stringify(body)).not.toContain('13987654321');
    const read = await (await phoneOf('zhou.min')).post(`/cases/${id}/party`, { fields: ['phone'] });
    expect(read.body).toEqual({ fields: [{ field: 'phone', label: '电话', value: '13987654321' }] });
    const trace = await bank.database.collection('access_log').findOne({ complaintId: id });
    expect(trace?.['event']).toMatchObject({ by: 'zhou.min', fields: ['phone'], result: 'shown' });
  });

  it('offers anybody of the staff as 被投诉人员, to who classifies and to nobody else (L4)', async () => {
    const offered = async (userid: string) => {
      const asked = await (
        await phoneOf(userid)
      ).get<{ people: { userId: string }[] }>(`/cases/${id}/people?for=subject`);
      return asked.body.people.map(({ userId }) => userId);
    };
    expect(await offered('zhou.min')).toEqual(expect.arrayContaining(['chen.gang', 'zhao.lei']));
    expect(await offered('lin.tao')).toEqual([]);
  });

  it('goes the whole way by the same acts as in chat, cards following (6.3)', async () => {
    expect(
      (await act('zhou.min', { type: 'contact', mode: 'phone', note: '已向王小明说明流程，电话13987654321' }))
        .status,
    ).toBe(200);
    const classified = await act('zhou.min', {
      type: 'classify',
      classification: { channel: 'mobile', business: 'credit-card', reason: 'pricing', level: 'general' },
      conflict: false,
    });
    expect(classified.body.state.code).toBe('CLASSIFIED');
    await cardTo(bank.sandbox, 'lin.tao', id, '分派');
    const people = await (
      await phoneOf('lin.tao')
    ).get<{ people: { userId: string }[] }>(`/cases/${id}/people?for=assign`);
    expect(people.body.people.map(({ userId }) => userId)).toContain('chen.gang');
    await act('lin.tao', { type: 'assign', invest: 'chen.gang' });
    const finding = { liability: 'bank', grounds: '系统对王小明重复扣费', evidence: '扣费流水' };
    expect((await act('chen.gang', { type: 'find', finding })).body.state.code).toBe('PLANNING');
    const planned = await act('wu.qian', {
      type: 'submit',
      decision: 'upheld',
      actions: [{ text: '退还年费', amountFen: 30_000 }],
      notice: '三日内退回年费',
    });
    expect(planned.body.state.code).toBe('AWAITING_APPROVAL');
  });

  it('is approved by who may sign, of what they were shown (decision 6)', async () => {
    for (const signer of ['zhao.lei', 'qian.feng']) {
      const { body } = await show(signer);
      const mine = body.approvals.find(({ hash }) => hash !== undefined);
      expect(mine?.about?.join()).toContain('退还年费');
      const { no, hash } = mine ?? {};
      expect((await act(signer, { type: 'decide', no, hash, result: 'approved' })).status).toBe(200);
    }
    const { body } = await show('wu.qian');
    expect(body.state.code).toBe('EXECUTING');
    expect(body.stages.map(({ status }) => status)).toEqual(['done', 'done', 'now', 'ahead']);
  });

  it('is executed, followed up and closed', async () => {
    await act('wu.qian', {
      type: 'execute',
      proof: '退款流水',
      notice: { mode: 'phone', proof: '通话录音' },
    });
    const closed = await act('tang.xin', {
      type: 'follow_up',
      attempt: { reached: true, mode: 'phone', score: 5 },
    });
    expect(closed.body.state.code).toBe('CLOSED');
    expect(closed.body.acts.map(({ type }) => type)).not.toContain('follow_up');
  });

  it('leaves nothing of who complains in what was written down, whatever people typed (R54)', async () => {
    const read = (collection: string) => bank.database.collection(collection).find({}).toArray();
    const written = JSON.stringify([await read('events'), await read('complaints'), bank.logged]);
    expect(written).toContain('说明流程');
    expect(written).toContain('重复扣费');
    expect(written).not.toMatch(/王小明|13987654321/u);
  });
});

import { openBank, type TestBank } from '../support/bank';
import { openPhone, type Phone } from '../support/phone';

interface Body {
  readonly state?: { readonly code: string };
  readonly approvals: readonly { readonly no: number; readonly name: string; readonly hash?: string }[];
}

describe('who is to sign and sees no more of the case (G6)', () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await openBank();
  });
  afterAll(() => bank.close());

  async function act(by: Phone, id: string, body: object) {
    const { etag } = await by.get(`/cases/${id}`);
    return by.post<Body>(`/cases/${id}/acts`, body, { etag });
  }

  it('is shown what waits for their signature, signs it, and the case is out of their sight again', async () => {
    const [clerk, lead, officer] = (await Promise.all(
      ['zhou.min', 'lin.tao', 'jiang.nan'].map((userid) => openPhone(bank, userid)),
    )) as [Phone, Phone, Phone];
    const party = { name: '王小明', phone: '13987654321', facts: '信用卡年费重复扣费', request: '退款' };
    const { id } = (await clerk.post<{ id: string }>('/cases', { party })).body;
    await act(clerk, id, { type: 'contact', mode: 'phone', note: '已说明流程' });
    const classification = {
      channel: 'mobile',
      business: 'credit-card',
      reason: 'pricing',
      level: 'general',
    };
    // The head is complained about, so what the lead asks for goes to the personal-data officer.
    await act(clerk, id, { type: 'classify', classification, conflict: false, subjects: ['zhao.lei'] });
    await act(lead, id, { type: 'assign', invest: 'chen.gang' });
    expect((await officer.get(`/cases/${id}`)).status).toBe(404);
    await act(lead, id, { type: 'disclose', what: 'unmask', fields: ['phone'], reason: '回拨核实' });

    const { items } = (await officer.get<{ items: { id: string; todos: object[] }[] }>('/work')).body;
    expect(items).toEqual([
      expect.objectContaining({ id, todos: [expect.objectContaining({ kind: 'approve' })] }),
    ]);
    const { body } = await officer.get<Body>(`/cases/${id}`);
    expect(body).not.toHaveProperty('state');
    expect(body.approvals.map(({ name }) => name)).toEqual(['披露审批']);
    expect(JSON.stringify(body)).not.toMatch(/王小明|1398765/u);
    const [{ no, hash } = {}] = body.approvals;
    const signed = await act(officer, id, { type: 'decide', no, hash, result: 'approved' });
    expect([signed.status, signed.body]).toEqual([200, { id, isOutOfView: true }]);
    expect((await officer.get(`/cases/${id}`)).status).toBe(404);
    const read = await lead.post(`/cases/${id}/party`, { fields: ['phone'] });
    expect(read.body).toEqual({ fields: [{ field: 'phone', label: '电话', value: '13987654321' }] });
  });
});

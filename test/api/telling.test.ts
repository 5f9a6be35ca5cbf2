import { openBank, type TestBank } from '../support/bank';
import { openPhone, type Phone } from '../support/phone';

interface Body {
  readonly acts: readonly { readonly type: string; readonly label: string }[];
  readonly approvals: readonly { readonly no: number; readonly hash?: string }[];
}

describe('告知, among what one may do, says what the complainant is to be told (L1, L8)', () => {
  let bank: TestBank;
  let clerk: Phone;
  let lead: Phone;
  let head: Phone;
  beforeAll(async () => {
    bank = await openBank();
    clerk = await openPhone(bank, 'zhou.min');
    lead = await openPhone(bank, 'lin.tao');
    head = await openPhone(bank, 'zhao.lei');
  });
  afterAll(() => bank.close());

  const act = async (by: Phone, id: string, body: object) => {
    const { etag } = await by.get(`/cases/${id}`);
    expect(await by.post(`/cases/${id}/acts`, body, { etag })).toMatchObject({ status: 200 });
  };
  const filed = async () => {
    const party = { name: '王小明', phone: '13987654321', facts: '信用卡年费重复扣费', request: '退款' };
    return (await clerk.post<{ id: string }>('/cases', { party })).body.id;
  };
  const signed = async (by: Phone, id: string) => {
    const { approvals } = (await by.get<Body>(`/cases/${id}`)).body;
    const { no, hash } = approvals.find((each) => each.hash !== undefined) ?? {};
    await act(by, id, { type: 'decide', no, hash, result: 'approved' });
  };
  const tellingOf = async (id: string) =>
    (await clerk.get<Body>(`/cases/${id}`)).body.acts.filter(({ type }) => type === 'tell');
  const TOLD = { type: 'tell', mode: 'phone', proof: '录音12号' };

  it('that the complaint is not taken up (T3)', async () => {
    const id = await filed();
    await act(clerk, id, { type: 'decline', ground: 'not_a_complaint', reason: '咨询年费标准' });
    expect(await tellingOf(id)).toEqual([]);
    await signed(lead, id);
    expect(await tellingOf(id)).toEqual([{ type: 'tell', label: '告知不予办理' }]);
  });

  it('that its term was extended (T21), until it was told', async () => {
    const id = await filed();
    await act(clerk, id, { type: 'extend', ground: '等待外部机构回函' });
    await signed(head, id);
    expect(await tellingOf(id)).toEqual([{ type: 'tell', label: '告知延期' }]);
    await act(clerk, id, TOLD);
    expect(await tellingOf(id)).toEqual([]);
  });
});

import { openBank, type TestBank } from '../support/bank';
import { openPhone, type Phone } from '../support/phone';
import { until } from '../support/until';
import { walker } from '../support/walker';

interface Body {
  readonly state?: { readonly code: string };
  readonly acts: readonly { readonly type: string }[];
}

describe('受理核查 by who sees nothing of the case before (T18, L5)', () => {
  let bank: TestBank;
  let reviewer: Phone;
  let id = '';
  beforeAll(async () => {
    bank = await openBank();
    reviewer = await openPhone(bank, 'yan.bo');
    const walk = walker(bank);
    const planned = await walk.upToApproval();
    id = planned.id;
    expect((await reviewer.get(`/cases/${id}`)).status).toBe(404);
    await walk.approved(id, 'zhao.lei', '部门负责人审批');
    await walk.approved(id, 'qian.feng', '财务费用审批');
    await walk.executed(id, planned.solver);
    await until('the case is followed up', async () => (await walk.state(id)) === 'FOLLOW_UP');
  }, 60_000);
  afterAll(() => bank.close());

  const APPLICATION = { type: 'verify', appliedAt: '2026-03-02T09:30:00+08:00', proof: '核查申请书' };

  it('shows the reviewer its version and what is theirs to do, and nothing else', async () => {
    const { body } = await reviewer.get<Body>(`/cases/${id}`);
    expect(body).toEqual({
      ...{ id, version: expect.any(Number) as number, tasks: [], approvals: [], evidence: [] },
      acts: [{ type: 'verify', label: '受理核查' }],
    });
  });

  it('is no way in to anything else of it', async () => {
    expect((await reviewer.get(`/cases/${id}/why`)).status).toBe(404);
    expect((await reviewer.get(`/cases/${id}/people?for=assign`)).status).toBe(404);
    const read = await reviewer.post(`/cases/${id}/party`, { fields: ['phone'] });
    expect(read.status).toBe(404);
    const { etag } = await reviewer.get(`/cases/${id}`);
    const withdrawn = { type: 'withdraw', identity: '本人', proof: '撤回书' };
    expect((await reviewer.post(`/cases/${id}/acts`, withdrawn, { etag })).status).toBe(403);
  });

  it('is taken up on that version, not on an older one, and read from then on', async () => {
    const { etag } = await reviewer.get(`/cases/${id}`);
    const clerk = await openPhone(bank, 'zhou.min');
    const contact = { type: 'contact', mode: 'phone', note: '补充说明' };
    const before = await clerk.get(`/cases/${id}`);
    expect(await clerk.post(`/cases/${id}/acts`, contact, { etag: before.etag })).toMatchObject({
      status: 200,
    });
    expect((await reviewer.post(`/cases/${id}/acts`, APPLICATION, { etag })).status).toBe(412);
    const again = await reviewer.get(`/cases/${id}`);
    const taken = await reviewer.post<Body>(`/cases/${id}/acts`, APPLICATION, { etag: again.etag });
    expect(taken).toMatchObject({ status: 200, body: { state: { code: 'VERIFYING' } } });
    expect((await reviewer.get<Body>(`/cases/${id}`)).body.acts.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['uphold', 'overturn']),
    );
  });
});

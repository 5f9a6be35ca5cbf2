import { openBank, type TestBank } from '../support/bank';
import * as sample from '../support/evidence-samples';
import { BUILD_MS, builtMiniapp } from '../support/miniapp';
import { apiUrl, openPhone } from '../support/phone';
import { until } from '../support/until';
import { walker } from '../support/walker';
import { startWeapp, type Weapp, type WxRequest } from './weapp-rig';

/** Of the texts a request carried. */
const said = ({ data }: WxRequest) => JSON.parse(data as string) as Record<string, unknown>;

describe('the mini-program in WeCom, at the real service', () => {
  let bank: TestBank;
  let folder: string;
  let id = '';
  const phones = new Map<string, Weapp>();
  /** One phone each: it keeps its session and what it stored. */
  const phoneOf = (userid: string): Weapp => {
    const phone =
      phones.get(userid) ??
      startWeapp(folder, {
        origin: apiUrl(bank, '').replace('/api/v1', ''),
        code: () => bank.sandbox.qyLogin(userid),
      });
    phones.set(userid, phone);
    return phone;
  };
  const sent = (userid: string, path: string) =>
    phoneOf(userid).requests.filter(({ url, method }) => `${method} ${url}`.endsWith(path));

  beforeAll(async () => {
    folder = (await builtMiniapp()).weapp;
    bank = await openBank();
    id = (await walker(bank).upToApproval()).id;
  }, BUILD_MS);
  afterAll(() => bank?.close());

  it('logs in with the code of wx.qy.login, once, and then asks again what it was refused', async () => {
    const page = await phoneOf('zhao.lei').open('pages/work/index');
    expect(page.text()).toContain(id);
    expect(sent('zhao.lei', 'POST http://127.0.0.1:3000/api/v1/session/weapp')).toHaveLength(1);
    const asked = sent('zhao.lei', '/work').map(({ header }) => header['Authorization']);
    expect(asked).toEqual([undefined, expect.stringMatching(/^Bearer ./u)]);
  });

  it('logs in anew when its session was ended', async () => {
    const other = await openPhone(bank, 'zhao.lei');
    await other.post('/session/end-all', {});
    const page = await phoneOf('zhao.lei').open('pages/work/index');
    expect(page.text()).toContain(id);
    expect(sent('zhao.lei', '/session/weapp')).toHaveLength(2);
  });

  it('says so to whom WeCom vouches for nobody', async () => {
    const app = startWeapp(folder, { origin: apiUrl(bank, '').replace('/api/v1', '') });
    expect((await app.open('pages/work/index')).text()).toContain('请重新登录');
  });

  it('files a complaint step by step, and sends it once', async () => {
    const before = await bank.database.collection('complaints').countDocuments();
    const page = await phoneOf('zhou.min').open('pages/file/index');
    await page.tap('下一步');
    expect(page.text()).toContain('请填写投诉人姓名');
    await page.type('投诉人姓名', '李女士');
    await page.type('联系电话', '13812345678');
    await page.tap('下一步');
    await page.type('发生了什么', '手机银行转账重复扣款 300 元');
    await page.type('投诉人要求什么', '退款');
    await page.type('主张金额', '300');
    await page.tap('下一步');
    expect(page.text()).toContain('没有发现重复的投诉');
    await Promise.all([page.tap('登记'), page.tap('登记')]);
    const [, filed = ''] = /编号 (KFB\d{8})/u.exec(page.text()) ?? [];
    expect(filed).not.toBe('');
    expect(await bank.database.collection('complaints').countDocuments()).toBe(before + 1);
    const row = await bank.database.collection('complaints').findOne({ _id: filed as never });
    expect(row).toMatchObject({ claimedFen: 30_000, state: 'RECEIVED' });
    const clerk = await openPhone(bank, 'zhou.min');
    const party = await clerk.post(`/cases/${filed}/party`, { fields: ['name', 'phone'] });
    expect(JSON.stringify(party.body)).toMatch(/李女士.*13812345678/u);
  });

  it('signs what was shown', async () => {
    const cases = await openPhone(bank, 'zhao.lei');
    const { approvals } = (await cases.get<{ approvals: { no: number; hash?: string }[] }>(`/cases/${id}`))
      .body;
    const { no, hash } = approvals.find((each) => each.hash !== undefined) ?? {};
    const page = await phoneOf('zhao.lei').open('pages/approve/index', { id, no: String(no) });
    expect(page.text()).toContain('退还年费');
    await page.tap('同意');
    const [decision] = sent('zhao.lei', `POST http://127.0.0.1:3000/api/v1/cases/${id}/acts`);
    expect(decision && said(decision)).toEqual({ type: 'decide', no, hash, result: 'approved' });
    expect(await walker(bank).approvals(id)).toEqual([
      expect.objectContaining({ type: 'approved', by: 'zhao.lei' }),
    ]);
  });

  it('opens a file in the viewer of the phone, marked and with no menu to send it on, logging in anew (R24)', async () => {
    const bytes = await sample.pdf();
    const clerk = await openPhone(bank, 'zhou.min');
    const offer = { name: '流水.pdf', size: bytes.length, mime: 'application/pdf', source: 'file' };
    const upload = (await clerk.post<{ id: string }>(`/cases/${id}/uploads`, offer)).body.id;
    await fetch(apiUrl(bank, `/uploads/${upload}?offset=0`), {
      method: 'PUT',
      headers: { authorization: `Bearer ${clerk.token()}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    const state = async () => (await clerk.get<{ state: string }>(`/uploads/${upload}`)).body.state;
    await until('the file is kept', async () => (await state()) === 'kept');

    const app = phoneOf('zhou.min');
    const page = await app.open('pages/evidence/index', { id, look: '1' });
    await clerk.post('/session/end-all', {});
    await page.tap('打开 流水.pdf');
    await until('the viewer has it', () => app.opened.length > 0);
    expect(sent('zhou.min', `/cases/${id}/evidence/1`)).toHaveLength(2);
    const [opened] = app.opened;
    expect(opened).toMatchObject({ fileType: 'pdf', showMenu: false });
    expect(opened?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(opened?.bytes.equals(bytes)).toBe(false);
    const looks = await bank.database.collection('access_log').find({ complaintId: id }).toArray();
    expect(looks.map(({ event }) => event as unknown)).toContainEqual(
      expect.objectContaining({ by: 'zhou.min', evidence: 1, result: 'shown' }),
    );
  });

  it('draws every other page', async () => {
    for (const path of ['cases', 'case', 'act', 'emergency', 'evidence', 'call', 'leak', 'notices', 'me']) {
      const page = await phoneOf('lin.tao').open(`pages/${path}/index`, { id, act: 'reassign', no: '1' });
      expect([path, page.text()]).toEqual([
        path,
        expect.stringMatching(/^(?!.*(?:没有找到|系统出了问题|undefined|\[object)).{4}/u),
      ]);
    }
  }, 120_000);
});

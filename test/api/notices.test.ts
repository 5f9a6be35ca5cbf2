import { cardTo, heard, investigated, openBank, told, until, type TestBank } from '../support/bank';
import { openPhone } from '../support/phone';

interface Alerts {
  readonly items: readonly {
    readonly id: string;
    readonly about: string;
    readonly mayAcknowledge: boolean;
  }[];
}
interface Notices {
  readonly items: readonly { readonly id: string; readonly text: string; readonly confirmedAt?: string }[];
}

describe('notices on the phone', () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await openBank();
  });
  afterAll(() => bank.close());

  it('an important notice is confirmed there as by its card (R62)', async () => {
    await told(bank.sandbox, 'zhao.lei', '通知 信息科技部：周五下班前核对年费清单', '回复「确认」发出');
    const sent = await told(bank.sandbox, 'zhao.lei', '确认', '已发出');
    const id = /TZ\d{8}/.exec(sent)?.[0] ?? '';
    await cardTo(bank.sandbox, 'li.ke', '重要通知');
    const phone = await openPhone(bank, 'li.ke');
    await until('it was sent', async () => (await phone.get<Notices>('/notices')).body.items.length === 1);
    expect((await phone.get<Notices>('/notices')).body.items).toEqual([
      expect.objectContaining({ id, text: '周五下班前核对年费清单' }),
    ]);
    expect((await phone.post(`/notices/${id}/read`, {})).status).toBe(200);
    const [notice] = (await phone.get<Notices>('/notices')).body.items;
    expect(notice?.confirmedAt).toBeDefined();
    await bank.sandbox.say('zhao.lei', `通知 ${id}`);
    expect(await heard(bank.sandbox, 'zhao.lei', '已读确认 1 人')).toContain(id);
  });

  it('is nobody’s to confirm who did not get it', async () => {
    const stranger = await openPhone(bank, 'chen.gang');
    const { items } = (await stranger.get<Notices>('/notices')).body;
    expect(items).toEqual([]);
    const answer = await stranger.post('/notices/TZ26000001/read', {});
    expect(answer.status).toBe(404);
  });

  it('an urgent one is answered there, and rings nobody any more (R63)', async () => {
    const id = await investigated(bank);
    await bank.sandbox.say('lin.tao', `调级 ${id} 重大 原因：媒体关注`);
    await cardTo(bank.sandbox, 'zhao.lei', id, '重大');
    const phone = await openPhone(bank, 'zhao.lei');
    const mine = async () =>
      (await phone.get<Alerts>('/alerts')).body.items.filter(({ about }) => about === id);
    const [alert] = await mine();
    expect(alert).toMatchObject({ about: id, caseId: id, title: '重大投诉，请关注', mayAcknowledge: true });
    const other = await openPhone(bank, 'chen.gang');
    expect((await other.post(`/alerts/${alert?.id}/acknowledge`, {})).status).toBe(404);
    expect((await other.get<Alerts>('/alerts')).body.items).toEqual([]);
    expect((await phone.post(`/alerts/${alert?.id}/acknowledge`, {})).status).toBe(200);
    expect(await mine()).toEqual([]);
  });
});

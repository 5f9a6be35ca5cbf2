import { openBank, told, until, type TestBank, type TestBankOptions } from '../support/bank';
import { at } from '../support/builders';
import { walker } from '../support/walker';

let bank: TestBank;
afterEach(() => bank.close());

async function open(options: TestBankOptions = {}) {
  bank = await openBank(options);
  return walker(bank);
}
const rows = () => bank.database.collection<{ _id: string; status: string; failure?: string }>('group_posts');
const key = () => bank.settings['WECOM_GROUP_KEY'] ?? '';
const shown = () => bank.sandbox.group(key()).map(({ content }) => content ?? '');
const posted = (words: string) =>
  until(`the group reads ${words}`, () => shown().some((content) => content.includes(words)));
const settled = (status: string) =>
  until(`a post is ${status}`, async () => (await rows().countDocuments({ status })) === 1);
const goTo = (moment: string) => bank.sandbox.clock.advance(at(moment).getTime() - bank.sandbox.clock.now());
const fault = (kind: 'cut_after' | 'errcode', value?: number, count?: number) =>
  bank.sandbox.faults.add({
    path: 'webhook/send',
    kind,
    ...(value !== undefined && { value }),
    ...(count !== undefined && { count }),
  });

describe('what the whole team sees (群推送)', () => {
  it('is a case that became major, and says nothing of the person or of what they said (R54)', async () => {
    const walk = await open();
    const id = await walk.filed();
    await walk.classified(id, 'major');
    await posted(`重大投诉 ${id}`);
    expect(shown()).toEqual([
      `重大投诉 ${id}\n信用卡·重大，定级 3月2日 09:30\n法定办理期限截止 3月17日 24:00`,
    ]);
    const seen = JSON.stringify([bank.sandbox.group(key()), await rows().find().toArray(), bank.logged]);
    expect(seen).not.toMatch(/王女士|13987654321|年费重复/u);
    expect(bank.logged.join('')).not.toContain(key());
    const metrics = await fetch(`http://127.0.0.1:${bank.service.port}/metrics`);
    expect(await metrics.text()).toContain('suda_queue_waiting{queue="posts"}');
  });

  it('is a first contact that was missed, once however late it gets', async () => {
    const walk = await open();
    const id = await walk.filed();
    goTo('2026-03-02 16:30');
    await posted(`首次联系超时 ${id}`);
    goTo('2026-03-02 17:30');
    await until('it was told again', async () => {
      const fired = await bank.database.collection('events').countDocuments({ 'event.threshold': /^\+1wh/u });
      const waiting = await bank.database.collection('outbox').countDocuments();
      return fired >= 2 && waiting === 0;
    });
    expect(shown().filter((content) => content.includes('首次联系'))).toHaveLength(1);
  });

  it('waits for the morning when something happens at night', async () => {
    const walk = await open({ clock: { now: () => at('2026-03-02 23:10').getTime() } });
    const id = await walk.filed();
    await walk.classified(id, 'major');
    await settled('pending');
    expect(shown()).toEqual([]);
    goTo('2026-03-03 07:00');
    await posted(`重大投诉 ${id}`);
  });

  it('is nothing at all where the bank has no group', async () => {
    const walk = await open({ group: 'off' });
    const id = await walk.filed();
    await walk.classified(id, 'major');
    await until(
      'it is relayed',
      async () => (await bank.database.collection('outbox').countDocuments()) === 0,
    );
    expect(await rows().countDocuments()).toBe(0);
    expect(bank.sandbox.calls().filter(({ path }) => path?.includes('webhook/send'))).toEqual([]);
  });
});

describe('a post that did not go through at once', () => {
  const major = async () => {
    const walk = await open();
    return { walk, id: await walk.filed() };
  };

  it('is never shown twice: when the answer was lost it is not sent again, and the row says why', async () => {
    const { walk, id } = await major();
    fault('cut_after', undefined, 1);
    await walk.classified(id, 'major');
    await settled('failed');
    expect(await rows().findOne({})).toMatchObject({ failure: 'ambiguous' });
    expect(shown()).toHaveLength(1);
    // The next one goes out all the same.
    goTo('2026-03-18 07:00');
    await posted('法定办理期限超时');
    expect(shown().filter((content) => content.startsWith('重大投诉'))).toHaveLength(1);
  });

  it('is sent again when WeCom was clearly not there', async () => {
    const { walk, id } = await major();
    fault('errcode', -1, 1);
    await walk.classified(id, 'major');
    await settled('sent');
    expect(shown()).toHaveLength(1);
    expect(bank.logged.join('')).toContain('post not sent yet');
  });

  it('waits while the webhook is out of the group, and the log says that somebody is to act', async () => {
    const { walk, id } = await major();
    const { id: switchedOn } = fault('errcode', 93_008);
    await walk.classified(id, 'major');
    await until('it was refused', () => bank.logged.some((line) => line.includes('"errcode":93008')));
    expect(bank.logged.join('')).toContain('the webhook of the group is to be set up');
    expect(await rows().findOne({})).toMatchObject({ status: 'pending' });
    bank.sandbox.faults.clear(switchedOn);
    await settled('sent');
    expect(shown()).toHaveLength(1);
  });

  it('is given up when it can never pass', async () => {
    const { walk, id } = await major();
    fault('errcode', 40_058);
    await walk.classified(id, 'major');
    await settled('failed');
    expect(await rows().findOne({})).toMatchObject({ failure: 'errcode_40058' });
    await told(bank.sandbox, 'zhou.min', '待办', '');
  });
});

import { createGroupPosts } from '../../src/store/group-posts';
import { createLedger } from '../../src/store/ledger';
import { modelsOf } from '../../src/store/models';
import { createSealer } from '../../src/store/sealer';
import { heard, investigated, openBank, told, until, type TestBank } from '../support/bank';
import { at } from '../support/builders';

let bank: TestBank;
afterEach(() => bank.close());

const goTo = (moment: string) => bank.sandbox.clock.advance(at(moment).getTime() - bank.sandbox.clock.now());
const TITLE = '投诉周报（';
const summaries = (userid: string) =>
  bank.sandbox
    .chat(userid)
    .map(({ content }) => content ?? '')
    .filter((content) => content.startsWith(TITLE));
const group = () =>
  bank.sandbox
    .group(bank.settings['WECOM_GROUP_KEY'] ?? '')
    .map(({ content }) => content ?? '')
    .filter((content) => content.startsWith(TITLE));
const routine = () =>
  bank.database.collection<{ _id: string; dueAt: Date }>('routines').findOne({ _id: 'weekly-summary' });
const waitsFor = (moment: string) =>
  until(`the next is at ${moment}`, async () => (await routine())?.dueAt.getTime() === at(moment).getTime());

/** As it is left by a process that died before it planned the next turn. */
async function runAgain(due: string): Promise<void> {
  const dueAt = at(due);
  await bank.database
    .collection<{ _id: string }>('routines')
    .updateOne({ _id: 'weekly-summary' }, { $set: { dueAt, claimedUntil: dueAt } });
}

/** Reads what the summary of 6 March says to each, as it goes out. */
function reader(): () => Promise<readonly (string | undefined)[]> {
  const models = modelsOf(bank.database);
  const sealer = createSealer(Buffer.from(bank.masterKey, 'base64'));
  const [ledger, posts] = [createLedger(models, sealer), createGroupPosts(models, sealer)];
  return async () => {
    const bodies: (string | undefined)[] = [];
    for (const userid of ['zhao.lei', 'ma.wen', 'jiang.nan', 'lin.tao', 'gao.yuan'])
      bodies.push((await ledger.delivery(`weekly-2026-03-06-${userid}`))?.body);
    return [...bodies, (await posts.post('weekly-2026-03-06-g'))?.body];
  };
}

describe('the weekly summary (周报, R31)', () => {
  it('goes out on the last working day, to each as much as they lead, and its figures to the group', async () => {
    bank = await openBank();
    const id = await investigated(bank);
    await waitsFor('2026-03-06 16:00');
    goTo('2026-03-06 15:59');
    await told(bank.sandbox, 'zhao.lei', '待办', '');
    expect(summaries('zhao.lei')).toEqual([]);
    goTo('2026-03-06 16:00');
    await waitsFor('2026-03-13 16:00');
    const whole = await heard(bank.sandbox, 'zhao.lei', `${TITLE}全行）2月28日 16:00 至 3月6日 16:00`);
    expect(whole).toContain('新登记 1 件，办结 0 件，撤回、不予办理 0 件\n在办 1 件，其中重大 0 件');
    for (const userid of ['ma.wen', 'jiang.nan']) await heard(bank.sandbox, userid, whole);
    await heard(bank.sandbox, 'lin.tao', `${TITLE}银行卡组）`);
    expect(await heard(bank.sandbox, 'gao.yuan', `${TITLE}综合业务组）`)).toContain('新登记 0 件');
    await until('the group reads it', () => group().length === 1);
    expect(group()).toEqual([whole]);
    expect(summaries('chen.gang')).toEqual([]);

    // A week later the investigation is late: those who may list the case read which, the others how many.
    goTo('2026-03-13 16:00');
    const agenda = `· ${id} 调查 陈刚 超时 4 天`;
    for (const userid of ['zhao.lei', 'lin.tao']) await heard(bank.sandbox, userid, agenda);
    const exec = await heard(bank.sandbox, 'ma.wen', '至 3月13日 16:00');
    expect(exec).toContain('环节 1 件');
    await until('the group reads it', () => group().length === 2);
    expect(JSON.stringify([exec, group()])).not.toContain(id);
    expect(JSON.stringify([...summaries('zhao.lei'), ...group()])).not.toMatch(/王小明|13987654321|年费/u);
  }, 60_000);

  it('counted again it is the same, in figures and in messages, whatever has happened since', async () => {
    bank = await openBank();
    const id = await investigated(bank);
    goTo('2026-03-06 16:00');
    const first = await heard(bank.sandbox, 'zhao.lei', TITLE);
    await until('the group reads it', () => group().length === 1);
    await waitsFor('2026-03-13 16:00');
    goTo('2026-03-09 09:00');
    await told(bank.sandbox, 'zhou.min', `撤回 ${id} 身份：核对身份证 凭证：撤回书`, '确认');
    await told(bank.sandbox, 'zhou.min', '确认', id);

    await runAgain('2026-03-06 16:00');
    await waitsFor('2026-03-13 16:00');
    await told(bank.sandbox, 'zhao.lei', '待办', '');
    expect(summaries('zhao.lei')).toEqual([first]);
    expect(group()).toEqual([first]);

    // Its messages lost, it says what it said, byte for byte.
    const written = reader();
    const before = await written();
    const ids = { _id: /^weekly-2026-03-06-/u };
    await bank.database.collection<{ _id: string }>('deliveries').deleteMany(ids);
    await bank.database.collection<{ _id: string }>('group_posts').deleteMany(ids);
    await runAgain('2026-03-06 16:00');
    await waitsFor('2026-03-13 16:00');
    expect(await written()).toEqual(before);
    expect(before.map((body) => body?.includes('新登记 1 件'))).toEqual([
      true,
      true,
      true,
      true,
      false,
      true,
    ]);
  }, 60_000);

  it('is told in chat, as far as the week has come, to those who are sent it, and to no other', async () => {
    bank = await openBank();
    await investigated(bank);
    const whole = await told(bank.sandbox, 'zhao.lei', '周报', `${TITLE}全行）2月28日 16:00 至 3月2日 09:30`);
    expect(whole).toContain('新登记 1 件');
    await told(bank.sandbox, 'lin.tao', '本周周报', `${TITLE}银行卡组）`);
    await told(bank.sandbox, 'jiang.nan', '周报', `${TITLE}全行）`);
    await told(bank.sandbox, 'zhou.min', '周报', '周报给部门负责人、主管领导');
    await told(bank.sandbox, 'chen.gang', '周报', '周报给部门负责人、主管领导');
  });

  it('says which year is missing when the week reaches into one nobody entered (6.5)', async () => {
    bank = await openBank({ clock: { now: () => at('2026-12-30 09:30').getTime() } });
    await told(bank.sandbox, 'zhao.lei', '周报', '工作日历还没有 2027 年');
  });
});

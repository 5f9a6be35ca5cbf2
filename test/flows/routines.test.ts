import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROUTINES } from '../../jobs/routines';
import { openBank, redisUrl, told, until, type TestBank } from '../support/bank';
import { at } from '../support/builders';

const VACANT = '接口人空缺，请指定';
const LONG_VACANT = '一直空缺，请督促';
const BROKEN = '事件链核对发现';
const CALENDAR = '工作日历只到 2026 年底';
const UNCOVERED = '「接口人空缺检查」排不出下一次';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'suda-routines-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** The demo bank whose two interface persons of 信息科技部 are both on leave from Friday, 6 March, on. */
function bothAway(): string {
  const away = ['li.ke', 'luo.jie'].reduce(
    (text, userid) =>
      text.replace(
        `{ userid: ${userid},`,
        `{ userid: ${userid}, leave: [{ from: '2026-03-06', to: '2026-03-31' }],`,
      ),
    readFileSync('config/org.demo.yaml', 'utf8'),
  );
  return fileOf('org.yaml', away);
}

function withYear2027(): string {
  const year = [
    '  2027:',
    '    notice: 国务院办公厅关于2027年部分节假日安排的通知',
    '    verified: true',
    '    off: [2027-01-01..2027-01-03]',
    '    makeUp: []',
  ].join('\n');
  return fileOf('rules.yaml', `${readFileSync('config/rules.yaml', 'utf8')}${year}\n`);
}

const clockAt = (moment: string) => ({ clock: { now: () => at(moment).getTime() } });

interface Row {
  readonly _id: string;
  readonly dueAt: Date;
  readonly version: number;
  readonly unplanned?: boolean;
}
const rows = ({ database }: TestBank) => database.collection<Row>('routines');

/** Every routine has had its turn and waits for the next, and what it had to say is said. */
async function quiet(bank: TestBank): Promise<void> {
  await until('every routine waits', async () => {
    const now = new Date(bank.sandbox.clock.now());
    const waiting = await rows(bank).countDocuments({ dueAt: { $gt: now } });
    const unsent = await bank.database.collection('deliveries').countDocuments({ status: 'pending' });
    return waiting === ROUTINES.length && unsent === 0;
  });
}

async function goTo(bank: TestBank, moment: string): Promise<void> {
  await quiet(bank);
  bank.sandbox.clock.advance(at(moment).getTime() - bank.sandbox.clock.now());
  await quiet(bank);
}

/** What the app has said to a person with these words in it, in any of these banks. */
const said = (userid: string, words: string, ...banks: readonly TestBank[]): readonly string[] =>
  banks.flatMap(({ sandbox }) =>
    sandbox
      .chat(userid)
      .map(({ content }) => content ?? '')
      .filter((content) => content.includes(words)),
  );

const withBank = async (
  options: Parameters<typeof openBank>[0],
  run: (bank: TestBank) => Promise<void>,
): Promise<void> => {
  const bank = await openBank(options);
  try {
    await run(bank);
  } finally {
    await bank.close();
  }
};

/** Another service on the same stores, as after a restart or beside the first. */
async function beside(bank: TestBank, options: Parameters<typeof openBank>[0] = {}): Promise<TestBank> {
  return openBank({
    mongodbUri: bank.databaseUri,
    masterKey: bank.masterKey,
    clock: { now: () => bank.sandbox.clock.now() },
    ...options,
  });
}
/** Goes, and leaves the stores to the other; `stopped` when its service went before. */
async function leave(bank: TestBank, stopped = false): Promise<void> {
  if (!stopped) await bank.service.stop();
  await bank.sandbox.close();
  await bank.database.close();
  await bank.redis.quit();
}

describe('the daily check of interface persons (R2)', () => {
  it('tells the head of the department on every working day, and HEAD after more than one', async () => {
    await withBank({ orgFile: bothAway() }, async (bank) => {
      const counts = () => [
        said('pan.hong', VACANT, bank).length,
        said('zhao.lei', LONG_VACANT, bank).length,
      ];
      await goTo(bank, '2026-03-05 08:30');
      expect(counts()).toEqual([0, 0]);
      await goTo(bank, '2026-03-06 08:29');
      expect(counts()).toEqual([0, 0]);
      await goTo(bank, '2026-03-06 08:30');
      expect(counts()).toEqual([1, 0]);
      expect(said('pan.hong', VACANT, bank)[0]).toContain(
        '信息科技部：接口人和副接口人都不在（2026-03-06 起）',
      );
      // Saturday and Sunday.
      await goTo(bank, '2026-03-07 12:00');
      await goTo(bank, '2026-03-08 12:00');
      expect(counts()).toEqual([1, 0]);
      await goTo(bank, '2026-03-09 08:30');
      expect(counts()).toEqual([2, 0]);
      await goTo(bank, '2026-03-10 08:30');
      expect(counts()).toEqual([3, 1]);
      expect(said('zhao.lei', LONG_VACANT, bank)[0]).toContain('（2026-03-06 起），部门主管 潘虹 代收');
    });
  }, 60_000);

  it('days in which nobody was there to check are one turn, not many', async () => {
    await withBank({ orgFile: bothAway() }, async (bank) => {
      await goTo(bank, '2026-03-13 20:00');
      expect(said('pan.hong', VACANT, bank)).toHaveLength(1);
      const row = await rows(bank).findOne({ _id: 'check-vacancies' });
      expect(row?.dueAt).toEqual(at('2026-03-16 08:30'));
    });
  });

  it('is said once although two services run, Redis is emptied, and a turn is killed after its work', async () => {
    // A logical database of its own: other test files live on the same server.
    const url = new URL(redisUrl());
    url.pathname = '/6';
    await withBank({ orgFile: bothAway(), redisUrl: url.href }, async (bank) => {
      await quiet(bank);
      const second = await beside(bank, { orgFile: bothAway(), redisUrl: url.href });
      try {
        await bank.redis.flushdb();
        await goTo(bank, '2026-03-06 08:30');
        await bank.redis.flushdb();
        // As it is left by a process that died between the work and the next plan.
        const due = at('2026-03-06 08:30');
        const killed = await rows(bank).findOneAndUpdate(
          { _id: 'check-vacancies' },
          { $set: { dueAt: due, claimedUntil: due } },
          { returnDocument: 'after' },
        );
        await quiet(bank);
        expect((await rows(bank).findOne({ _id: 'check-vacancies' }))?.version).toBe(
          (killed?.version ?? 0) + 1,
        );
        expect(said('pan.hong', VACANT, bank, second)).toHaveLength(1);
        await goTo(bank, '2026-03-09 08:30');
        expect(said('pan.hong', VACANT, bank, second)).toHaveLength(2);
      } finally {
        await leave(second);
      }
    });
  }, 60_000);
});

describe('the daily check of records (R24)', () => {
  async function filed(bank: TestBank): Promise<string> {
    await told(
      bank.sandbox,
      'zhou.min',
      '投诉：王女士，手机13987654321，年费重复扣了300元，要求退款',
      '回复「确认」',
    );
    return /KFB\d{8}/u.exec(await told(bank.sandbox, 'zhou.min', '确认', '已登记'))?.[0] ?? '';
  }

  it('is silent while all is whole, and finds one changed byte at the next check', async () => {
    await withBank({}, async (bank) => {
      const [first, second] = [await filed(bank), await filed(bank)];
      await goTo(bank, '2026-03-03 08:30');
      expect(said('shi.lei', BROKEN, bank)).toEqual([]);
      expect(bank.logged.join('')).toContain('"checked":2,"broken":0');

      await bank.database
        .collection('events')
        .updateOne({ complaintId: first, seq: 1 }, { $set: { 'event.by': 'zhou.mim' } });
      await goTo(bank, '2026-03-04 08:30');
      for (const userid of ['shi.lei', 'jiang.nan']) {
        const [alarm, ...more] = said(userid, BROKEN, bank);
        expect(alarm).toContain(`${first} 处理记录从第 1 条起`);
        expect(alarm).not.toContain(second);
        expect(more).toEqual([]);
      }
      const delivery = await bank.database.collection('deliveries').findOne({ to: 'shi.lei' });
      expect(delivery?.['urgent']).toBe(true);
      const lines = bank.logged.filter((line) => line.includes('record does not verify'));
      expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
        expect.objectContaining({ level: 50, complaint: first, seq: 1 }),
      ]);
      const metrics = await fetch(`http://127.0.0.1:${bank.service.port}/metrics`);
      expect(await metrics.text()).toContain('suda_broken_records_total 1');
    });
  });

  it('finds a forged entry of who looked at a case', async () => {
    await withBank({}, async (bank) => {
      const id = await filed(bank);
      await told(bank.sandbox, 'xu.jing', `看原文 ${id} 原因：核对电话`, '没有找到');
      const log = bank.database.collection('access_log');
      await goTo(bank, '2026-03-03 08:30');
      expect(said('shi.lei', BROKEN, bank)).toEqual([]);
      await log.updateOne({ complaintId: id, seq: 1 }, { $set: { 'event.by': 'zhou.min' } });
      await goTo(bank, '2026-03-04 08:30');
      expect(said('shi.lei', BROKEN, bank)[0]).toContain(`${id} 访问记录从第 1 条起`);
    });
  });

  it('finds a record taken away at the end, and a case whose records are left', async () => {
    await withBank({}, async (bank) => {
      const [first, second] = [await filed(bank), await filed(bank)];
      const events = bank.database.collection('events');
      await quiet(bank);
      await events.deleteOne({
        complaintId: first,
        seq: await events.countDocuments({ complaintId: first }),
      });
      await bank.database.collection<{ _id: string }>('complaints').deleteOne({ _id: second });
      await goTo(bank, '2026-03-03 08:30');
      const [alarm] = said('shi.lei', BROKEN, bank);
      expect(alarm).toContain('发现 2 处');
      expect(alarm).toContain(first);
      expect(alarm).toContain(`${second} 处理记录从第 1 条起`);
    });
  });
});

describe('the daily check of the calendar (6.5)', () => {
  it('tells HEAD and SYSADM what to enter, weekly from 60 days before', async () => {
    await withBank(clockAt('2026-11-01 08:00'), async (bank) => {
      const counts = () => ['zhao.lei', 'han.xu'].map((userid) => said(userid, CALENDAR, bank).length);
      await goTo(bank, '2026-11-01 08:30');
      expect(counts()).toEqual([0, 0]);
      await goTo(bank, '2026-11-02 08:30');
      expect(said('han.xu', CALENDAR, bank)[0]).toMatch(/还剩 60 天[^]+calendar\.2027/u);
      await goTo(bank, '2026-11-03 08:30');
      expect(counts()).toEqual([1, 1]);
      await goTo(bank, '2026-11-09 08:30');
      expect(counts()).toEqual([2, 2]);
    });
  });

  it('is logged when the service starts in its last 60 days, and not before', async () => {
    const warnings = ({ logged }: TestBank) => logged.filter((line) => line.includes('the calendar ends'));
    await withBank(clockAt('2026-11-02 09:30'), async (bank) => {
      expect(warnings(bank)[0]).toContain('"year":2027,"daysLeft":60');
      await quiet(bank);
    });
    await withBank({}, async (bank) => {
      expect(warnings(bank)).toEqual([]);
      await quiet(bank);
    });
  });

  it('a routine that goes by working days waits for the year, says so once a day, and goes on when it is there', async () => {
    const bank = await openBank(clockAt('2026-12-31 08:00'));
    const waiting = () => said('han.xu', UNCOVERED, bank).length;
    await goTo(bank, '2026-12-31 08:30');
    expect([waiting(), said('zhao.lei', UNCOVERED, bank).length]).toEqual([1, 1]);
    await goTo(bank, '2026-12-31 09:30');
    await goTo(bank, '2026-12-31 10:30');
    expect(waiting()).toBe(1);
    await goTo(bank, '2027-01-01 08:30');
    expect(waiting()).toBe(2);
    // The others go on.
    expect(said('han.xu', '工作日历没有 2027 年，现在新的投诉登记不了', bank)).toHaveLength(1);

    await bank.service.stop();
    const after = await beside(bank, { rulesFile: withYear2027() });
    bank.sandbox.clock.advance(3_600_000);
    await quiet(after);
    const row = await rows(after).findOne({ _id: 'check-vacancies' });
    expect(row?.dueAt).toEqual(at('2027-01-04 08:30'));
    expect(row?.unplanned).toBeUndefined();
    await leave(bank, true);
    await after.close();
  }, 60_000);
});

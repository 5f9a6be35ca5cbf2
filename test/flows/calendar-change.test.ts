import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRules } from '../../config/rules';
import { run } from '../../src/parameters/run';
import { modelsOf } from '../../src/store/models';
import { MONDAY, openBank, until, type TestBank } from '../support/bank';
import { walker } from '../support/walker';

let folder: string;
let first: TestBank;
let second: TestBank | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suda-calendar-'));
  const text = await readFile('config/rules.yaml', 'utf8');
  await writeFile(
    join(folder, 'new.yaml'),
    text.replace('2026-02-15..2026-02-23', '2026-02-15..2026-02-23\n      - 2026-03-05'),
  );
  first = await openBank();
});
afterAll(async () => {
  await second?.close();
  // Its service was stopped by then, and its database is gone with the second's.
  await first.sandbox.close();
  await first.database.close();
  await first.redis.quit();
  await rm(folder, { recursive: true, force: true });
});

describe('a day that is off after all (6.5)', () => {
  it('moves the dues of open cases as diff foretold, once, and every case says why', async () => {
    const walk = walker(first);
    const id = await walk.filed();
    await walk.classified(id);
    await until('classified', async () => (await walk.state(id)) === 'CLASSIFIED');
    const file = join(folder, 'new.yaml');
    const foretold: string[] = [];
    await run(
      { name: 'diff', file, rulesText: loadRules(file) },
      {
        models: modelsOf(first.database),
        clock: { now: () => new Date(MONDAY) },
        say: (line) => foretold.push(line),
      },
    );
    expect(foretold).toContain('重算后 1 个时限会变，其中 0 个立即超时。');
    expect(foretold).toContain('    调查  3月9日 24:00 → 3月10日 24:00  晚 1 天');

    await first.service.stop();
    second = await openBank({
      mongodbUri: first.databaseUri,
      masterKey: first.masterKey,
      rulesFile: file,
    });
    const changes = () =>
      first.database.collection('events').countDocuments({ 'event.type': 'calendar_changed' });
    await until('recounted', async () => (await changes()) > 0);

    const again = walker(second);
    const look = await again.say('zhou.min', `查 ${id}`, '法定办理期限截止');
    expect(look).toContain('调查截止：3月10日 24:00');
    const why = await again.say('zhou.min', `为什么 ${id}`, '这样算的');
    expect(why).toMatch(/演示改过工作日历（版本 [0-9a-f]{12}），由 3月9日 24:00 改为 3月10日 24:00/u);
    expect(why).toContain('放假 1 天');
    expect(await changes()).toBe(1);
  });
});

import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRules } from '../../config/rules';
import { showDue } from '../../src/domain/calendar';
import type { Clock, Complaint } from '../../src/domain/complaint';
import { DEMO_APP } from '../../src/sandbox/demo/bank';
import { toRow } from '../../src/store/complaint-row';
import { modelsOf } from '../../src/store/models';
import { openRuleBook } from '../../src/store/rule-sets';
import { redisUrl } from '../support/bank';
import { useDatabase } from '../support/mongo';
import { refusedProcess } from '../support/process';
import { complaint } from '../store/rig';
import { runNode, type Outcome } from './run-module';

const HOUR_MS = 3_600_000;
const NOW = Date.now();
const hours = (count: number): Date => new Date(NOW + count * HOUR_MS);

const database = useDatabase();
let folder: string;
let text: string;
const file = (name: string): string => join(folder, name);
const versionOf = async (name: string) => parseRules(await readFile(file(name), 'utf8'), name).version;

/** `npm run rules -- …` itself, on the database of this file. */
const rules = (...args: readonly string[]): Promise<Outcome> =>
  runNode(['scripts/rules.mjs', ...args], { MONGODB_URI: database.uri });

/** Registered so many hours ago by old.yaml, with the clocks of registration. */
function registered(id: string, hoursAgo: number, more: Partial<Complaint> = {}): Complaint {
  const clock = (kind: Clock['kind'], amount: number): Clock => ({
    ...{ id: `${kind}-1`, kind, duration: { amount, unit: 'h' }, fired: [], pauses: [] },
    ...{ startAt: hours(-hoursAgo), dueAt: hours(amount - hoursAgo) },
  });
  const clocks = [clock('C0', 300), clock('C1', 6), clock('C2', 8)];
  return complaint(id, { rulesVersion: parseRules(text, id).version, clocks, ...more });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suda-rules-'));
  // In hours, so that what is due does not hang on the day of the week the test runs.
  text = (await readFile('config/rules.yaml', 'utf8'))
    .replace('normal: 2wh', 'normal: 6h')
    .replace('within: 4wh', 'within: 8h')
    .replace('within: 15d', 'within: 300h');
  const written = {
    'old.yaml': text,
    'new.yaml': text.replace('normal: 6h', 'normal: 2h').replace('within: 8h', 'within: 7h'),
    'same.yaml': `# 换了说明\n${text}`,
    'broken.yaml': text.replace('normal: 6h', 'normal: soon').replace('attempts: 3', 'attempts: 0'),
  };
  for (const [name, content] of Object.entries(written)) await writeFile(file(name), content);

  const models = modelsOf(database.connection);
  const first = { rules: parseRules(text, 'old.yaml'), text, name: 'old.yaml' };
  await openRuleBook(models, first, parseRules, new Date('2026-03-02T01:30:00Z'));
  const cases = [
    registered('KFB26000001', 3),
    registered('KFB26000002', 1),
    registered('KFB26000003', 3, { state: 'CLOSED', clocks: [] }),
  ];
  await models.complaints.create(cases.map((each) => toRow(each, 'hash-1')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run rules -- diff', () => {
  it('shows every changed parameter and the due time each open case would have (R70)', async () => {
    const { code, output } = await rules('diff', file('new.yaml'));
    const due = (from: number, to: number) => `${showDue(hours(from))} → ${showDue(hours(to))}`;
    const [old, next] = [await versionOf('old.yaml'), await versionOf('new.yaml')];
    expect(output.split('\n')).toEqual([
      `生效的版本：${old}  2026-03-02 09:30  system  首次启动`,
      `这个文件：${next}`,
      '  response.normal：6h → 2h',
      '  classify.within：8h → 7h',
      '',
      '在办的投诉仍按登记时的版本办（R70）；下面是假如改用新参数会怎样。',
      `  KFB26000001  已登记  登记版本 ${old}`,
      `    法定办理期限  ${showDue(hours(297))}  不变`,
      `    首次联系  ${due(3, -1)}  早 4 小时，改用就超时`,
      `    初步分类  ${due(5, 4)}  早 1 小时`,
      `  KFB26000002  已登记  登记版本 ${old}`,
      `    法定办理期限  ${showDue(hours(299))}  不变`,
      `    首次联系  ${due(5, 1)}  早 4 小时`,
      `    初步分类  ${due(7, 6)}  早 1 小时`,
      '在办 2 件，4 个时限会变，其中 1 个改用就超时。',
    ]);
    expect(code).toBe(0);
  });

  it('says that nothing changes when only comments do', async () => {
    const { code, output } = await rules('diff', file('same.yaml'));
    expect(output).toContain('没有要改的参数');
    expect(code).toBe(0);
  });

  it('changes nothing', async () => {
    expect(await database.connection.collection('rule_sets').countDocuments()).toBe(1);
  });
});

describe.each(['diff', 'apply'])('npm run rules -- %s of a file that is no good', (command) => {
  const rest = command === 'apply' ? ['--by', '张三', '--reason', '试试'] : [];

  it('names every mistake by its line and ends with 2', async () => {
    const { code, output } = await rules(command, file('broken.yaml'), ...rest);
    expect(output).toContain('有 2 处不对');
    expect(output).toMatch(/response\.normal（第 \d+ 行）/u);
    expect(output).toMatch(/followup\.attempts（第 \d+ 行）/u);
    expect(output).not.toMatch(/^\s+at /mu);
    expect(code).toBe(2);
  });

  it('says that there is none of this name', async () => {
    expect(await rules(command, file('none.yaml'), ...rest)).toMatchObject({
      code: 2,
      output: expect.stringContaining('读不到文件') as unknown,
    });
  });
});

describe('npm run rules used wrongly', () => {
  it.each([[[]], [['diff']], [['apply', 'a', '--by', '张三']], [['diff', 'a', '--stricter']]])(
    '%j is answered by the usage and 2',
    async (args) => {
      const { code, output } = await rules(...args);
      expect(output).toMatch(/^用法：\n/u);
      expect(output.split('\n')).toHaveLength(5);
      expect(code).toBe(2);
    },
  );

  it('is told of a database that is not there in one sentence, without its address', async () => {
    const { code, output } = await runNode(['scripts/rules.mjs', 'list'], {
      MONGODB_URI: 'mongodb://someone:secret@127.0.0.1:9/?replicaSet=none',
    });
    expect(output).toMatch(/MONGODB_URI 连不上[^\n]*$/u);
    expect(output).not.toContain('secret');
    expect(code).toBe(1);
  });
});

describe('npm run rules -- apply', () => {
  const apply = (name: string) => rules('apply', file(name), '--by', '张三', '--reason', '总行 2026-12 号文');

  it('puts the file in force and says what is left to do', async () => {
    const { code, output } = await apply('new.yaml');
    expect(output).toContain('已生效');
    expect(output).toContain('重启所有诉达服务');
    expect(output).toContain('在办的投诉仍按登记时的版本办（R70）');
    expect(code).toBe(0);
  });

  it('leaves open cases by the version they began under (R70)', async () => {
    const rows = await database.connection.collection('complaints').find().toArray();
    const version = await versionOf('old.yaml');
    expect(rows.map(({ rulesVersion }) => rulesVersion as string)).toEqual([version, version, version]);
  });

  it('is told by list: who, when, old, new and why (section 2)', async () => {
    const { code, output } = await rules('list');
    const lines = output.split('\n');
    expect(lines).toEqual([
      `1  ${await versionOf('old.yaml')}  2026-03-02 09:30  system  首次启动`,
      expect.stringMatching(
        new RegExp(
          `^2  ${await versionOf('new.yaml')}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  张三  总行 2026-12 号文（生效）$`,
          'u',
        ),
      ),
      '  response.normal：6h → 2h',
      '  classify.within：8h → 7h',
    ]);
    expect(code).toBe(0);
  });

  it('of the same file again is refused', async () => {
    const { code, output } = await apply('new.yaml');
    expect(output).toContain(`和生效的版本 ${await versionOf('new.yaml')} 一样`);
    expect(code).toBe(1);
    expect(await database.connection.collection('rule_sets').countDocuments()).toBe(2);
  });

  it('is what the service itself asks for when its file was changed', async () => {
    const { code, said } = await refusedProcess({
      MONGODB_URI: database.uri,
      REDIS_URL: redisUrl(),
      WECOM_CORP_ID: DEMO_APP.corpId,
      WECOM_AGENT_ID: String(DEMO_APP.agentId),
      WECOM_AGENT_SECRET: 'a'.repeat(32),
      WECOM_CALLBACK_TOKEN: 'a'.repeat(24),
      WECOM_CALLBACK_AES_KEY: 'a'.repeat(43),
      SUDA_MASTER_KEY: randomBytes(32).toString('base64'),
      SUDA_ORG_FILE: 'config/org.demo.yaml',
      SUDA_RULES_FILE: file('old.yaml'),
    });
    expect(said).toContain(`npm run rules -- diff ${file('old.yaml')}`);
    expect(said).toContain(`npm run rules -- apply ${file('old.yaml')} --by 姓名 --reason 原因`);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('can go back, and show still gives every version in full', async () => {
    expect(await apply('old.yaml')).toMatchObject({ code: 0 });
    const shown = await rules('show', await versionOf('new.yaml'));
    expect(shown.output).toContain('normal: 2h');
    expect(await rules('show', 'nothing')).toMatchObject({ code: 1 });
  });
});

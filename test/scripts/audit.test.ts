import { parseRules } from '../../config/rules';
import { readFileSync } from 'node:fs';
import { createHeartbeats } from '../../src/store/heartbeats';
import { ensureIndexes, modelsOf, type Models } from '../../src/store/models';
import { openRuleBook } from '../../src/store/rule-sets';
import { useDatabase } from '../support/mongo';
import { runNode } from './run-module';

const database = useDatabase();
let models: Models;

/** `npm run audit` itself, on the database of this file. */
const audit = (settings: Readonly<Record<string, string>> = {}) =>
  runNode(['scripts/audit.mjs'], {
    MONGODB_URI: database.uri,
    SUDA_ORG_FILE: 'config/org.demo.yaml',
    ...settings,
  });

beforeAll(async () => {
  models = modelsOf(database.connection);
  await ensureIndexes(models);
});

describe('npm run audit', () => {
  it('cannot look where the service has never run', async () => {
    const { code, output } = await audit();
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('还没有启动过') as unknown });
    const text = readFileSync('config/rules.yaml', 'utf8');
    const file = { rules: parseRules(text, 'rules.yaml'), text, name: 'rules.yaml' };
    await openRuleBook(models, file, parseRules, new Date());
  });

  it('ends with 2 when no auditor gives a heartbeat', async () => {
    const { code, output } = await audit();
    expect(output.split('\n').slice(-2)).toEqual(['该告知的事件：按时', '心跳：还没有过']);
    expect(code).toBe(2);
  });

  it('ends with 0 when all is well', async () => {
    await createHeartbeats(models).beat({ events: 0, tookMs: 1 });
    const { code, output } = await audit();
    expect(output).toMatch(/^到期的时限：按时\n[\s\S]*\n心跳：\d 秒前$/u);
    expect(code).toBe(0);
  });

  it('ends with 1 when something is late, and names it', async () => {
    const ago = new Date(Date.now() - 60_000);
    await models.deadlines.create([
      { _id: 'KFB26000001-C0-1-due', dueAt: ago, claimedUntil: ago, version: 1 },
    ]);
    const { code, output } = await audit();
    expect(output.split('\n')[0]).toBe('到期的时限：迟了 1 件（KFB26000001-C0-1-due）');
    expect(code).toBe(1);
  });

  it.each([
    [{ MONGODB_URI: 'mongodb://someone:secret@127.0.0.1:9/?replicaSet=none' }, 'MONGODB_URI 连不上'],
    [{ MONGODB_URI: '' }, 'MONGODB_URI：没有设置'],
    [{ SUDA_ORG_FILE: '' }, 'SUDA_ORG_FILE：没有设置'],
  ])('ends with 2 and one sentence when it cannot look (%j)', async (settings, words) => {
    const { code, output } = await audit(settings);
    expect(output).toContain(words);
    expect(output).not.toMatch(/secret|\n/u);
    expect(code).toBe(2);
  });
});

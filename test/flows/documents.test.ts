import { createHash } from 'node:crypto';
import { Queue } from 'bullmq';
import type { DocumentEntry, Paperwork } from '../../src/desk/paperwork-ports';
import type { DocumentRef } from '../../src/domain/complaint';
import { modelsOf } from '../../src/store/models';
import { createPaperwork } from '../../src/store/paperwork';
import { createSealer } from '../../src/store/sealer';
import { createVault } from '../../src/store/vault';
import { cardTo, openBank, told, until, type TestBank } from '../support/bank';
import { readPdfs, textOf } from '../support/pdf-text';

const NAME = '王女士';
const PHONE = '13987654321';
const FACTS = '信用卡年费重复扣了300元';
const ID = 'KFB26000001';

/** One case to its end, by what people type and tap. */
async function closedCase({ sandbox, database }: TestBank): Promise<void> {
  const say = (userid: string, text: string, words: string) => told(sandbox, userid, text, words);
  const tap = async (userid: string, title: string, key: string, selected?: Record<string, string[]>) => {
    const card = await cardTo(sandbox, userid, ID, title);
    await sandbox.tap(userid, card.taskId ?? '', key, selected);
  };
  await say('zhou.min', `投诉：${NAME}，手机${PHONE}，${FACTS}，要求退款`, '回复「确认」');
  await say('zhou.min', '确认', '已登记');
  await say('zhou.min', `联系 ${ID} 电话 已说明处理流程`, '联系记录已记下');
  await tap('zhou.min', '分类', 'classify', { level: ['level.general'] });
  await tap('lin.tao', '分派', 'assign', { invest: ['invest.chen.gang'] });
  await cardTo(sandbox, 'chen.gang', ID, '调查');
  await say('chen.gang', `结论 ${ID} 银行责任；依据：系统重复计收年费；证据：扣费流水截图`, '回复「确认」');
  await say('chen.gang', '确认', '调查结论已记下');
  const found = await database.collection('complaints').findOne({ _id: ID as never });
  const solver = (found?.['team'] as { solve: string }).solve;
  await cardTo(sandbox, solver, ID, '方案');
  await say(solver, `方案 ${ID} 支持；措施：退还年费300元；答复：三日内退回年费`, '回复「确认」');
  await say(solver, '确认', '处理方案已记下');
  await tap('zhao.lei', '部门负责人审批', 'approve');
  await tap('qian.feng', '财务费用审批', 'approve');
  await cardTo(sandbox, solver, ID, '请执行');
  await say(solver, `执行 ${ID} 凭证：退款流水尾号8821；告知：电话，投诉人确认收到`, '回复「确认」');
  await say(solver, '确认', '执行情况已记下');
  await tap('tang.xin', '回访', 'follow_up', { score: ['score.5'] });
  await cardTo(sandbox, 'zhou.min', ID, '投诉已办结');
}

describe('the documents of one case (R25, R26, L2)', () => {
  let bank: TestBank;
  let paperwork: Paperwork;
  let numbered: readonly DocumentRef[];
  const texts = new Map<string, string>();

  const isWritten = async () => (await bank.database.collection('paperwork').countDocuments()) === 0;
  beforeAll(async () => {
    bank = await openBank();
    const sealer = createSealer(Buffer.from(bank.masterKey, 'base64'));
    const vault = createVault({ collection: bank.database.collection('vault'), sealer });
    paperwork = createPaperwork(modelsOf(bank.database), vault);
    await closedCase(bank);
    await until('nothing waits to be written', isWritten);
    const complaint = await bank.database.collection('complaints').findOne({ _id: ID as never });
    numbered = complaint?.['documents'] as DocumentRef[];
  }, 120_000);
  afterAll(() => bank.close());

  const entries = async () => new Map((await paperwork.list(ID)).map((entry) => [entry.no, entry] as const));
  const textBy = (type: string) => [...texts].find(([no]) => no.includes(`-${type}`))?.[1] ?? '';

  it('are stored, each one that has a number and no other, with template and hash', async () => {
    const stored = await entries();
    expect(numbered.map(({ type }) => type)).toEqual(['SL', 'FL', 'DC', 'FA', 'SP', 'FY', 'GZ', 'HF']);
    expect([...stored.keys()].sort()).toEqual(numbered.map(({ no }) => no).sort());
    for (const { no, type } of numbered) {
      const { templateVersion, sha256 } = stored.get(no) as DocumentEntry;
      const opened = await paperwork.open(no);
      expect(templateVersion).toMatch(new RegExp(`^${type}-\\d$`, 'u'));
      expect(sha256).toBe(
        createHash('sha256')
          .update(opened?.pdf ?? '')
          .digest('hex'),
      );
    }
  });

  it('open with the key of the case as PDFs that carry their number', async () => {
    const opened = await Promise.all(numbered.map(({ no }) => paperwork.open(no)));
    const read = readPdfs(opened.map((file) => file?.pdf ?? Buffer.alloc(0)));
    numbered.forEach(({ no }, index) => texts.set(no, textOf(read[index] ?? [])));
    for (const [no, text] of texts) expect(text).toContain(`文书编号：${no}`);
  });

  it('tell the complainant what L2 asks for', () => {
    expect(textBy('GZ')).toMatch(
      /王女士：.*核实情况.*系统重复计收年费.*处理决定.*支持您的请求.*退还年费.*依据和理由.*核查：.*30日内.*调解：.*仲裁：.*诉讼：.*告知方式电话/u,
    );
  });

  it('say what was so when they were written, not what came later', () => {
    expect(textBy('SL')).toContain(PHONE);
    expect(textBy('SP01')).not.toContain('钱峰');
    expect(textBy('FY01')).toContain('钱峰');
  });

  it('stand in the raw store, in Redis and in the log without a readable word (R26, R54)', async () => {
    const raw = Buffer.concat(
      (await bank.database
        .collection('document_files')
        .find({}, { raw: true } as never)
        .toArray()) as never,
    );
    const jobs = await bank.redis.keys(`suda-${bank.database.name}:documents:doc-*`);
    expect(jobs.length).toBeGreaterThan(0);
    const queued = JSON.stringify(await Promise.all(jobs.map((key) => bank.redis.hgetall(key))));
    for (const word of ['%PDF', NAME, PHONE, FACTS]) {
      expect(raw.includes(word)).toBe(false);
      expect(queued).not.toContain(word);
      expect(bank.logged.join('')).not.toContain(word);
    }
  });

  it('are printed from the case as it was, byte for byte the same long after it closed', async () => {
    const before = await entries();
    await bank.database.collection('document_files').deleteMany({});
    const queue = new Queue('documents', {
      connection: bank.redis,
      prefix: `suda-${bank.database.name}`,
    });
    // A finished job is not run again while BullMQ remembers its id.
    await queue.clean(0, 1_000, 'completed');
    const events = bank.database.collection('events').find({ complaintId: ID });
    const rows = (await events.toArray()).flatMap(({ seq, event }) => {
      const { document, at } = event as { document?: DocumentRef; at: Date };
      return document
        ? [{ _id: document.no as never, complaintId: ID, seq: seq as number, ...since(at) }]
        : [];
    });
    await bank.database.collection('paperwork').insertMany(rows);
    await until('all are written again', isWritten);
    await queue.close();

    const after = await entries();
    expect(after.size).toBe(numbered.length);
    for (const [no, { sha256 }] of before) expect([no, after.get(no)?.sha256]).toEqual([no, sha256]);
  });
});

const since = (at: Date) => ({ createdAt: at, claimedUntil: at });

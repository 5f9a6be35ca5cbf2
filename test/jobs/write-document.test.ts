import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { openBank, redisUrl, told, until, type TestBank } from '../support/bank';

const NO = /KFB26000001-\d{8}-SL/u;

describe('a document that cannot be written (write-document)', () => {
  let bank: TestBank;
  let connection: Redis;
  let queue: Queue;
  beforeAll(async () => {
    bank = await openBank();
    connection = new Redis(redisUrl());
    queue = new Queue('documents', { connection, prefix: `suda-${bank.database.name}` });
  });
  afterAll(async () => {
    await queue.close();
    await connection.quit();
    await bank.close();
  });
  const files = () => bank.database.collection('document_files');
  const waiting = () => bank.database.collection('paperwork').countDocuments();
  const faults = () =>
    bank.logged.filter((line) => line.includes('job failed') && line.includes('write-document'));

  it('waits and is written when it can be, and people are answered meanwhile (R25)', async () => {
    const vault = bank.database.collection('vault');
    await queue.pause();
    await told(
      bank.sandbox,
      'zhou.min',
      '投诉：王女士，手机13987654321，信用卡年费重复扣了300元，要求退款',
      '回复「确认」',
    );
    await told(bank.sandbox, 'zhou.min', '确认', 'KFB26000001');
    const whole = await vault.findOne({});
    await vault.updateOne({}, { $set: { wrappedKey: Buffer.from('broken') } });
    await queue.resume();
    await until('it is told', () => faults().length > 0);
    await told(bank.sandbox, 'zhou.min', '待办', 'KFB26000001');
    expect(await waiting()).toBe(1);
    expect(await files().countDocuments()).toBe(0);

    await vault.updateOne({}, { $set: { wrappedKey: whole?.['wrappedKey'] as unknown } });
    await until('it is written', async () => {
      await queue.promoteJobs();
      return (await waiting()) === 0;
    });
    expect(String((await files().findOne({}))?.['_id'])).toMatch(NO);
    expect(faults()[0]).toContain('"code":"seal_broken"');
    expect(bank.logged.join('')).not.toMatch(/13987654321|王女士|job given up/u);
  });
});

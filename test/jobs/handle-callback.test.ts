import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { heard, openBank, redisUrl, told, until, type TestBank } from '../support/bank';

const SENTENCE = '投诉：王女士，手机13987654321，信用卡年费重复扣了300元，要求退款';

describe('a callback that cannot be worked off (handle-callback)', () => {
  let bank: TestBank;
  let connection: Redis;
  let callbacks: Queue;
  beforeAll(async () => {
    bank = await openBank();
    connection = new Redis(redisUrl());
    callbacks = new Queue('callbacks', { connection, prefix: `suda-${bank.database.name}` });
  });
  afterAll(async () => {
    await callbacks.close();
    await connection.quit();
    await bank.close();
  });
  const counters = () => bank.database.collection('counters');
  const failed = () => bank.database.collection('inbox').countDocuments({ status: 'failed' });

  it('is tried eight times, then kept, and its writer is told', async () => {
    await told(bank.sandbox, 'zhou.min', SENTENCE, '回复「确认」');
    // A counter that is no number: every attempt meets the same fault.
    await counters().insertOne({ _id: 'KFB26' as never, value: 'broken' });
    await bank.sandbox.say('zhou.min', '确认');
    await until('it is given up', async () => {
      await callbacks.promoteJobs();
      return (await failed()) === 1;
    });

    await heard(bank.sandbox, 'zhou.min', '没有办成，内容已保留');
    const givenUp = bank.logged.filter((line) => line.includes('job given up'));
    expect(givenUp).toHaveLength(1);
    expect(givenUp[0]).toContain('"attempt":8');
    expect(bank.logged.join('')).not.toMatch(/13987654321|王女士|broken/u);
  });

  it('does not hold up what the same person says next', async () => {
    await counters().deleteMany({});
    await told(bank.sandbox, 'zhou.min', '确认', 'KFB26000001');
  });
});

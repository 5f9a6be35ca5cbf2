import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { Redis } from 'ioredis';
import { createLog } from '../../src/log';
import { connectMongo, type Connection } from '../../src/store/connection';
import type { ChatMessage, Sandbox } from '../../src/sandbox';
import { startDemoBank, type DemoBank, type DemoBankOptions } from '../../src/sandbox/demo/bank';
import { emptyDatabase, sweep } from './fresh-database';
import { until } from './until';

export { until };

/** 2026-03-02, a Monday, 09:30 in Shanghai: working time, and an hour in which nothing is due yet. */
export const MONDAY = Date.parse('2026-03-02T01:30:00Z');

export function redisUrl(): string {
  const url = process.env['REDIS_URL'];
  if (url === undefined || url === '') throw new Error('REDIS_URL is not set: run the tests by npm test');
  return url;
}

/** A whole bank for one test file: service, sandbox and clock in this process; stores as they are. */
export interface TestBank extends DemoBank {
  readonly databaseUri: string;
  readonly masterKey: string;
  /** Looks into the stores behind the service's back. */
  readonly database: Connection;
  readonly redis: Redis;
  /** Every line the service logged. */
  readonly logged: readonly string[];
  /** Stops everything and leaves nothing of it in the stores. */
  close(): Promise<void>;
}

export type TestBankOptions = Partial<DemoBankOptions>;

export async function openBank(options: TestBankOptions = {}): Promise<TestBank> {
  const databaseUri = options.mongodbUri ?? emptyDatabase();
  const masterKey = options.masterKey ?? randomBytes(32).toString('base64');
  const logged: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged.push(chunk.toString());
      done();
    },
  });
  const redis = new Redis(options.redisUrl ?? redisUrl());
  const database = await connectMongo(databaseUri);
  const bank = await startDemoBank({
    log: createLog('info', sink),
    // Stands still unless pushed, so that nothing falls due by the slowness of a machine.
    clock: { now: () => MONDAY },
    // On a clock that stands still there is no next minute.
    sendLimits: { perMinute: 10_000, perHour: 10_000, perAccountDay: 10_000 },
    page: 'on',
    ...options,
    mongodbUri: databaseUri,
    redisUrl: options.redisUrl ?? redisUrl(),
    masterKey,
    limits: { callbackRetryDelayMs: 50, perMemberMinute: 10_000, perMemberHour: 10_000, ...options.limits },
  });

  return {
    ...bank,
    databaseUri,
    masterKey,
    database,
    redis,
    logged,
    close: async () => {
      await bank.close();
      const prefix = `suda-${database.name}`;
      if (options.mongodbUri === undefined) await sweep(databaseUri, database);
      else await database.dropDatabase();
      await database.close();
      const keys = await redis.keys(`${prefix}*`);
      if (keys.length > 0) await redis.del(...keys);
      await redis.quit();
    },
  };
}

/** The next words of the bot to a person, old or new, that hold `words`. */
export async function heard(sandbox: Sandbox, userid: string, words: string, from = 0): Promise<string> {
  const message = await sandbox.waitFor(
    userid,
    (each) =>
      each.from === 'app' &&
      (each.content ?? '').includes(words) &&
      sandbox.chat(userid).indexOf(each) >= from,
    20_000,
  );
  return message.content ?? '';
}

export async function told(sandbox: Sandbox, userid: string, text: string, words: string): Promise<string> {
  const from = sandbox.chat(userid).length;
  await sandbox.say(userid, text);
  return heard(sandbox, userid, words, from);
}

/** A card to a person whose title holds `words`. */
export function cardTo(sandbox: Sandbox, userid: string, ...words: readonly string[]): Promise<ChatMessage> {
  return sandbox.waitFor(userid, (each) => words.every((word) => titleOf(each).includes(word)), 20_000);
}

export function titleOf({ card }: ChatMessage): string {
  return (card as { main_title?: { title?: string } } | undefined)?.main_title?.title ?? '';
}

export function cardsTo(
  sandbox: Sandbox,
  userid: string,
  ...words: readonly string[]
): readonly ChatMessage[] {
  return sandbox
    .chat(userid)
    .filter((each) => each.kind === 'card' && words.every((word) => titleOf(each).includes(word)));
}

/** The words that replaced a card's buttons. */
export async function redrawnTo(
  sandbox: Sandbox,
  userid: string,
  ...words: readonly string[]
): Promise<string> {
  const message = await sandbox.waitFor(
    userid,
    (each) =>
      words.every((word) => titleOf(each).includes(word)) && each.state?.disabledButtons !== undefined,
    20_000,
  );
  return message.state?.disabledButtons ?? '';
}

/** A case of 银行卡组 under investigation by chen.gang; lin.tao leads the group. */
export async function investigated({ sandbox }: TestBank): Promise<string> {
  const filing = '投诉：王小明，手机13987654321，信用卡年费重复扣了300元，要求退款';
  await told(sandbox, 'zhou.min', filing, '回复「确认」');
  const id = /KFB\d{8}/u.exec(await told(sandbox, 'zhou.min', '确认', '已登记'))?.[0] ?? '';
  await told(sandbox, 'zhou.min', `联系 ${id} 电话 已说明处理流程`, '联系记录已记下');
  const tap = (userid: string, card: ChatMessage, key: string, selected: Record<string, string[]>) =>
    sandbox.tap(userid, card.taskId ?? '', key, selected);
  await tap('zhou.min', await cardTo(sandbox, 'zhou.min', id, '分类'), 'classify', {
    level: ['level.general'],
  });
  await tap('lin.tao', await cardTo(sandbox, 'lin.tao', id, '分派'), 'assign', {
    invest: ['invest.chen.gang'],
  });
  await cardTo(sandbox, 'chen.gang', id, '请调查');
  return id;
}

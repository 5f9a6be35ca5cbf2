import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { peopleOf } from '../../src/domain/broadcast';
import { WECOM_LIMITS } from '../../src/sandbox/limits';
import { clerkIds, writeOrgFile } from '../drill/people';
import { openBank, told, type TestBank } from '../support/bank';

/** 重要通知: from the word that sends it to the last receipt in the ledger, in a bank of very many and in one of a thousand. */
const MANY = 100_000;
const FEW = 1_000;
const PER_CALL = 1_000;
const PATIENCE_MS = 120_000;
const SENDER = 'zhao.lei';

export interface Broadcasted {
  readonly people: number;
  readonly calls: number;
  /** As few as there can be. */
  readonly least: number;
  /** Of all people, how many have a card and a receipt with its message id. */
  readonly shown: number;
  readonly receipts: number;
  readonly ms: number;
  /** Until the sender who asks knows how it stands. */
  readonly statusMs: number;
}

export async function measureBroadcasting(): Promise<{
  readonly many: Broadcasted;
  readonly few: Broadcasted;
}> {
  return { few: await broadcasted(FEW), many: await broadcasted(MANY) };
}

async function broadcasted(count: number): Promise<Broadcasted> {
  const orgFile = join(tmpdir(), `suda-bench-${randomUUID()}.yaml`);
  writeOrgFile(orgFile, clerkIds(count));
  const bank = await openBank({ orgFile, clock: Date, sendLimits: {}, limits: WECOM_LIMITS });
  try {
    return await measured(bank);
  } finally {
    await bank.close();
    await rm(orgFile, { force: true });
  }
}

async function measured({ sandbox, org, database }: TestBank): Promise<Broadcasted> {
  const readers = peopleOf('all', SENDER, org);
  const people = readers.length;
  const receipts = database.collection('receipts');
  const done = () => receipts.countDocuments({ status: 'sent', msgId: { $exists: true } });
  await told(sandbox, SENDER, '通知 全行：周五前核对年费扣款', '回复「确认」发出');
  const before = sends(sandbox);
  const begin = performance.now();
  const id = /TZ\d{8}/u.exec(await told(sandbox, SENDER, '确认', '已发出'))?.[0] ?? '';
  while ((await done()) < people && performance.now() - begin < PATIENCE_MS) await pause(20);
  const ms = performance.now() - begin;
  const shown = readers.filter((to) =>
    sandbox.chat(to).some(({ card }) => JSON.stringify(card ?? '').includes('重要通知')),
  ).length;
  // One of them is the answer to the sender.
  const calls = sends(sandbox) - before - 1;
  const asked = performance.now();
  await told(sandbox, SENDER, `通知 ${id}`, `已送达 ${people} 人`);
  const statusMs = performance.now() - asked;
  return { people, calls, least: Math.ceil(people / PER_CALL), shown, receipts: await done(), ms, statusMs };
}

function sends(sandbox: TestBank['sandbox']): number {
  return sandbox.calls().filter(({ path }) => path === '/cgi-bin/message/send').length;
}

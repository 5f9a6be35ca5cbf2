import type { Connection } from 'mongoose';
import type { Clock } from '../desk/ports';
import { Fault } from '../errors';

/** Beyond this the machine's clock is wrong, and every deadline with it. */
const MAX_OFFSET_MS = 60_000;
/** Below what a round trip can tell, or this, the two agree. */
const AGREED_MS = 50;
const COMPARE_EVERY_MS = 15_000;

/** 本机的钟: what somebody may set, and what only ever goes on; both in ms. */
export interface MachineClock {
  readonly wall: () => number;
  readonly steady: () => number;
}

const MACHINE: MachineClock = {
  wall: () => Date.now(),
  steady: () => performance.timeOrigin + performance.now(),
};

/**
 * 服务时钟: the database's time, so that several processes agree on what is due. It goes on by what only ever goes on, and is
 * compared again and again: a machine whose clock is set while we run makes nothing early or late. Throws Fault `clock_off`
 * when the two are more than a minute apart at the start.
 */
export async function databaseClock(
  connection: Connection,
  { wall, steady }: MachineClock = MACHINE,
  everyMs = COMPARE_EVERY_MS,
): Promise<Clock> {
  const offsetOf = async (own: () => number) => {
    const before = own();
    const { localTime } = (await connection.db?.admin().command({ hello: 1 })) as { localTime: Date };
    const after = own();
    const offset = Math.round(localTime.getTime() - (before + after) / 2);
    return { offset, unsureMs: Math.max(AGREED_MS, (after - before) / 2) };
  };
  const { offset } = await offsetOf(wall);
  if (Math.abs(offset) > MAX_OFFSET_MS) {
    throw new Fault('clock_off', `本机时间与数据库相差 ${Math.round(offset / 1000)} 秒，请先校时`);
  }
  let correction = 0;
  const compare = async (): Promise<void> => {
    const found = await offsetOf(steady);
    if (Math.abs(found.offset - correction) >= found.unsureMs) correction = found.offset;
  };
  await compare();
  // A database that is away changes nothing: it is asked again.
  const timer = setInterval(() => void compare().catch(() => {}), everyMs).unref();
  connection.once('close', () => clearInterval(timer));
  return { now: () => new Date(steady() + correction) };
}

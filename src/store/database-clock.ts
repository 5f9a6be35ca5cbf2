import type { Connection } from 'mongoose';
import type { Clock } from '../desk/ports';
import { Fault } from '../errors';

/** Beyond this the machine's clock is wrong, and every deadline with it. */
const MAX_OFFSET_MS = 60_000;

/**
 * 服务时钟: this machine's time corrected to the database's, so that several processes agree on what is due. Throws
 * Fault `clock_off` when the two are more than a minute apart.
 */
export async function databaseClock(connection: Connection): Promise<Clock> {
  const before = Date.now();
  const { localTime } = (await connection.db?.admin().command({ hello: 1 })) as { localTime: Date };
  const offset = Math.round(localTime.getTime() - (before + Date.now()) / 2);
  if (Math.abs(offset) > MAX_OFFSET_MS) {
    throw new Fault('clock_off', `本机时间与数据库相差 ${Math.round(offset / 1000)} 秒，请先校时`);
  }
  // Below what a round trip can tell, the two agree.
  const correction = Math.abs(offset) < 50 ? 0 : offset;
  return { now: () => new Date(Date.now() + correction) };
}

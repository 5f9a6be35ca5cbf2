import { databaseClock, type MachineClock } from '../../src/store/database-clock';
import { useDatabase } from '../support/mongo';
import { until } from '../support/until';

const HOUR = 3_600_000;
const database = useDatabase();

/** A machine whose two clocks are moved by hand, from the right time on. */
function machine() {
  const moved = { wall: 0, steady: 0 };
  const clock: MachineClock = {
    wall: () => Date.now() + moved.wall,
    steady: () => Date.now() + moved.steady,
  };
  return { moved, clock };
}

const offOf = (clock: { now(): Date }) => clock.now().getTime() - Date.now();

describe('the clock of the service (服务时钟)', () => {
  it('goes with the database, and to the millisecond with the machine when the two agree', async () => {
    const { clock } = machine();
    expect(Math.abs(offOf(await databaseClock(database.connection, clock)))).toBeLessThanOrEqual(1);
  });

  it.each([HOUR, -HOUR])('stays right when somebody sets the clock of the machine by %i ms', async (by) => {
    const { moved, clock } = machine();
    const service = await databaseClock(database.connection, clock);
    moved.wall = by;
    expect(Math.abs(offOf(service))).toBeLessThanOrEqual(1);
  });

  it('is put right after the machine stood still', async () => {
    const { moved, clock } = machine();
    const service = await databaseClock(database.connection, clock, 20);
    moved.steady = -HOUR;
    expect(offOf(service)).toBeLessThan(-HOUR / 2);
    await until('it goes with the database again', () => Math.abs(offOf(service)) < 1_000);
  });

  it.each([HOUR, -HOUR])('refuses a machine that is off by %i ms at the start', async (by) => {
    const { moved, clock } = machine();
    Object.assign(moved, { wall: by, steady: by });
    await expect(databaseClock(database.connection, clock)).rejects.toMatchObject({ code: 'clock_off' });
  });
});

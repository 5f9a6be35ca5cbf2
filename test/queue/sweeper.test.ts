import { LANES, type Claimed, type Lane } from '../../src/desk/ports';
import { AHEAD_MS, createSweeper, LEASE_MS, type Sweeper } from '../../src/queue/sweeper';
import { complaint, deadline, NOW, recorded, seconds, useStore } from '../store/rig';
import { until } from '../support/until';

const rig = useStore();

class Away extends Error {}
const COUNT = 250;

describe('the sweeper (巡查)', () => {
  let failure: Error | undefined;
  let full: readonly Lane[];
  let put: Claimed[];
  let errors: unknown[];
  let now: Date;
  let looks: number;
  let sweeper: Sweeper;

  beforeEach(async () => {
    [failure, full, put, errors, now, looks] = [undefined, [], [], [], seconds(1), 0];
    for (const name of ['complaints', 'events', 'outbox', 'deadlines'])
      await rig.database.connection.collection(name).deleteMany({});
    sweeper = createSweeper({
      claims: rig.claims,
      clock: { now: () => now },
      hasRoom: (lane) => {
        if (lane === 'events') looks++;
        return Promise.resolve(!full.includes(lane));
      },
      put: (_lane, claimed) => {
        if (failure) return Promise.reject(failure);
        put.push(claimed);
        return Promise.resolve();
      },
      isOutage: (error) => error instanceof Away,
      onError: (_lane, error) => errors.push(error),
    });
  });
  afterEach(() => sweeper.stop());

  const arm = async (count: number, due: Date) => {
    const of = complaint('KFB26000001');
    const wanted = Array.from({ length: count }, (_, at) => deadline(`t${at}`, due));
    await rig.store.transact((tx) => tx.commit(undefined, of, [recorded(of)], wanted));
  };
  const leased = async () => {
    const rows = await rig.models.deadlines.find().lean();
    return rows.filter(({ claimedBy, claimedUntil }) => claimedBy !== undefined && claimedUntil > now).length;
  };
  const deadlines = () => put.filter(({ id }) => id.includes('-C0-'));

  it('gives back at once what finds no Redis, says so once a lane, and is not woken by it', async () => {
    await arm(COUNT, NOW);
    failure = new Away();
    sweeper.start();
    await until('the outbox and the deadlines were tried', () => errors.length === 2);
    await until('nothing is kept', async () => (await leased()) === 0);
    sweeper.wake(LANES);
    expect(errors).toHaveLength(2);
  });

  it('puts all of it as soon as Redis is back, long before a lease would end', async () => {
    await arm(COUNT, NOW);
    failure = new Away();
    sweeper.start();
    await until('it was tried', () => errors.length === 2);
    failure = undefined;
    const begin = Date.now();
    await until('all are put', () => deadlines().length === COUNT);
    expect(Date.now() - begin).toBeLessThan(LEASE_MS / 3);
    expect(new Set(put.map(({ id }) => id)).size).toBe(put.length);
  });

  it('keeps the lease of a row that is refused for another reason, and goes on with the others', async () => {
    await arm(COUNT, NOW);
    failure = new Error('no such id');
    sweeper.start();
    await until('all were tried', async () => (await leased()) === COUNT);
    await sweeper.stop();
    expect(errors.every((error) => error === failure)).toBe(true);
  });

  it('takes a deadline ahead, puts it at its moment and not before', async () => {
    const due = seconds(60);
    await arm(3, due);
    sweeper.start();
    now = new Date(due.getTime() - AHEAD_MS);
    sweeper.wake(LANES);
    await until('they are taken', async () => (await leased()) === 3);
    now = new Date(due.getTime() - 1);
    sweeper.wake(LANES);
    await until('the round is over', () => put.length === 1);
    expect(deadlines()).toEqual([]);
    now = due;
    sweeper.wake(LANES);
    await until('they are put', () => deadlines().length === 3);
  });

  it('lets go of what it holds when it stops, so that the next one need not wait for its lease', async () => {
    await arm(3, seconds(2));
    sweeper.start();
    await until('they are taken', async () => (await leased()) === 3);
    await sweeper.stop();
    expect(await leased()).toBe(0);
    expect((await rig.claims.claim('deadlines', seconds(2), 10, LEASE_MS)).length).toBe(3);
    expect(deadlines()).toEqual([]);
  });

  it('leaves a lane alone whose queue is full, and the others go on', async () => {
    await arm(COUNT, NOW);
    full = ['deadlines'];
    sweeper.start();
    // By the third look of a lane each has had its first.
    await until('they have looked', () => looks > 2);
    expect(put).toHaveLength(1);
    expect(await leased()).toBe(0);
    full = [];
    await until('now they are', () => deadlines().length === COUNT);
  });
});

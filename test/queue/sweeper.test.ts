import type { Claimed } from '../../src/desk/ports';
import { createSweeper, LEASE_MS, type Sweeper } from '../../src/queue/sweeper';
import { complaint, deadline, NOW, recorded, seconds, useStore } from '../store/rig';
import { until } from '../support/until';

const rig = useStore();

class Away extends Error {}
const COUNT = 250;

describe('the sweeper (巡查)', () => {
  let failure: Error | undefined;
  let put: Claimed[];
  let errors: unknown[];
  let sweeper: Sweeper;

  beforeEach(async () => {
    [failure, put, errors] = [undefined, [], []];
    for (const name of ['complaints', 'events', 'outbox', 'deadlines'])
      await rig.database.connection.collection(name).deleteMany({});
    const of = complaint('KFB26000001');
    const wanted = Array.from({ length: COUNT }, (_, at) => deadline(`t${at}`, NOW));
    await rig.store.transact((tx) => tx.commit(undefined, of, [recorded(of)], wanted));
    sweeper = createSweeper({
      claims: rig.claims,
      clock: { now: () => seconds(1) },
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

  const leased = async () => {
    const rows = await rig.models.deadlines.find().lean();
    return rows.filter(({ claimedUntil }) => claimedUntil > seconds(1)).length;
  };
  const deadlines = () => put.filter(({ id }) => id.includes('-C0-'));

  it('gives back at once what finds no Redis, says so once a lane, and is not woken by it', async () => {
    failure = new Away();
    sweeper.start();
    await until('the outbox and the deadlines were tried', () => errors.length === 2);
    await until('nothing is kept', async () => (await leased()) === 0);
    sweeper.wake();
    expect(errors).toHaveLength(2);
  });

  it('puts all of it as soon as Redis is back, long before a lease would end', async () => {
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
    failure = new Error('no such id');
    sweeper.start();
    await until('all were tried', async () => (await leased()) === COUNT);
    await sweeper.stop();
    expect(errors.every((error) => error === failure)).toBe(true);
  });
});

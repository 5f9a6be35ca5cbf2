import { connectMongo } from '../../src/store/connection';
import { watchInserts } from '../../src/store/watch';
import { arrival, useStore } from './rig';

const rig = useStore();

describe('waking up (唤醒)', () => {
  it('happens when another process stores a callback, and no more once stopped', async () => {
    const elsewhere = await connectMongo(rig.database.uri);
    let wakes = 0;
    const faults: unknown[] = [];
    const watch = watchInserts(
      elsewhere,
      () => wakes++,
      (error) => faults.push(error),
    );
    try {
      // The stream opens in its own time, so one of many is enough.
      for (let i = 0; wakes === 0 && i < 2_000; i++) await rig.inbox.put(arrival(`w${i}`));
      expect(wakes).toBeGreaterThan(0);

      await watch.stop();
      const before = wakes;
      await rig.inbox.put(arrival('after'));
      await rig.inbox.put(arrival('after that'));
      expect(wakes).toBe(before);
      expect(faults).toEqual([]);
    } finally {
      await watch.stop();
      await elsewhere.close();
    }
  });
});

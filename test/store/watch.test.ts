import type { Lane } from '../../src/desk/ports';
import { connectMongo, type Connection } from '../../src/store/connection';
import { watchLanes } from '../../src/store/watch';
import { until } from '../support/until';
import { arrival, delivery, NOW, seconds, useStore } from './rig';

const rig = useStore();
const CASE = 'KFB26000001';

describe('waking up (唤醒)', () => {
  let elsewhere: Connection;
  let woken: Lane[];
  let faults: unknown[];
  let watch: ReturnType<typeof watchLanes>;

  beforeEach(async () => {
    [woken, faults] = [[], []];
    elsewhere = await connectMongo(rig.database.uri);
    watch = watchLanes(
      elsewhere,
      rig.lanes,
      (lanes) => woken.push(...lanes),
      (error) => faults.push(error),
    );
    // The stream opens in its own time, so one of many is enough.
    for (let i = 0; woken.length === 0 && i < 2_000; i++)
      await rig.inbox.put(arrival(`w${i}-${Math.random()}`));
    await marked();
  });
  afterEach(async () => {
    await watch.stop();
    await elsewhere.close();
  });

  let marks = 0;
  /** All that was written before has been heard by now. */
  const marked = async () => {
    woken.length = 0;
    await rig.groupPosts.put({ id: `mark-${marks++}`, body: '{}' }, NOW);
    await until('the mark is heard', () => woken.includes('posts'));
    woken.length = 0;
  };

  it('happens when another process stores a callback, and no more once stopped', async () => {
    await rig.inbox.put(arrival('one more'));
    await until('it is heard', () => woken.length > 0);
    expect(new Set(woken)).toEqual(new Set(['callbacks']));
    await watch.stop();
    woken.length = 0;
    await rig.inbox.put(arrival('after'));
    await rig.inbox.put(arrival('after that'));
    expect({ woken, faults }).toEqual({ woken: [], faults: [] });
  });

  it('is told of the lanes of what was written, and of no other', async () => {
    await rig.ledger.relay(CASE, 1, [delivery('m1')], NOW);
    await until('it is heard', () => woken.length > 0);
    expect([...new Set(woken)]).toEqual(['messages']);
    await marked();
    await rig.ledger.relay(CASE, 1, [delivery('m1-urgent', { urgent: true })], NOW);
    await until('it is heard', () => woken.length > 0);
    expect([...new Set(woken)]).toEqual(['urgent']);
  });

  it('does not come from who takes a row, gives up, or sends it; but from what is given back or to be redrawn', async () => {
    await rig.ledger.relay(CASE, 2, [delivery('m2'), delivery('m3')], NOW);
    await marked();
    const leasedUntil = seconds(15);
    await rig.claims.claim('messages', NOW, 10, 15_000);
    await rig.ledger.tried('m2', NOW);
    await rig.ledger.sent('m2', { msgId: 'm', responseCode: 'c', renewAt: seconds(99) }, NOW);
    await rig.ledger.dropped('m3', 'failed', 'errcode_1');
    await rig.groupPosts.put({ id: `end-${marks++}`, body: '{}' }, NOW);
    await until('the end is heard', () => woken.includes('posts'));
    expect(woken).toEqual(['posts']);

    woken.length = 0;
    await rig.ledger.wantRedraw(['m2'], seconds(1));
    await until('it is heard', () => woken.includes('redraws'));
    await rig.ledger.relay(CASE, 3, [delivery('m4')], NOW);
    await rig.claims.claim('messages', NOW, 10, 15_000);
    await marked();
    await rig.claims.giveBack('messages', ['m4'], leasedUntil, NOW);
    await until('it is heard', () => woken.includes('messages'));
  });
});

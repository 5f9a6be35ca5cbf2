import type { Delivery } from '../../src/desk/ports';
import type { CardNotice } from '../../src/domain/notice';
import { isUrgent } from '../../src/domain/notices';
import { complaint, delivery, NOW, recorded, seconds, useStore } from './rig';

const rig = useStore();
const ID = 'KFB26000001';
const LEASE_MS = 15_000;

beforeEach(async () => {
  await Promise.all(Object.values(rig.models).map((model) => model.collection.deleteMany({})));
  await rig.store.transact((tx) => tx.commit(undefined, complaint(ID), [recorded(complaint(ID))], []));
});

const MAJOR: CardNotice = {
  ...{ kind: 'alert', to: 'lin', alert: 'a', isSecond: false },
  about: { kind: 'major', to: 'lin' },
};
const CLOSED: CardNotice = { kind: 'closed', to: 'lin' };

/** A message of the case that found no room. */
async function fold(id: string, notice: CardNotice = CLOSED, at = NOW): Promise<void> {
  await rig.ledger.tell(delivery(id, { notice, to: notice.to }), at);
  await rig.digests.fold({ id, to: notice.to, isUrgent: isUrgent(notice) }, at);
}
const statusOf = async (id: string) => (await rig.ledger.delivery(id))?.status;
const due = async (at: Date) =>
  (await rig.claims.claim('digests', at, 10, LEASE_MS)).map(({ version = 0 }) => version);

/** The card of a digest, as its job writes it. */
const card = (version: number): Parameters<typeof rig.ledger.tell>[0] => ({
  ...{ id: `digest-lin-${version}`, to: 'lin', body: '{}', taskId: `t-${version}` },
  notice: { kind: 'digest', to: 'lin' },
});
/** One turn from beginning to end. */
async function turn(version: number, at: Date): Promise<void> {
  const begun = await rig.digests.begin('lin', version, at);
  await rig.digests.show('lin', version, { id: `digest-lin-${version}`, key: `key-${version}` });
  await rig.ledger.tell(card(version), at);
  await rig.digests.settle('lin', version, begun?.seen ?? -1, at);
}
async function arrives(version: number): Promise<Delivery | undefined> {
  const id = `digest-lin-${version}`;
  await rig.ledger.sent(id, { msgId: `m-${version}` }, NOW);
  await rig.digests.sent('lin', id, NOW);
  return rig.ledger.delivery(id);
}

describe('what found no room', () => {
  it('is folded, and listed for its reader alone: urgent first, then as it came', async () => {
    await fold('a', CLOSED, NOW);
    await fold('b', MAJOR, seconds(1));
    await fold('c', MAJOR, seconds(2));
    await fold('d', { kind: 'closed', to: 'wang' });
    expect(await statusOf('a')).toBe('folded');
    const folded = await rig.digests.folded('lin');
    expect(folded.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
    expect(folded[0]).toEqual({ id: 'b', notice: MAJOR, complaint: complaint(ID) });
    expect(await rig.store.transact((tx) => tx.folded('lin'))).toEqual(folded);
  });

  it('is nobody else’s to fold again: what was sent or dropped meanwhile stays so', async () => {
    await rig.ledger.tell(delivery('a'), NOW);
    await rig.ledger.sent('a', { msgId: 'm' }, NOW);
    await rig.digests.fold({ id: 'a', to: 'lin', isUrgent: false }, NOW);
    expect(await statusOf('a')).toBe('sent');
  });

  it('half folded when the process died is taken again, and shown meanwhile', async () => {
    await rig.ledger.tell(delivery('a', { notice: CLOSED }), NOW);
    await rig.models.deliveries.updateOne({ _id: 'a' }, { $set: { status: 'folding' } });
    expect(await rig.claims.claim('messages', NOW, 10, LEASE_MS)).toEqual([{ id: 'a', version: 0 }]);
    expect((await rig.digests.folded('lin')).map(({ id }) => id)).toEqual(['a']);
    await rig.digests.fold({ id: 'a', to: 'lin', isUrgent: false }, NOW);
    expect(await statusOf('a')).toBe('folded');
  });

  it('is dropped when it is over, like what waits', async () => {
    await fold('a');
    await rig.ledger.dropped('a', 'moot', 'over');
    expect(await statusOf('a')).toBe('moot');
  });
});

describe('a digest', () => {
  it('is due at once, and then not before its gap: short for what is urgent, a minute for the rest', async () => {
    await fold('a');
    expect(await due(NOW)).toEqual([1]);
    await turn(1, NOW);
    await fold('b', CLOSED, seconds(1));
    expect(await due(seconds(59))).toEqual([]);
    await fold('c', MAJOR, seconds(2));
    expect(await due(seconds(5))).toEqual([]);
    expect(await due(seconds(6))).toEqual([3]);
  });

  it('is due when it was, though something less urgent came after', async () => {
    await fold('a');
    await turn(1, NOW);
    await fold('b', MAJOR, seconds(1));
    await fold('c', CLOSED, seconds(2));
    expect(await due(seconds(6))).toEqual([3]);
  });

  it('of fifty folds at once is one', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, at) => fold(`f${at}`)));
    expect(await rig.models.digests.findById('lin').lean()).toMatchObject({ version: 50, news: 50 });
    expect(await due(NOW)).toEqual([50]);
  });

  it('is begun by one job; the same job begins it again after a failure', async () => {
    await fold('a');
    expect(await rig.digests.begin('lin', 1, NOW)).toEqual({ seen: 1, isNews: true });
    expect(await rig.digests.begin('lin', 2, seconds(1))).toBeUndefined();
    expect(await rig.digests.begin('lin', 1, seconds(1))).toEqual({ seen: 1, isNews: true });
    expect(await rig.digests.begin('wang', 1, NOW)).toBeUndefined();
  });

  it('is settled until something is folded, and due again for what came in between', async () => {
    await fold('a');
    const begun = await rig.digests.begin('lin', 1, NOW);
    await fold('b', MAJOR, NOW);
    await rig.digests.settle('lin', 1, begun?.seen ?? 0, NOW);
    expect(await due(seconds(5))).toEqual([]);
    // Under a new number: the job of the old one may have come and gone.
    expect(await due(seconds(6))).toEqual([3]);
    await turn(3, seconds(6));
    expect(await due(seconds(3_600))).toEqual([]);
    expect(await rig.digests.begin('lin', 3, seconds(3_600))).toBeUndefined();
  });

  it('that lost its job is taken again', async () => {
    await fold('a');
    expect(await due(NOW)).toEqual([1]);
    expect(await due(seconds(15))).toEqual([1]);
  });

  it('has no news when something was only done with', async () => {
    await fold('a');
    await turn(1, NOW);
    await rig.ledger.relay(ID, 1, [], seconds(1));
    expect(await due(seconds(60))).toEqual([2]);
    const begun = await rig.digests.begin('lin', 2, seconds(60));
    expect(begun).toEqual({ seen: 2, isNews: false, card: { id: 'digest-lin-1', key: 'key-1' } });
    // It was looked at, and showed nothing: what is urgent need not wait for that.
    await rig.digests.settle('lin', 2, 2, seconds(60));
    await fold('b', MAJOR, seconds(61));
    expect(await due(seconds(61))).toEqual([3]);
  });

  it('is not touched by the events of cases that are not in it', async () => {
    await fold('a');
    await turn(1, NOW);
    await rig.ledger.relay('KFB26000002', 1, [], seconds(1));
    expect(await due(seconds(3_600))).toEqual([]);
  });
});

describe('the cards of a digest', () => {
  beforeEach(async () => {
    await fold('a');
    await turn(1, NOW);
  });
  const second = async () => {
    await fold('b', MAJOR, seconds(10));
    await turn(2, seconds(20));
  };
  const redrawOf = async (version: number) => (await rig.ledger.delivery(`digest-lin-${version}`))?.redraw;

  it('are one: the next is the one that stands, and when it arrives the last is recalled', async () => {
    expect((await arrives(1))?.redraw).toBeUndefined();
    await second();
    expect(await rig.digests.isCurrent('lin', 'digest-lin-1')).toBe(false);
    expect(await rig.digests.isCurrent('lin', 'digest-lin-2')).toBe(true);
    expect(await redrawOf(1)).toBeUndefined();
    await arrives(2);
    expect(await redrawOf(1)).toBe('wanted');
    expect(await redrawOf(2)).toBeUndefined();
  });

  it('that arrive after the next one did are recalled too', async () => {
    await second();
    await arrives(2);
    await arrives(1);
    expect(await redrawOf(1)).toBe('wanted');
    expect(await redrawOf(2)).toBeUndefined();
  });

  it('that arrive before the next one did stay until then', async () => {
    await second();
    await arrives(1);
    expect(await redrawOf(1)).toBeUndefined();
    await arrives(2);
    expect(await redrawOf(1)).toBe('wanted');
  });

  it('are gone when there is nothing left', async () => {
    await arrives(1);
    await rig.ledger.relay(ID, 1, [], seconds(100));
    await rig.ledger.dropped('a', 'moot', 'over');
    await rig.digests.begin('lin', 2, seconds(100));
    await rig.digests.clear('lin', 2, seconds(100));
    expect(await redrawOf(1)).toBe('wanted');
    expect(await rig.digests.isCurrent('lin', 'digest-lin-1')).toBe(false);
  });
});

describe('what is released', () => {
  const release = (userId: string, ...ids: readonly string[]) =>
    rig.store.transact((tx) => tx.release(userId, ids, seconds(5)));

  it('waits to be sent like any other, never to be folded again, and its digest is due', async () => {
    await fold('a');
    await fold('b');
    await turn(2, NOW);
    expect(await release('lin', 'a', 'unknown')).toBe(1);
    expect(await rig.ledger.delivery('a')).toMatchObject({ status: 'pending', sendAs: 'urgent' });
    expect(await statusOf('b')).toBe('folded');
    const claimed = await rig.claims.claim('messages', seconds(5), 10, LEASE_MS);
    expect(claimed).toContainEqual({ id: 'a', version: 1 });
    expect(await due(seconds(6))).toEqual([3]);
    expect(await release('lin', 'a')).toBe(0);
  });

  it('is one’s own only', async () => {
    await fold('a');
    expect(await release('wang', 'a')).toBe(0);
    expect(await statusOf('a')).toBe('folded');
  });
});

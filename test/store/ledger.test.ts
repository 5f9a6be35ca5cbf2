import { complaint, delivery, NOW, recorded, seconds, useStore } from './rig';

const rig = useStore();
const ID = 'KFB26000001';
const of = complaint(ID);

beforeEach(async () => {
  await Promise.all(Object.values(rig.models).map((model) => model.collection.deleteMany({})));
  await rig.store.transact((tx) => tx.commit(undefined, of, [recorded(of)], []));
});

const relay = (...ids: readonly string[]) =>
  rig.ledger.relay(
    ID,
    1,
    ids.map((id) => delivery(id)),
    NOW,
  );
const rowOf = (id: string) => rig.models.deliveries.findById(id).lean();

describe('an event on its way out', () => {
  it('is found with its case as it now stands', async () => {
    expect(await rig.ledger.eventOf(ID, 1)).toEqual({ event: recorded(of).event, complaint: of });
    expect(await rig.ledger.eventOf(ID, 2)).toBeUndefined();
    expect(await rig.ledger.complaint('KFB26000002')).toBeUndefined();
  });

  it('becomes its messages and leaves the outbox', async () => {
    await relay('a', 'b');
    expect(await rig.ledger.delivery('a')).toEqual({ ...delivery('a'), status: 'pending', createdAt: NOW });
    expect(await rig.models.deliveries.countDocuments({})).toBe(2);
    expect(await rig.models.outbox.countDocuments({})).toBe(0);
  });

  it('leaves the outbox too when nobody is to be told', async () => {
    await relay();
    expect(await rig.models.outbox.countDocuments({})).toBe(0);
  });

  it('relayed twice is relayed once: what was sent meanwhile stays sent, and its body stays the same bytes', async () => {
    await relay('a');
    await rig.ledger.sent('a', { msgId: 'm1' }, NOW);
    await rig.ledger.relay(ID, 1, [delivery('a', { body: '{"other":1}' }), delivery('b')], seconds(9));
    expect(await rig.ledger.delivery('a')).toMatchObject({
      status: 'sent',
      body: delivery('a').body,
      createdAt: NOW,
    });
    expect(await rig.ledger.delivery('b')).toMatchObject({ status: 'pending', createdAt: seconds(9) });
  });

  it('relayed by two workers at once makes each message once', async () => {
    await Promise.allSettled([relay('a', 'b', 'c'), relay('a', 'b', 'c')]);
    await relay('a', 'b', 'c');
    expect(await rig.models.deliveries.countDocuments({})).toBe(3);
  });
});

describe('a message', () => {
  it('is sent once: a second answer changes nothing', async () => {
    await relay('a');
    await rig.ledger.sent('a', { msgId: 'm1', responseCode: 'c1' }, NOW);
    await rig.ledger.sent('a', { msgId: 'm2', responseCode: 'c2' }, seconds(1));
    expect(await rowOf('a')).toMatchObject({
      msgId: 'm1',
      responseCode: 'c1',
      sentAt: NOW,
      responseCodeAt: NOW,
    });
  });

  it('that was sent cannot be dropped, and one that was dropped cannot be sent', async () => {
    await relay('a', 'b');
    await rig.ledger.sent('a', { msgId: 'm1' }, NOW);
    await rig.ledger.dropped('a', 'failed', '81013');
    await rig.ledger.dropped('b', 'moot', 'nobody needs it');
    await rig.ledger.sent('b', { msgId: 'm2' }, NOW);
    expect(await rowOf('a')).toMatchObject({ status: 'sent' });
    expect(await rowOf('b')).toMatchObject({ status: 'moot', failure: 'nobody needs it' });
    expect(await rowOf('b')).not.toHaveProperty('msgId');
  });

  it('keeps the first try of which nobody knows, until that one was a clear no', async () => {
    await relay('a');
    await rig.ledger.tried('a', NOW);
    await rig.ledger.tried('a', seconds(9));
    expect(await rig.ledger.delivery('a')).toMatchObject({ triedAt: NOW });
    await rig.ledger.untried('a');
    expect(await rig.ledger.delivery('a')).not.toHaveProperty('triedAt');
    await rig.ledger.tried('a', seconds(20));
    expect(await rig.ledger.delivery('a')).toMatchObject({ triedAt: seconds(20), firstTriedAt: NOW });
    await rig.ledger.sent('a', {}, NOW);
    expect(await rowOf('a')).toMatchObject({ status: 'sent' });
    expect(await rowOf('a')).not.toHaveProperty('msgId');
  });

  it('nobody knows of is undefined', async () => {
    expect(await rig.ledger.delivery('x')).toBeUndefined();
  });

  it('written inside an act is pending like any other, and gone with a failed one', async () => {
    const failed = rig.store.transact(async (tx) => {
      await tx.deliver(delivery('a'), NOW);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await rig.store.transact((tx) => tx.deliver(delivery('b'), NOW));
    expect(await rig.ledger.delivery('a')).toBeUndefined();
    expect(await rig.ledger.delivery('b')).toMatchObject({ status: 'pending' });
  });
});

describe('cards that stand in a chat', () => {
  beforeEach(async () => {
    await relay('card', 'other', 'waits');
    const { taskId: _none, ...plain } = delivery('plain');
    await rig.ledger.relay(ID, 1, [plain], NOW);
    await rig.ledger.relay('KFB26000002', 1, [delivery('foreign', { complaintId: 'KFB26000002' })], NOW);
    for (const id of ['card', 'other', 'plain', 'foreign']) {
      await rig.ledger.sent(id, { msgId: id, responseCode: `code-${id}` }, NOW);
    }
  });
  const standing = async () => (await rig.ledger.standingCards(ID)).map(({ id }) => id).sort();

  it('are those that were sent, have buttons, and were not redrawn', async () => {
    expect(await standing()).toEqual(['card', 'other']);
    await rig.ledger.wantRedraw(['card'], NOW);
    expect(await standing()).toEqual(['other']);
  });

  it('are marked for redrawing all together, or not at all', async () => {
    await rig.ledger.wantRedraw([], NOW);
    expect(await standing()).toEqual(['card', 'other']);
    await rig.ledger.wantRedraw(['card', 'other'], NOW);
    expect(await standing()).toEqual([]);
  });

  it('are redrawn by the first to say so; the used code is thrown away', async () => {
    await rig.ledger.wantRedraw(['card'], NOW);
    await rig.ledger.redrawn('card', 'code-card', 'done');
    await rig.ledger.redrawn('card', undefined, 'lost');
    const row = await rowOf('card');
    expect(row).toMatchObject({ redraw: 'done' });
    expect(row).not.toHaveProperty('responseCode');
  });

  it('keep the fresh code that a tap brought while the old one was being used', async () => {
    await rig.ledger.wantRedraw(['card'], NOW);
    await rig.store.transact((tx) =>
      tx.tapped({ taskId: 'task-card', by: 'lin', responseCode: 'fresh', key: 'look' }, NOW),
    );
    await rig.ledger.redrawn('card', 'code-card', 'done');
    expect(await rowOf('card')).toMatchObject({ redraw: 'done', responseCode: 'fresh' });
  });

  it('are not marked redrawn when nobody asked for it', async () => {
    await rig.ledger.redrawn('card', undefined, 'done');
    expect(await standing()).toEqual(['card', 'other']);
  });
});

describe('a tap', () => {
  const tap = (by: string, taskId = 'task-card') =>
    rig.store.transact((tx) =>
      tx.tapped({ taskId, by, responseCode: `fresh-${by}`, key: 'look' }, seconds(1)),
    );

  beforeEach(async () => {
    await relay('card');
    await rig.ledger.sent('card', { msgId: 'm', responseCode: 'first' }, NOW);
  });

  it('by the reader of the card tells what it was about and brings the next code', async () => {
    expect(await tap('lin')).toEqual({
      deliveryId: 'card',
      to: 'lin',
      complaintId: ID,
      notice: delivery('card').notice,
    });
    expect(await rowOf('card')).toMatchObject({ responseCode: 'fresh-lin', responseCodeAt: seconds(1) });
  });

  it('by somebody else tells the same, and leaves the code of the reader alone', async () => {
    expect(await tap('mallory')).toMatchObject({ deliveryId: 'card', to: 'lin' });
    expect(await rowOf('card')).toMatchObject({ responseCode: 'first' });
  });

  it('on a card we never sent is about nothing', async () => {
    expect(await tap('lin', 'task-forged')).toBeUndefined();
  });

  it('on a stale card asks for a redraw, each time anew', async () => {
    await rig.store.transact((tx) => tx.wantRedraw('card', seconds(1)));
    await rig.ledger.redrawn('card', 'first', 'done');
    await rig.store.transact((tx) => tx.wantRedraw('card', seconds(2)));
    expect(await rowOf('card')).toMatchObject({ redraw: 'wanted', redraws: 2, claimedUntil: seconds(2) });
  });
});

describe('a message that leaves no trace (R51)', () => {
  const untraced = (id: string) => rig.ledger.tell(delivery(id, { untraced: true }), NOW);

  it('is kept until it was sent, or will never be', async () => {
    await untraced('a');
    await untraced('b');
    expect(await rowOf('a')).toMatchObject({ status: 'pending' });
    await rig.ledger.sent('a', { msgId: 'm1' }, NOW);
    await rig.ledger.dropped('b', 'failed', 'errcode_81013');
    expect(await rig.models.deliveries.countDocuments({})).toBe(0);
  });

  it('is no other: what was sent stays', async () => {
    await rig.ledger.tell(delivery('a'), NOW);
    await rig.ledger.sent('a', { msgId: 'm1' }, NOW);
    expect(await rowOf('a')).toMatchObject({ status: 'sent' });
  });

  it('a card that is to leave none goes when it was redrawn, and the other report cards of its reader at once', async () => {
    const notice = { kind: 'leak_form', to: 'lin' } as const;
    for (const id of ['card', 'earlier'])
      await rig.ledger.tell(delivery(id, { to: 'lin', taskId: id, notice }), NOW);
    await rig.ledger.tell(
      delivery('theirs', { to: 'wu', taskId: 'theirs', notice: { ...notice, to: 'wu' } }),
      NOW,
    );
    await rig.ledger.sent('card', { msgId: 'm1', responseCode: 'c' }, NOW);
    const tap = { taskId: 'card', by: 'lin', responseCode: 'c2', key: 'report_anonymously' };
    await rig.store.transact(async (tx) => {
      expect(await tx.tapped(tap, NOW)).not.toHaveProperty('isUsed');
      await tx.untrace('card', 'lin', NOW);
    });
    expect(await rowOf('card')).toMatchObject({ redraw: 'wanted' });
    expect(await rowOf('card')).not.toHaveProperty('tapped');
    expect(await rowOf('earlier')).toBeNull();
    await rig.store.transact(async (tx) => {
      expect(await tx.tapped(tap, NOW)).toMatchObject({ isUsed: true });
    });
    await rig.ledger.redrawn('card', 'c2', 'done');
    expect(await rowOf('card')).toBeNull();
    expect(await rowOf('theirs')).not.toBeNull();
  });
});

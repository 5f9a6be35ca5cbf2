import { datedOrg } from '../../src/domain/org';
import { brokenLink } from '../../src/desk/chain';
import { createDesk, type Outcome } from '../../src/desk/desk';
import type { RecordedEvent } from '../../src/desk/ports';
import type { Act } from '../../src/domain/decide-act';
import { isRefusal } from '../../src/domain/ruling';
import { arrival, ofCallback, useStore } from '../store/rig';
import { calendar, classify, contact, digest, MONDAY, org, person, rules } from '../support/builders';

const rig = useStore();
let letters = 0;

/** One callback's visit; `meanwhile` happens before its act, on the first attempt only. */
async function act(
  complaintId: string,
  what: Act,
  meanwhile?: () => Promise<unknown>,
): Promise<{ outcome: Outcome | undefined; attempts: number }> {
  const key = `n${++letters}`;
  await rig.inbox.put(arrival(key));
  let outcome: Outcome | undefined;
  let attempts = 0;
  await desk().once(ofCallback(key), async (visit) => {
    if (attempts++ === 0) await meanwhile?.();
    outcome = await visit.act(complaintId, what, person('zhou.min'));
  });
  return { outcome, attempts };
}

const desk = () =>
  createDesk({
    ...{ store: rig.store, orgAt: datedOrg(org), clock: { now: () => MONDAY }, digest },
    ...{ rules, rulesOf: () => rules, calendar },
  });

async function filed(): Promise<string> {
  const key = `n${++letters}`;
  await rig.inbox.put(arrival(key));
  let outcome: Outcome | undefined;
  await desk().once(ofCallback(key), async (visit) => {
    outcome = await visit.open({ receivedAt: MONDAY, suggested: {} }, { name: '李小明' }, person('zhou.min'));
  });
  if (!outcome || isRefusal(outcome)) throw new Error('the case was not filed');
  return outcome.complaint.id;
}

async function recordOf(complaintId: string): Promise<readonly RecordedEvent[]> {
  const rows = await rig.models.events.find({ complaintId }).sort({ seq: 1 }).lean();
  return rows as readonly unknown[] as readonly RecordedEvent[];
}

const stored = (id: string) => rig.ledger.complaint(id);

describe('registrations at once (R25)', () => {
  it('200 give 200 numbers without a gap', async () => {
    const ids = await Promise.all(Array.from({ length: 200 }, filed));
    expect([...ids].sort()).toEqual(
      Array.from({ length: 200 }, (_, at) => `KFB26${String(at + 1).padStart(6, '0')}`),
    );
  }, 120_000);
});

describe('acts on one case at once', () => {
  it('that both may stand do both stand, in one whole chain', async () => {
    const id = await filed();
    const done = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => act(id, { ...contact, note: `第${n}次` } as Act)),
    );
    expect(done.filter(({ outcome }) => !outcome || isRefusal(outcome))).toEqual([]);

    const complaint = await stored(id);
    expect(complaint?.contacts.map(({ note }) => note).sort()).toEqual(
      [1, 2, 3, 4, 5].map((n) => `第${n}次`),
    );
    const events = await recordOf(id);
    expect(events).toHaveLength(complaint?.version ?? 0);
    expect(brokenLink(events, digest)).toBeUndefined();
  });

  it('of which one may stand are one and a refusal', async () => {
    const id = await filed();
    await act(id, contact);
    const both = await Promise.all([act(id, classify()), act(id, classify('complex'))]);
    const refused = both.flatMap(({ outcome }) => (outcome && isRefusal(outcome) ? [outcome.refused] : []));
    expect(refused).toEqual(['wrong_state']);

    const classified = (await recordOf(id)).filter(({ event }) => event.type === 'classified');
    expect(classified).toHaveLength(1);
    expect((await stored(id))?.state).toBe('CLASSIFIED');
  });

  it('run again when the case moved under them, and act on what it has become', async () => {
    const id = await filed();
    await act(id, contact);
    const meanwhile = () => act(id, classify('complex'));
    const late = await act(id, classify(), meanwhile);
    expect(late.attempts).toBe(2);
    expect(late.outcome).toMatchObject({ refused: 'wrong_state' });
    expect((await stored(id))?.classification?.level).toBe('complex');
  });

  it('add to what the other wrote, never over it', async () => {
    const id = await filed();
    const first = { ...contact, note: '先写的' } as Act;
    const { attempts } = await act(id, { ...contact, note: '后写的' } as Act, () => act(id, first));
    expect(attempts).toBe(2);
    expect((await stored(id))?.contacts.map(({ note }) => note)).toEqual(['先写的', '后写的']);
    expect(brokenLink(await recordOf(id), digest)).toBeUndefined();
  });
});

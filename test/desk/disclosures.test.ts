import { datedOrg } from '../../src/domain/org';
import { brokenLink } from '../../src/desk/chain';
import { createDesk, type Desk, type Visit } from '../../src/desk/desk';
import type { RecordedAccess } from '../../src/desk/ports';
import type { Act } from '../../src/domain/decide-act';
import { isRefusal } from '../../src/domain/ruling';
import { arrival, useStore } from '../store/rig';
import { calendar, at, digest, MONDAY, org, person, rules } from '../support/builders';

const rig = useStore();
const PARTY = { name: '李小明', phone: '13812345678', facts: '多扣年费', request: '退款' };
let now = MONDAY;
let desk: Desk;
let letters = 0;

beforeAll(() => {
  const clock = { now: () => now };
  desk = createDesk({
    store: rig.store,
    orgAt: datedOrg(org),
    clock,
    digest,
    rules,
    rulesOf: () => rules,
    calendar,
  });
});
beforeEach(() => {
  now = MONDAY;
});

async function visited<T>(visit: (visit: Visit) => Promise<T>): Promise<T> {
  const name = `d${++letters}`;
  await rig.inbox.put(arrival(name));
  const answers: T[] = [];
  await desk.once({ kind: 'callback', id: `envelope-${name}` }, async (each) => {
    answers.push(await visit(each));
  });
  return answers.at(-1) as T;
}

async function filed(): Promise<string> {
  const filing = { receivedAt: MONDAY, claimedFen: 30_000, suggested: {} };
  const outcome = await visited((visit) => visit.open(filing, PARTY, person('zhou.min')));
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome.complaint.id;
}
const act = (id: string, what: Act, by: string) => visited((visit) => visit.act(id, what, person(by)));
const read = (id: string, by: string, use?: 'export') =>
  visited((visit) => visit.disclose(id, ['name', 'phone'], person(by), use));
const logOf = (id: string): Promise<readonly RecordedAccess[]> =>
  rig.store.transact((tx) => tx.accessLog(id, 100));

/** Leave to the head, given by the first lead. */
async function letHead(id: string, what: 'unmask' | 'export'): Promise<void> {
  const asked = await act(id, { type: 'disclose', what, reason: '回拨核实' }, 'zhao.lei');
  if (isRefusal(asked)) throw new Error(asked.refused);
  const open = asked.complaint.approvals.at(-1);
  await act(id, { type: 'decide', no: open?.no ?? 0, hash: open?.hash ?? '', result: 'approved' }, 'lin.tao');
}

describe('reading personal data for a person (R24, R26, R32)', () => {
  it('is by a right or by leave while it counts, and each read and each try is in the log, without the data', async () => {
    const id = await filed();
    const clear = { party: { name: '李小明', phone: '13812345678' } };
    expect(await read(id, 'zhou.min')).toEqual(clear);
    expect(await read(id, 'zhao.lei')).toMatchObject({ refused: 'masked_only' });
    expect(await read(id, 'wu.qian')).toEqual({ refused: 'not_found' });
    await letHead(id, 'unmask');
    expect(await read(id, 'zhao.lei')).toEqual(clear);
    expect(await read(id, 'zhao.lei', 'export')).toMatchObject({ refused: 'export_not_granted' });
    await letHead(id, 'export');
    expect(await read(id, 'zhao.lei', 'export')).toEqual(clear);
    now = at('2026-03-03 09:30');
    expect(await read(id, 'zhao.lei')).toMatchObject({ refused: 'masked_only' });

    const log = await logOf(id);
    expect(
      log.map(({ event }) => [event.by, event.use, event.result, event.leaves.map(({ no }) => no).join()]),
    ).toEqual([
      ['zhou.min', 'view', 'shown', ''],
      ['zhao.lei', 'view', 'denied', ''],
      ['wu.qian', 'view', 'denied', ''],
      ['zhao.lei', 'view', 'shown', '1'],
      ['zhao.lei', 'export', 'denied', ''],
      ['zhao.lei', 'export', 'shown', '1,2'],
      ['zhao.lei', 'view', 'denied', ''],
    ]);
    expect(log[3]?.event).toEqual({
      ...{ at: MONDAY, by: 'zhao.lei', use: 'view', result: 'shown', fields: ['name', 'phone'] },
      leaves: [{ no: 1, reason: '回拨核实' }],
    });
    expect(JSON.stringify(log)).not.toMatch(/李小明|138123/u);
  });

  it('is chained, so that a changed byte, a lost entry and a cut tail are found', async () => {
    const id = await filed();
    for (let times = 0; times < 3; times++) await read(id, 'zhou.min');
    const log = await logOf(id);
    expect(brokenLink(log, digest)).toBeUndefined();
    const [first, second, third] = log;
    if (!first || !second || !third) throw new Error('nothing was logged');
    const forged = { ...second, event: { ...second.event, by: 'chen.gang' } };
    expect(brokenLink([first, forged, third], digest)).toBe(2);
    expect(brokenLink([first, third], digest)).toBe(3);
    const head = await rig.store.transact((tx) => tx.accessHead(id));
    expect(head).toEqual({ seq: 3, hash: third.hash });
  });

  it('loses no entry when many read at once', async () => {
    const id = await filed();
    await Promise.all(Array.from({ length: 8 }, () => read(id, 'zhou.min')));
    const log = await logOf(id);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(brokenLink(log, digest)).toBeUndefined();
  });

  it('leaves nothing behind when what it was read for fails', async () => {
    const id = await filed();
    const failing = visited(async (visit) => {
      await visit.disclose(id, ['name'], person('zhou.min'));
      throw new Error('the page was not made');
    });
    await expect(failing).rejects.toThrow('the page was not made');
    expect(await logOf(id)).toEqual([]);
  });

  it('says of no case what it says of one the person may not see', async () => {
    expect(await read('KFB26999999', 'wu.qian')).toEqual({ refused: 'not_found' });
    expect(await logOf('KFB26999999')).toEqual([]);
  });
});

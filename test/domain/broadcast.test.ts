import {
  announce,
  batchesOf,
  callerOf,
  isToBeCalled,
  mayAnnounce,
  maySeeBroadcast,
  peopleOf,
  type Broadcast,
  type Receipt,
} from '../../src/domain/broadcast';
import type { Org } from '../../src/domain/org';
import { MONDAY, org, person } from '../support/builders';

const confirm = { amount: 24, unit: 'h' } as const;
const TUESDAY = new Date(MONDAY.getTime() + 24 * 3_600_000);
const given = { id: 'TZ26000001', audience: 'all', text: '明天核对年费扣款' } as const;
const by = (userId: string, more: object = {}) =>
  announce({ ...given, ...more }, person(userId), { at: MONDAY, org, confirm });

const sent: Broadcast = { ...given, version: 1, by: 'zhao.lei', at: MONDAY, count: 22, confirmBy: TUESDAY };

describe('an important notice (R62)', () => {
  it('goes out from a head or an executive, and is to be confirmed within its time', () => {
    expect(by('zhao.lei')).toEqual(sent);
    expect(by('ma.wen')).toMatchObject({ by: 'ma.wen' });
    expect(by('zhou.min')).toMatchObject({ refused: 'not_permitted', rule: 'R62' });
    expect(['zhao.lei', 'ma.wen', 'lin.tao', 'pan.hong'].map((id) => mayAnnounce(person(id)))).toEqual([
      ...[true, true],
      ...[false, false],
    ]);
  });

  it.each([
    ['without words', { text: ' ' }, 'text_missing'],
    ['with more than a card shows', { text: '字'.repeat(301) }, 'text_too_long'],
    ['to nobody', { audience: [] }, 'no_addressee'],
  ])('not %s', (_what, more, refused) => {
    expect(by('zhao.lei', more)).toMatchObject({ refused });
  });

  it('holds as much as a card shows', () => {
    expect(by('zhao.lei', { text: '字'.repeat(300) })).toMatchObject({ id: 'TZ26000001' });
  });

  it('reaches everybody of its departments but the sender', () => {
    expect(peopleOf(['tech'], 'zhao.lei', org)).toEqual(['li.ke', 'luo.jie', 'pan.hong', 'han.xu']);
    expect(peopleOf(['tech', 'finance'], 'qian.feng', org)).not.toContain('qian.feng');
    expect(peopleOf('all', 'zhao.lei', org)).toHaveLength(org.people.size - 1);
  });

  it('goes out in messages of a thousand', () => {
    const people = (count: number) => Array.from({ length: count }, (_, no) => `m${no}`);
    expect(batchesOf(people(2_001)).map(({ length }) => length)).toEqual([1_000, 1_000, 1]);
    expect(batchesOf(people(1_000)).flat()).toEqual(people(1_000));
    expect(batchesOf([])).toEqual([]);
  });

  it('is looked up by its sender, by heads and executives, and by auditors', () => {
    const may = (userId: string, of = sent) => maySeeBroadcast(of, person(userId));
    expect(['zhao.lei', 'ma.wen', 'fang.yu'].map((id) => may(id))).toEqual([true, true, true]);
    expect(['zhou.min', 'lin.tao', 'jiang.nan'].map((id) => may(id))).toEqual([false, false, false]);
    expect(may('zhou.min', { ...sent, by: 'zhou.min' })).toBe(true);
  });
});

describe('who is called (R62, R63)', () => {
  const receipt = (more: Partial<Receipt>): Receipt => ({
    ...{ broadcast: sent.id, userId: 'li.ke', status: 'sent' },
    ...more,
  });
  const early = new Date(TUESDAY.getTime() - 1);

  it.each<[string, Partial<Receipt>, Date, boolean]>([
    ['who did not get it, at once', { status: 'failed' }, MONDAY, true],
    ['who did not confirm, when the time has come', {}, TUESDAY, true],
    ['nobody before that', {}, early, false],
    ['nobody it is still on the way to', { status: 'pending' }, TUESDAY, false],
    ['nobody who confirmed', { confirmedAt: MONDAY }, TUESDAY, false],
    ['nobody somebody was asked to call', { call: { by: 'pan.hong', askedAt: MONDAY } }, TUESDAY, false],
  ])('%s', (_who, more, at, is) => {
    expect(isToBeCalled(receipt(more), sent, at)).toBe(is);
  });

  it('by the head of their department; by the sender, where there is none or it is themselves', () => {
    const away: Org = {
      ...org,
      people: new Map(
        [...org.people].map(([id, each]) => [id, id === 'pan.hong' ? { ...each, isAway: true } : each]),
      ),
    };
    expect(callerOf('li.ke', sent, org)).toBe('pan.hong');
    expect(callerOf('pan.hong', sent, org)).toBe('zhao.lei');
    expect(callerOf('li.ke', sent, away)).toBe('zhao.lei');
    expect(callerOf('jiang.nan', sent, org)).toBe('zhao.lei');
    expect(callerOf('nobody', sent, org)).toBe('zhao.lei');
  });
});

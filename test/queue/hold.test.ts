import fc from 'fast-check';
import { createHold, type Held } from '../../src/queue/hold';
import { until } from '../support/until';

const NOW = new Date('2026-03-02T01:00:00Z');
const at = (ms: number) => new Date(NOW.getTime() + ms);
const held = (ms: number, no = 0): Held => ({ id: `${ms}-${no}`, dueAt: at(ms), leasedUntil: at(99_000) });

/** A hold on a clock of ours, and what it passed on, by the moment of that clock. */
function hold(pass: () => Promise<void> = () => Promise.resolve()) {
  let now = NOW;
  const passed: { readonly id: string; readonly dueAt: Date; readonly at: Date }[] = [];
  const batches: number[] = [];
  const it = createHold({ now: () => now }, async (due) => {
    batches.push(due.length);
    passed.push(...due.map(({ id, dueAt }) => ({ id, dueAt, at: now })));
    await pass();
  });
  const turnTo = (ms: number) => {
    now = at(ms);
    it.wake();
  };
  return { ...it, passed, batches, turnTo };
}

describe('what is taken before its moment (候时)', () => {
  it('is passed on when it is due, the nearest first, and never early', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 30 }), async (moments) => {
        const { keep, turnTo, stop, passed } = hold();
        const all = moments.map(held);
        const half = Math.floor(all.length / 2);
        keep(all.slice(0, half));
        keep(all.slice(half));
        for (const turn of [700, 1_400, 2_000]) {
          turnTo(turn);
          const due = moments.filter((moment) => moment <= turn).length;
          await until(`those due at ${turn}`, () => passed.length === due);
        }
        expect(await stop()).toEqual([]);
        expect(passed.every((each) => each.at >= each.dueAt)).toBe(true);
        expect(new Set(passed.map(({ id }) => id)).size).toBe(passed.length);
        const dues = passed.map(({ dueAt }) => dueAt.getTime());
        expect(dues).toEqual([...dues].sort((a, b) => a - b));
      }),
      { numRuns: 10 },
    );
  });

  it('goes on in batches, one after the other, when very many are due at once', async () => {
    let atOnce = 0;
    let most = 0;
    const { keep, turnTo, passed, batches } = hold(async () => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce--;
    });
    keep(Array.from({ length: 450 }, (_, no) => held(5_000, no)));
    turnTo(5_000);
    await until('all went on', () => passed.length === 450);
    expect({ batches, most }).toEqual({ batches: [200, 200, 50], most: 1 });
  });

  it('is full with a thousand, whoever comes', () => {
    const { keep, isFull, stop } = hold();
    keep(Array.from({ length: 999 }, (_, no) => held(5_000, no)));
    expect(isFull()).toBe(false);
    keep([held(6_000)]);
    expect(isFull()).toBe(true);
    return stop();
  });

  it('is handed back when its keeper stops', async () => {
    const { keep, turnTo, stop, passed } = hold();
    keep([held(1_000), held(3_000), held(2_000)]);
    turnTo(1_000);
    await until('one went on', () => passed.length === 1);
    expect((await stop()).map(({ id }) => id)).toEqual(['2000-0', '3000-0']);
    turnTo(9_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(passed).toHaveLength(1);
  });
});

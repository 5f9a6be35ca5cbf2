import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { parseRules } from '../../config/rules';
import { recount } from '../../src/domain/acts/recount';
import { UncoveredYear } from '../../src/domain/calendar';
import type { Complaint } from '../../src/domain/complaint';
import { foldAll } from '../../src/domain/fold';
import { onCalendarOf, type Rules } from '../../src/domain/rules';
import { explain } from '../../src/domain/why';
import { recountOf } from '../../src/parameters/impact';
import { whyText } from '../../src/wecom/copy-why';
import { lines, sumOf } from '../support/adding-up';
import { at, calendar, eventsOf, inState, org, rules } from '../support/builders';
import { play, tries } from '../support/random-case';
import { approved, did, EVERY_STATE, inAnyState } from '../support/side-states';

const TEXT = readFileSync('config/rules.yaml', 'utf8');
const NOW = at('2026-03-03 10:00');

/** The case's own parameters on a calendar that has one more day off. */
function withDayOff(day: string): Rules {
  const text = TEXT.replace('2026-02-15..2026-02-23', `2026-02-15..2026-02-23\n      - ${day}`);
  if (text === TEXT) throw new Error('the rules file has another table');
  return onCalendarOf(parseRules(text, 'new'), rules);
}

const eventsBy = (complaint: Complaint, under: Rules) =>
  eventsOf(recount(complaint, calendar, { at: NOW, rules: under }));
const duesOf = ({ clocks }: Complaint) =>
  Object.fromEntries(clocks.filter(({ stoppedAt }) => !stoppedAt).map(({ id, dueAt }) => [id, dueAt]));

// All began on Monday 2026-03-02, 09:30: the investigation is due on the 9th.
describe('dues when the calendar is changed (6.5)', () => {
  const INVESTIGATING = inState('INVESTIGATING');
  const dayOff = withDayOff('2026-03-05');

  it('move with the working days, and the record says by whom, when, by which rule set, from and to', () => {
    const [event, ...more] = eventsBy(INVESTIGATING, dayOff);
    const [from, to] = [at('2026-03-10 00:00'), at('2026-03-11 00:00')];
    expect(more).toEqual([]);
    expect(event).toEqual({
      type: 'calendar_changed',
      by: 'system',
      at: NOW,
      calendar,
      was: [{ id: 'C3-1', dueAt: from }],
      moves: [{ id: 'C3-1', dueAt: to }],
    });
    const after = foldAll(INVESTIGATING, event ? [event] : []);
    const { version, by, at: appliedAt } = calendar;
    expect(after.clocks.find(({ id }) => id === 'C3-1')).toMatchObject({
      dueAt: to,
      recounts: [{ version, by, at: appliedAt, from, to }],
    });
    expect(after.clocks.find(({ id }) => id === 'C0-1')).not.toHaveProperty('recounts');
  });

  it('are explained: the lines add up by the new calendar and name the change (为什么)', () => {
    const after = foldAll(INVESTIGATING, eventsBy(INVESTIGATING, dayOff));
    const [c3] = explain(after, dayOff).filter(({ clock }) => clock.id === 'C3-1');
    expect(c3 && sumOf(c3, dayOff)).toEqual(at('2026-03-11 00:00'));
    expect(c3 && lines(c3, 'recounted')).toHaveLength(1);
    expect(c3 && lines(c3, 'recorded')).toEqual([]);
    expect(whyText(after, explain(after, dayOff), org)).toContain(
      `3月2日 09:30 system改过工作日历（版本 ${calendar.version}），由 3月9日 24:00 改为 3月10日 24:00`,
    );
  });

  it('move twice, and both changes stay with the clock', () => {
    const once = foldAll(INVESTIGATING, eventsBy(INVESTIGATING, dayOff));
    const back = foldAll(once, eventsBy(once, rules));
    expect(duesOf(back)).toEqual(duesOf(INVESTIGATING));
    expect(back.clocks.find(({ id }) => id === 'C3-1')?.recounts).toHaveLength(2);
  });

  it('stay where the days off are elsewhere, and no event is made', () => {
    expect(eventsBy(INVESTIGATING, withDayOff('2026-06-01'))).toEqual([]);
  });

  it('of a paused clock wait until it goes on', () => {
    const suspended = approved(did(INVESTIGATING, 'suspend'), 'lin.tao');
    expect(eventsBy(suspended, dayOff)).toEqual([]);
  });

  it('that fall into a year the calendar lacks are not guessed', () => {
    const title = '2026年部分节假日安排的通知\n    verified: ';
    const none = onCalendarOf(parseRules(TEXT.replace(`${title}true`, `${title}false`), 'none'), rules);
    expect(() => eventsBy(INVESTIGATING, none)).toThrow(UncoveredYear);
    expect(recountOf(INVESTIGATING, none, NOW)).toMatchObject({ clocks: [], uncovered: 2026 });
  });
});

describe('what is foretold by rules -- diff', () => {
  it.each(EVERY_STATE.map((state) => [state] as const))('is what applying it does: %s', (state) => {
    const complaint = inAnyState(state);
    for (const day of ['2026-03-02', '2026-03-03', '2026-03-05', '2026-06-01']) {
      const under = withDayOff(day);
      const foretold = recountOf(complaint, under, NOW).clocks;
      const after = foldAll(complaint, eventsBy(complaint, under));
      const moved = after.clocks.filter(
        ({ id, dueAt }) => complaint.clocks.find((clock) => clock.id === id)?.dueAt !== dueAt,
      );
      expect(foretold.map(({ clock, wouldBeDue }) => [clock.id, wouldBeDue])).toEqual(
        moved.map(({ id, dueAt }) => [id, dueAt]),
      );
      expect(foretold.every(({ moves }) => moves)).toBe(true);
    }
  });

  it('whatever happened to a case: by an unchanged calendar nothing moves, and twice is once', () => {
    const day = fc.constantFrom('2026-03-03', '2026-03-05', '2026-03-11', '2026-03-30');
    fc.assert(
      fc.property(tries, day, (list, off) => {
        const complaint = play(list).steps.at(-1)?.after;
        if (!complaint) return;
        expect(eventsBy(complaint, rules)).toEqual([]);
        const under = withDayOff(off);
        const after = foldAll(complaint, eventsBy(complaint, under));
        expect(eventsBy(after, under)).toEqual([]);
        for (const explanation of explain(after, under)) {
          const due = sumOf(explanation, under);
          if (due) expect(due).toEqual(explanation.clock.dueAt);
        }
      }),
      { numRuns: 60 },
    );
  });
});

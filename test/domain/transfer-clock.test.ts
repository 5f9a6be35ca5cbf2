import { register } from '../../src/domain/acts/register';
import { runningClock, type Complaint } from '../../src/domain/complaint';
import { dueUnder } from '../../src/domain/due-under';
import { born, foldAll } from '../../src/domain/fold';
import {
  after,
  assign,
  at,
  classify,
  contact,
  context,
  eventsOf,
  execute,
  find,
  MONDAY,
  person,
  rules,
  signed,
  submit,
} from '../support/builders';

/** Passed on by the regulator with no date in its letter, and told to the complainant on the day it came. */
function answered(): Complaint {
  const [first, ...rest] = eventsOf(
    register(
      {
        ...{ type: 'register', complaintId: 'KFB26000001', receivedAt: MONDAY, suggested: {} },
        ...{ source: 'regulator', claimedFen: 100 },
      },
      person('zhou.min'),
      context(),
    ),
  );
  if (first?.type !== 'registered') throw new Error('it was not registered');
  let complaint = after(foldAll(born(first), rest), contact, 'zhou.min');
  complaint = after(after(complaint, classify(), 'zhou.min'), assign, 'lin.tao');
  complaint = signed(after(after(complaint, find, 'chen.gang'), submit(), 'wu.qian'));
  return after(complaint, execute, 'wu.qian');
}

const dueOf = (complaint: Complaint) => runningClock(complaint, 'C9')?.dueAt;
const LATER = at('2026-03-10 10:00');

describe("a regulator's transfer without a date (C9)", () => {
  it('is due two days before the statutory limit', () => {
    expect(dueOf(answered())).toEqual(at('2026-03-16 00:00'));
  });

  it('follows a statutory limit that begins anew (T13, 6.5 restart)', () => {
    const again = after(
      answered(),
      { type: 'reopen', reason: '新流水', materialAt: LATER },
      'lin.tao',
      LATER,
    );
    expect(runningClock(again, 'C0')?.dueAt).toEqual(at('2026-03-26 00:00'));
    expect(dueOf(again)).toEqual(at('2026-03-24 00:00'));
  });

  it('stays where it was when the statutory limit has stopped, whatever is counted anew (T14)', () => {
    let redone = after(answered(), { type: 'redo', reason: '退款没有到账' }, 'lin.tao', LATER);
    redone = after(redone, { type: 'await_papers', what: '签购单' }, 'wu.qian', LATER);
    redone = after(redone, { type: 'receive_papers' }, 'wu.qian', at('2026-03-12 10:00'));
    expect(dueOf(redone)).toEqual(at('2026-03-16 00:00'));
    expect(dueUnder(redone, rules).find(({ clock }) => clock.kind === 'C9')?.dueAt).toEqual(
      at('2026-03-16 00:00'),
    );
  });
});

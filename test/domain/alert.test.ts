import fc from 'fast-check';
import { askedOf, raise, type Alert } from '../../src/domain/alert';
import {
  acknowledge,
  climb,
  heard,
  placed,
  reported,
  type AlertContext,
  type AlertDeed,
} from '../../src/domain/alert-ladder';
import type { Call } from '../../src/domain/call';
import type { DomainEvent } from '../../src/domain/events';
import { isUrgentEvent } from '../../src/domain/raise-alert';
import { isRefusal } from '../../src/domain/ruling';
import { voiceFor } from '../../src/domain/voice';
import { at, classification, rules } from '../support/builders';

const NINE = at('2026-03-02 09:00');
const MINUTE = 60_000;
const after = (minutes: number, from = NINE) => new Date(from.getTime() + minutes * MINUTE);

const LADDER = [{ userId: 'zhao.lei' }, { userId: 'ma.wen' }] as const;

function alert(more: Partial<Alert> = {}): Alert {
  const given = {
    id: 'KFB26000001-3-0',
    complaintId: 'KFB26000001',
    about: { kind: 'major', to: 'zhao.lei' },
    anyHour: true,
    ladder: LADDER,
    callers: ['chen.gang', 'lin.tao'],
  } as const;
  return { ...raise(given, NINE, rules.call), ...more };
}

/** Silence for as long as is given, then what is done. */
function silent(from: Alert, voice: AlertContext['voice'] = 'off') {
  if (!from.nextAt) throw new Error('it waits for nothing');
  return climb(from, { at: from.nextAt, rules: rules.call, voice });
}

/** One step of silence after the other: when, and what was done, up to so many lines. */
function story(from: Alert, lines: number, voice: AlertContext['voice'] = 'off'): readonly string[] {
  const told: string[] = [];
  let now = from;
  while (told.length < lines) {
    const minute = ((now.nextAt?.getTime() ?? 0) - NINE.getTime()) / MINUTE;
    const { alert: next, deeds } = silent(now, voice);
    told.push(...deeds.map((deed) => `${minute} ${said(deed)}`));
    now = next;
  }
  return told;
}

function said(deed: AlertDeed): string {
  switch (deed.kind) {
    case 'card':
      return `${deed.isSecond ? 'second card' : 'card'} to ${deed.to.userId}`;
    case 'call_task':
      return `${deed.by} is to call ${deed.call.to}`;
    case 'dial':
      return `dial ${deed.call.to}`;
    case 'ask_state':
      return `how about ${deed.callId}`;
    case 'passed_on':
      return `passed on from ${deed.from.userId} to ${deed.to.userId} after ${deed.calls.length} calls`;
  }
}

describe('an urgent notice nobody answers (紧急通知, R63)', () => {
  it('climbs: a second card, calls by colleagues in turn, then the next person', () => {
    expect(story(alert(), 6)).toEqual([
      '5 second card to zhao.lei',
      '10 chen.gang is to call zhao.lei',
      '15 lin.tao is to call zhao.lei',
      '20 chen.gang is to call zhao.lei',
      '25 passed on from zhao.lei to ma.wen after 3 calls',
      '25 card to ma.wen',
    ]);
  });

  it('begins again with the first after everybody was asked and some time has passed', () => {
    const [last] = story(alert({ ladder: [LADDER[0]] }), 6).slice(-1);
    expect(last).toBe('55 card to zhao.lei');
  });

  it('is rung by voice where that is to be had, as often, with the gap between', () => {
    const first = silent(silent(alert()).alert, 'on');
    expect(first.deeds).toEqual([{ kind: 'dial', call: { no: 1, turn: 1, to: 'zhao.lei', at: after(10) } }]);
    const rung = placed(first.alert, 1, 'call-1');
    const asked = silent(rung, 'on');
    expect(asked.deeds.map(said)).toEqual(['how about call-1']);
    const failed = heard(asked.alert, { result: 'not_answered', reason: 'phone_off' }, after(11), rules.call);
    expect(failed.calls).toEqual([
      {
        no: 1,
        turn: 1,
        to: 'zhao.lei',
        at: after(10),
        callId: 'call-1',
        result: 'not_answered',
        reason: 'phone_off',
      },
    ]);
    expect(failed.nextAt).toEqual(after(15));
    expect(silent(failed, 'on').deeds.map(said)).toEqual(['dial zhao.lei']);
  });

  it('a call of which nothing is heard counts as not answered after two minutes', () => {
    const rung = placed(silent(silent(alert()).alert, 'on').alert, 1, 'call-1');
    const late = climb(rung, { at: after(12), rules: rules.call, voice: 'on' });
    expect(late.alert.calls.at(-1)?.result).toBe('not_answered');
    expect(late.deeds).toEqual([]);
  });

  it('a call whose placing was never confirmed is lost, and not rung again before its time', () => {
    const dialled = silent(silent(alert()).alert, 'on').alert;
    const { alert: lost, deeds } = silent(dialled, 'on');
    expect(deeds).toEqual([]);
    expect(lost.calls.at(-1)?.result).toBe('lost');
    expect(lost.nextAt).toEqual(after(15));
  });

  it('a call WeCom does not place goes to a colleague at once, and for the rest of the turn', () => {
    const dialled = silent(silent(alert()).alert, 'on').alert;
    const not = heard(dialled, { result: 'not_taken', reason: 'unavailable' }, after(10), rules.call);
    expect(not.nextAt).toEqual(after(10));
    expect(story(not, 5, 'on')).toEqual([
      '10 chen.gang is to call zhao.lei',
      '15 lin.tao is to call zhao.lei',
      '20 chen.gang is to call zhao.lei',
      '25 passed on from zhao.lei to ma.wen after 4 calls',
      '25 card to ma.wen',
    ]);
  });

  it('waits while the person is rung for another notice', () => {
    const { alert: waiting, deeds } = silent(silent(alert()).alert, 'wait');
    expect(deeds).toEqual([]);
    expect(waiting).toMatchObject({ stage: 'again', nextAt: new Date(after(10).getTime() + 10_000) });
  });

  it('goes straight on when there is nobody who could call', () => {
    expect(story(alert({ callers: ['zhao.lei'] }), 3)).toEqual([
      '5 second card to zhao.lei',
      '10 passed on from zhao.lei to ma.wen after 0 calls',
      '10 card to ma.wen',
    ]);
  });

  it('keeps quiet from ten at night to seven, unless it is for any hour', () => {
    const night = at('2026-03-02 21:58');
    const quiet = raise({ ...alert(), anyHour: false }, night, rules.call);
    expect(quiet.nextAt).toEqual(at('2026-03-03 07:00'));
    expect(raise(alert(), night, rules.call).nextAt).toEqual(at('2026-03-02 22:03'));
  });
});

describe('an urgent notice ends', () => {
  it('when whoever it went to says 收到, and says so once', () => {
    const ended = acknowledge(alert(), 'zhao.lei', after(3)) as Alert;
    expect(ended.end).toEqual({ how: 'acknowledged', at: after(3), userId: 'zhao.lei' });
    expect(ended.nextAt).toBeUndefined();
    expect(acknowledge(ended, 'zhao.lei', after(4))).toBe(ended);
    expect(climb(ended, { at: after(60), rules: rules.call, voice: 'on' })).toEqual({
      alert: ended,
      deeds: [],
    });
  });

  it('not by somebody it has not come to yet', () => {
    expect(acknowledge(alert(), 'ma.wen', after(3))).toEqual({ refused: 'not_permitted', rule: 'R63' });
    expect(acknowledge(alert({ turn: 2 }), 'ma.wen', after(30))).toMatchObject({ end: { userId: 'ma.wen' } });
    expect(acknowledge(alert({ turn: 2 }), 'zhao.lei', after(30))).toMatchObject({
      end: { userId: 'zhao.lei' },
    });
  });

  it('when the voice call was answered', () => {
    const rung = placed(silent(silent(alert()).alert, 'on').alert, 1, 'call-1');
    const spoken = heard(rung, { result: 'answered' }, after(11), rules.call);
    expect(spoken.end).toEqual({ how: 'spoken', at: after(11), userId: 'zhao.lei' });
    expect(heard(spoken, { result: 'not_answered' }, after(12), rules.call)).toBe(spoken);
  });

  it('when the colleague who was asked got through, be it reported late', () => {
    const second = silent(silent(silent(silent(alert()).alert).alert).alert).alert;
    expect(second.calls).toHaveLength(2);
    const through = reported(second, 1, 'chen.gang', true, after(17), rules.call) as Alert;
    expect(through.end).toEqual({ how: 'called', at: after(17), userId: 'zhao.lei', by: 'chen.gang' });
    expect(through.calls[0]?.result).toBe('answered');
    expect(reported(through, 2, 'lin.tao', true, after(18), rules.call)).toBe(through);
  });

  it('not when they did not, nor by the word of somebody who was not asked', () => {
    const asked = silent(silent(alert()).alert).alert;
    const not = reported(asked, 1, 'chen.gang', false, after(12), rules.call) as Alert;
    expect(not.end).toBeUndefined();
    expect(not.nextAt).toEqual(after(15));
    expect(reported(asked, 1, 'lin.tao', true, after(12), rules.call)).toEqual({
      refused: 'not_permitted',
      rule: 'R63',
    });
    expect(reported(not, 1, 'chen.gang', false, after(13), rules.call)).toBe(not);
  });

  it('never by silence: whatever becomes of cards and calls, it waits for somebody or was answered', () => {
    const happening = fc.record({
      what: fc.constantFrom('silence', 'unheard', 'refused', 'no', 'placed'),
      voice: fc.constantFrom('on', 'off', 'wait'),
    });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happened) => {
        let now = alert();
        const calls = new Map<number, number>();
        for (const { what, voice } of happened) {
          const open = now.calls.at(-1);
          const time = now.nextAt ?? NINE;
          if (what === 'placed' && open && !open.result && !open.by)
            now = placed(now, open.no, `c${open.no}`);
          else if (what === 'unheard') now = heard(now, { result: 'not_answered' }, time, rules.call);
          else if (what === 'refused' && !open?.by)
            now = heard(now, { result: 'not_taken' }, time, rules.call);
          else if (what === 'no' && open?.by) {
            const said = reported(now, open.no, open.by, false, time, rules.call);
            if (!isRefusal(said)) now = said;
          } else {
            const { alert: next, deeds } = climb(now, { at: time, rules: rules.call, voice });
            for (const deed of deeds)
              if (deed.kind === 'dial') calls.set(deed.call.no, (calls.get(deed.call.no) ?? 0) + 1);
            now = next;
          }
          expect(now.end).toBeUndefined();
          expect(now.nextAt?.getTime()).toBeGreaterThanOrEqual(time.getTime());
          const made = now.calls.filter(({ turn, result }) => turn === now.turn && result !== 'not_taken');
          expect(made.length).toBeLessThanOrEqual(rules.call.attempts);
        }
        // No telephone is rung twice for one call.
        expect([...calls.values()].every((count) => count === 1)).toBe(true);
        expect(LADDER.map(({ userId }) => userId)).toContain(askedOf(now).userId);
      }),
    );
  });
});

describe('语音电话 to one person (api.md 12)', () => {
  const call = (minute: number, more: Partial<Call> = {}) => ({
    ...{ no: 1, turn: 1, to: 'zhao.lei', at: after(minute), alert: 'other', result: 'not_answered' as const },
    ...more,
  });
  const asked = (calls: readonly (Call & { alert: string })[], minute: number) =>
    voiceFor(calls, 'this', after(minute), rules.call);

  it('may be placed while WeCom’s limits leave room: three in eight minutes, eight in a day', () => {
    expect(asked([], 0)).toBe('on');
    expect(asked([call(0), call(2)], 4)).toBe('on');
    expect(asked([call(0), call(2), call(4)], 7)).toBe('off');
    expect(asked([call(0), call(2), call(4)], 8)).toBe('on');
    const eight = Array.from({ length: 8 }, (_, at) => call(at * 10));
    expect(asked(eight, 600)).toBe('off');
    expect(asked(eight, 24 * 60)).toBe('on');
  });

  it('a call WeCom did not place does not count', () => {
    expect(asked([call(0), call(1), call(2, { result: 'not_taken' })], 3)).toBe('on');
  });

  it('waits while another notice rings them, and right after they were spoken to', () => {
    const { result: _, ...ringing } = call(0);
    expect(asked([ringing], 1)).toBe('wait');
    expect(asked([ringing], 2)).toBe('on');
    expect(asked([{ ...ringing, alert: 'this' }], 1)).toBe('on');
    expect(asked([call(0, { result: 'answered' })], 4)).toBe('wait');
    expect(asked([call(0, { result: 'answered' })], 5)).toBe('on');
  });
});

describe('what is told before all that is not urgent (R63)', () => {
  const happened = { by: 'zhou.min', at: NINE } as const;
  it.each<[string, Partial<DomainEvent>, boolean]>([
    ['an emergency act', { type: 'emergency_acted' }, true],
    [
      'a case classified major',
      { type: 'classified', classification: classification({ level: 'major' }) },
      true,
    ],
    ['and no other', { type: 'classified', classification: classification({ level: 'complex' }) }, false],
    ['a case raised to major', { type: 'releveled', to: 'major' }, true],
    ['and none raised less', { type: 'releveled', to: 'complex' }, false],
    ['a reminder by telephone', { type: 'escalated', urgent: true }, true],
    ['and none by card', { type: 'escalated', urgent: false }, false],
    ['a registration is not', { type: 'registered' }, false],
  ])('%s', (_what, event, is) => {
    expect(isUrgentEvent({ ...happened, ...event } as DomainEvent)).toBe(is);
  });
});

import type { Complaint } from '../../src/domain/complaint';
import { ruleOn, ruleOnReminder, type Act } from '../../src/domain/decide-act';
import type { DomainEvent } from '../../src/domain/events';
import { foldAll } from '../../src/domain/fold';
import { groupPostFor, type GroupPost } from '../../src/domain/group-post';
import { groupPostText } from '../../src/wecom/copy-group';
import {
  after,
  at,
  classification,
  classify,
  contact,
  context,
  eventsOf,
  filed,
  inState,
  MONDAY,
  person,
  reminded,
  signed,
  followUp,
} from '../support/builders';
import { SAMPLES } from '../support/side-states';

const RECEIVED = filed();
const CONTACTED = after(filed(), contact, 'zhou.min');

/** What the group is told of the events, with the case as it is after the last of them. */
function postsOf(before: Complaint, events: readonly DomainEvent[]): readonly GroupPost[] {
  const complaint = foldAll(before, events);
  return events.flatMap((event) => groupPostFor(event, complaint) ?? []);
}
const onAct = (before: Complaint, act: Act, by: string, now = MONDAY): readonly GroupPost[] =>
  postsOf(before, eventsOf(ruleOn(before, act, person(by), context(now))));
const onTime = (before: Complaint, clockId: string, threshold: string, now: Date): readonly GroupPost[] =>
  postsOf(before, eventsOf(ruleOnReminder(before, { type: 'remind', clockId, threshold }, context(now))));

const MAJOR = { business: 'credit-card', level: 'major' } as const;

describe('what the whole team sees of a case (群推送)', () => {
  it('a case classified major, with what runs now (R23): the first contact while it is owed, else the statutory limit', () => {
    expect(onAct(CONTACTED, classify('major'), 'zhou.min')).toEqual([
      {
        kind: 'major',
        complaintId: 'KFB26000001',
        at: MONDAY,
        classification: expect.objectContaining(MAJOR) as object,
        limit: { kind: 'C0', dueAt: at('2026-03-18 00:00') },
      },
    ]);
    const classified = eventsOf(ruleOn(CONTACTED, classify('major'), person('zhou.min'), context()));
    const [event] = classified;
    const owed = foldAll(RECEIVED, classified);
    expect(event && groupPostFor(event, owed)?.limit).toEqual({ kind: 'C1', dueAt: at('2026-03-02 11:30') });
    const clockless = event && groupPostFor(event, { ...owed, clocks: [] });
    expect(clockless).not.toHaveProperty('limit');
  });

  it('what was decided then, though the level was taken back before it was told', () => {
    const [event] = eventsOf(ruleOn(CONTACTED, classify('major'), person('zhou.min'), context()));
    const post = event && groupPostFor(event, inState('CLASSIFIED'));
    expect(post).toMatchObject({ kind: 'major', classification: MAJOR });
  });

  it('a case raised to major, and none that goes to another level (T22)', () => {
    const general = inState('CLASSIFIED');
    const raised = onAct(general, { type: 'relevel', to: 'major', reason: '媒体来电' }, 'lin.tao');
    expect(raised).toMatchObject([{ kind: 'major', classification: MAJOR, limit: { kind: 'C0' } }]);
    expect(onAct(general, { type: 'relevel', to: 'complex', reason: '两个部门' }, 'lin.tao')).toEqual([]);
    expect(onAct(CONTACTED, classify('complex'), 'zhou.min')).toEqual([]);
  });

  it('an emergency act, with by when its form is due (R35)', () => {
    expect(onAct(RECEIVED, SAMPLES.emergency.act, 'zhou.min', at('2026-03-02 10:00'))).toEqual([
      {
        kind: 'emergency',
        complaintId: 'KFB26000001',
        at: MONDAY,
        limit: { kind: 'C7', dueAt: at('2026-03-03 09:30') },
      },
    ]);
    const [event] = eventsOf(ruleOn(RECEIVED, SAMPLES.emergency.act, person('zhou.min'), context()));
    expect(event && groupPostFor(event, RECEIVED)).not.toHaveProperty('limit');
  });

  it('a first contact that was missed, once and not at every hour after (R5)', () => {
    const due = at('2026-03-02 11:30');
    expect(onTime(RECEIVED, 'C1-1', '80%', at('2026-03-02 11:10'))).toEqual([]);
    expect(onTime(RECEIVED, 'C1-1', 'due', due)).toEqual([
      { kind: 'missed', complaintId: 'KFB26000001', at: due, limit: { kind: 'C1', dueAt: due } },
    ]);
    const later = reminded(RECEIVED, 'C1-1', 'due', due);
    expect(onTime(later, 'C1-1', '+1wh-1', at('2026-03-02 14:00'))).toEqual([]);
  });

  it('the same of a major case, whose rows have names of their own', () => {
    const now = at('2026-03-02 09:40');
    const events = eventsOf(ruleOn(CONTACTED, classify('major'), person('zhou.min'), context(now)));
    const owed = foldAll(RECEIVED, [...events]);
    expect(onTime(owed, 'C1-1', 'major-due', at('2026-03-02 11:30'))).toMatchObject([
      { kind: 'missed', limit: { kind: 'C1' } },
    ]);
  });

  it('a statutory limit that was missed (L1), and no other clock', () => {
    const due = at('2026-03-18 00:00');
    expect(onTime(RECEIVED, 'C0-1', '-24h', at('2026-03-17 00:00'))).toEqual([]);
    expect(onTime(RECEIVED, 'C0-1', 'due', due)).toMatchObject([
      { kind: 'missed', limit: { kind: 'C0', dueAt: due } },
    ]);
    expect(onTime(RECEIVED, 'C2-1', 'due', at('2026-03-02 15:00'))).toEqual([]);
  });

  it('nothing of a limit that is told before it is due', () => {
    expect(onTime(RECEIVED, 'C0-1', 'due', at('2026-03-17 23:59'))).toEqual([]);
  });

  it('nothing of a first contact that was made in time and is only entered late (R5)', () => {
    const due = at('2026-03-02 11:30');
    const events = eventsOf(
      ruleOnReminder(RECEIVED, { type: 'remind', clockId: 'C1-1', threshold: 'due' }, context(due)),
    );
    const made = after(
      foldAll(RECEIVED, events),
      { ...(contact as Act & { type: 'contact' }), happenedAt: at('2026-03-02 10:00') },
      'zhou.min',
      at('2026-03-02 13:40'),
    );
    expect(events.map((event) => groupPostFor(event, made))).toEqual([undefined]);
    // That clears the first contact, and no other limit.
    expect(onTime(made, 'C0-1', 'due', at('2026-03-18 00:00'))).toMatchObject([{ limit: { kind: 'C0' } }]);
  });

  it('a major case that is closed, and no other', () => {
    const end = (level: 'major' | 'general') => {
      const before = after(inState('FOLLOW_UP', { level }), followUp(), 'tang.xin');
      const closed: DomainEvent = { type: 'closed', by: 'zhao.lei', at: MONDAY };
      return groupPostFor(closed, signed(before));
    };
    expect(end('major')).toMatchObject({ kind: 'closed', classification: MAJOR, at: MONDAY });
    expect(end('general')).toBeUndefined();
    expect(groupPostFor({ type: 'closed', by: 'x', at: MONDAY }, RECEIVED)).toBeUndefined();
  });

  it('in a few words: number, class, level, times, and nothing that anybody typed', () => {
    const text = (post: GroupPost | undefined) => post && groupPostText(post);
    const major = onAct(CONTACTED, classify('major'), 'zhou.min')[0];
    expect(text(major)).toBe(
      '重大投诉 KFB26000001\n信用卡·重大，定级 3月2日 09:30\n法定办理期限截止 3月17日 24:00',
    );
    const emergency = onAct(RECEIVED, SAMPLES.emergency.act, 'zhou.min')[0];
    expect(text(emergency)).toBe(
      '紧急处理 KFB26000001\n待分类，先行处理 3月2日 09:30\n补办手续截止 3月3日 09:30',
    );
    const missed = onTime(RECEIVED, 'C1-1', 'due', at('2026-03-02 11:31'))[0];
    expect(text(missed)).toBe(
      '首次联系超时 KFB26000001\n待分类，通报 3月2日 11:31\n首次联系截止 3月2日 11:30',
    );
    const closed = { kind: 'closed', complaintId: 'KFB26000001', at: MONDAY } as const;
    expect(text({ ...closed, classification: classification({ level: 'major' }) })).toBe(
      '重大投诉已办结 KFB26000001\n信用卡·重大，办结 3月2日 09:30',
    );
  });
});

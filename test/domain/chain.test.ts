import { breakIn, brokenLink, chain } from '../../src/desk/chain';
import { register } from '../../src/domain/acts/register';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import type { DomainEvent, EventOf } from '../../src/domain/events';
import { born, foldAll } from '../../src/domain/fold';
import {
  assign,
  classify,
  contact,
  context,
  decision,
  digest,
  eventsOf,
  execute,
  find,
  followUp,
  MONDAY,
  person,
  SIGNS,
  submit,
} from '../support/builders';

/** Every event of a major case from receipt to its second signature. */
function life(): readonly DomainEvent[] {
  const events = [
    ...eventsOf(
      register(
        {
          type: 'register',
          complaintId: 'KFB26000001',
          receivedAt: MONDAY,
          claimedFen: 20_000_000,
          suggested: {},
        },
        person('zhou.min'),
        context(),
      ),
    ),
  ];
  const complaint = () => foldAll(born(events[0] as EventOf<'registered'>), events.slice(1));
  const act = (what: Act, by: string) =>
    events.push(...eventsOf(ruleOn(complaint(), what, person(by), context())));
  const sign = () => {
    for (let open; (open = complaint().approvals.find(({ decided }) => !decided));) {
      act(decision(complaint()), SIGNS[open.role]);
    }
  };
  act(contact, 'zhou.min');
  act(classify('major'), 'zhou.min');
  act(assign, 'lin.tao');
  act(find, 'chen.gang');
  act(submit(), 'wu.qian');
  sign();
  act(execute, 'wu.qian');
  act(followUp(), 'tang.xin');
  sign();
  return events;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Every copy of a value with one leaf of it changed, with the path of the leaf. */
function* spoilt(value: Json, path = ''): Generator<readonly [path: string, copy: Json]> {
  if (Array.isArray(value)) {
    for (const [i, each] of (value as readonly Json[]).entries())
      for (const [at, copy] of spoilt(each, `${path}[${i}]`)) yield [at, value.with(i, copy) as Json];
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value))
      for (const [at, copy] of spoilt(each, `${path}.${key}`)) yield [at, { ...value, [key]: copy }];
  } else if (typeof value === 'number') yield [path, value + 1];
  else if (typeof value === 'boolean') yield [path, !value];
  else yield [path, `${value ?? ''}.`];
}

describe('the record of a case (事件链, R24)', () => {
  const events = life();
  const recorded = chain('KFB26000001', 0, '', 'callback-1', events, digest);
  /** As it is stored: dates are text there. */
  const stored = JSON.parse(JSON.stringify(recorded)) as typeof recorded;

  it('is whole, in memory and as stored', () => {
    expect(events.at(-1)?.type).toBe('closed');
    expect(brokenLink(recorded, digest)).toBeUndefined();
    expect(brokenLink(stored, digest)).toBeUndefined();
  });

  it('shows every single recorded value that was changed, wherever it stands', () => {
    let tried = 0;
    for (const [path, copy] of spoilt(stored as unknown as Json)) {
      tried++;
      expect([path, brokenLink(copy as unknown as typeof recorded, digest)]).not.toEqual([path, undefined]);
    }
    expect(tried).toBeGreaterThan(events.length * 5);
  });

  it('names the first link that does not fit', () => {
    const changed = stored.map((link) =>
      link.seq === 4 ? { ...link, event: { ...link.event, by: 'somebody' } } : link,
    );
    expect(brokenLink(changed as typeof recorded, digest)).toBe(4);
  });

  it('goes on from where it ended: two commits make one chain', () => {
    const first = chain('KFB26000001', 0, '', 'callback-1', events.slice(0, 3), digest);
    const rest = chain('KFB26000001', 3, first.at(-1)?.hash ?? '', 'callback-2', events.slice(3), digest);
    expect(brokenLink([...first, ...rest], digest)).toBeUndefined();
    const torn = chain('KFB26000001', 3, '', 'callback-2', events.slice(3), digest);
    expect(brokenLink([...first, ...torn], digest)).toBe(4);
  });

  it('cannot be moved to another case, nor mended without doing all that follows anew', () => {
    const moved = stored.map((link) => ({ ...link, complaintId: 'KFB26000002' }));
    expect(brokenLink(moved, digest)).toBe(1);
    const [head, second] = stored;
    if (!head || !second) throw new Error('too short');
    const forged = chain('KFB26000001', 0, '', 'callback-9', [head.event], digest);
    expect(brokenLink([...forged, ...stored.slice(1)], digest)).toBe(2);
  });

  it('ends where its case says, or the first record that is too much or missing is named', () => {
    const head = { seq: stored.length, hash: stored.at(-1)?.hash ?? '' };
    const whole = { head, links: stored };
    const n = stored.length;
    expect(breakIn(whole, digest)).toBeUndefined();
    expect(breakIn({ ...whole, links: stored.slice(0, -1) }, digest)).toBe(n);
    expect(breakIn({ ...whole, links: [] }, digest)).toBe(1);
    expect(breakIn({ ...whole, links: stored.slice(1) }, digest)).toBe(2);
    expect(breakIn({ ...whole, head: { ...head, hash: 'x' } }, digest)).toBe(n);
    expect(breakIn({ ...whole, head: { ...head, seq: n - 1 } }, digest)).toBe(n);
    expect(breakIn({ links: stored }, digest)).toBe(1);
  });

  it('holds no word of the complainant: it outlives the vault’s key (R26, R28)', () => {
    expect(Object.keys(events[0] ?? {})).not.toEqual(expect.arrayContaining(['name', 'phone', 'facts']));
  });
});

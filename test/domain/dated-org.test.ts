import { isDenied } from '../../src/domain/access-log';
import { isReadable } from '../../src/domain/access';
import { asOf, datedOrg, type Org, type Person } from '../../src/domain/org';
import { refuse } from '../../src/domain/ruling';
import { at, org } from '../support/builders';

const FRIDAY = at('2026-03-06 10:00');
const SUNDAY = at('2026-03-08 10:00');

const withPerson = (more: Partial<Person>): Org => {
  const [userId, person] = ['lin.tao', org.people.get('lin.tao')];
  if (!person) throw new Error('nobody');
  return { ...org, people: new Map([[userId, { ...person, ...more }]]) };
};
const lin = (of: Org): Person | undefined => of.people.get('lin.tao');

describe('the organisation of a moment (当时组织)', () => {
  it('says who is on leave, the first and the last day of any of their leaves counted', () => {
    const leave = [
      { from: '2026-03-02', to: '2026-03-03' },
      { from: '2026-03-06', to: '2026-03-07' },
    ];
    const days = ['02', '03', '04', '05', '06', '07', '08'];
    const away = days.filter((day) => lin(asOf(withPerson({ leave }), at(`2026-03-${day} 12:00`)))?.isAway);
    expect(away).toEqual(['02', '03', '06', '07']);
    expect(lin(asOf(withPerson({}), FRIDAY))).not.toHaveProperty('isAway');
  });

  it('says who is off duty, Sunday being the seventh day', () => {
    const offDuty = (dutyDays: readonly number[], moment: Date) =>
      lin(asOf(withPerson({ dutyDays }), moment))?.isOffDuty ?? false;
    expect(offDuty([1, 2, 3, 4, 5], FRIDAY)).toBe(false);
    expect(offDuty([1, 2, 3, 4, 5], SUNDAY)).toBe(true);
    expect(offDuty([7], SUNDAY)).toBe(false);
    expect(offDuty([7], FRIDAY)).toBe(true);
    expect(lin(asOf(withPerson({}), SUNDAY))).not.toHaveProperty('isOffDuty');
  });

  it('is made once a day and says every time its moment', () => {
    const orgAt = datedOrg(org);
    const first = orgAt(FRIDAY);
    expect(first).toEqual(asOf(org, FRIDAY));
    const later = orgAt(at('2026-03-06 23:59'));
    expect(later.people).toBe(first.people);
    expect(later.at).toEqual(at('2026-03-06 23:59'));
    const next = orgAt(at('2026-03-07 00:00'));
    expect(next.people).not.toBe(first.people);
    expect(next).toEqual(asOf(org, at('2026-03-07 00:00')));
  });
});

describe('what a reader is told', () => {
  it('is as it stands by the rights to read, to write and to approve, and by no other', () => {
    const levels = ['none', 'masked', 'read', 'write', 'approve'] as const;
    expect(levels.filter(isReadable)).toEqual(['read', 'write', 'approve']);
  });

  it('is nothing, and the attempt is kept, where they may not even know; a mere lack of leave is no denial', () => {
    const codes = ['not_found', 'conflict_of_interest', 'masked_only', 'export_not_granted'] as const;
    expect(codes.filter((code) => isDenied(refuse(code)))).toEqual(['not_found', 'conflict_of_interest']);
  });
});

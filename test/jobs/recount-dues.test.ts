import { recountDues } from '../../jobs/recount-dues';
import type { JobParts } from '../../jobs/parts';
import { UncoveredYear } from '../../src/domain/calendar';
import { Later } from '../../src/queue/define-job';
import { calendar } from '../support/builders';

const PAYLOAD = { complaintId: 'KFB26000001', calendarNo: calendar.no, version: 3 };

/** A desk whose transaction ends as told, and what was logged of it. */
function parts(once: () => Promise<boolean>, no = calendar.no) {
  const logged: object[] = [];
  const given = {
    desk: { once },
    calendar: { ...calendar, no },
    log: { warn: (facts: object) => logged.push(facts) },
  };
  return { logged, given: given as unknown as JobParts };
}

describe('recounting the dues of one case (6.5)', () => {
  it('is left to a newer process when the calendar asked for is not known here', async () => {
    const { given } = parts(() => Promise.reject(new Error('not to be asked')), calendar.no - 1);
    await expect(recountDues.run(PAYLOAD, given)).rejects.toThrow(Later);
  });

  it('is never given up, and a missing year is named', async () => {
    const { given, logged } = parts(() => Promise.reject(new UncoveredYear(2027)));
    await expect(recountDues.run(PAYLOAD, given)).rejects.toThrow(UncoveredYear);
    expect(recountDues).not.toHaveProperty('givenUp');
    expect(logged).toEqual([{ complaintId: 'KFB26000001', year: 2027 }]);
  });

  it('that another did is done', async () => {
    const { given } = parts(() => Promise.resolve(false));
    await expect(recountDues.run(PAYLOAD, given)).resolves.toBeUndefined();
  });

  it('is another job when the case was put behind again', () => {
    expect(recountDues.jobId(PAYLOAD)).not.toBe(recountDues.jobId({ ...PAYLOAD, version: 4 }));
  });
});

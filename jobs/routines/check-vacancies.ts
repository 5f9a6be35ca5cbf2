import { shanghaiDate } from '../../src/domain/calendar';
import { isLongVacant, vacanciesOf, type Vacancy } from '../../src/domain/interface-persons';
import { peopleWith } from '../../src/domain/org';
import { nextAt } from '../../src/domain/recurrence';
import { longVacanciesText, vacanciesText } from '../../src/wecom/copy-routines';
import type { JobParts } from '../parts';
import type { Routine } from './routine';
import { tell } from './tell';

/** 接口人空缺检查 (R1, R2): on every working day the department's head hears of it, after more than one HEAD as well. */
export const checkVacancies: Routine = {
  name: 'check-vacancies',
  next: (after, { daily, calendar }) => nextAt(after, daily.at, calendar.isWorkday),

  async run(parts) {
    const org = parts.org();
    const now = parts.clock.now();
    const found = await withSince(vacanciesOf(org), parts);
    const isForHead = ({ head, since }: Since) =>
      head === undefined || isLongVacant(since, now, parts.rules.daily.vacancy, parts.rules.calendar);
    const forHead = found.filter(isForHead);
    // By the day it is told: a turn caught up with at dawn and the one after it are one message.
    const day = shanghaiDate(now);

    for (const to of new Set(found.flatMap(({ head }) => head ?? []))) {
      const content = vacanciesText(
        found.filter(({ head }) => head === to),
        org,
      );
      await tell(parts, { key: `vacancies-${day}`, to: [to], content });
    }
    for (const { userId } of peopleWith(org, 'HEAD')) {
      // Who heads the department itself has just been told.
      const others = forHead.filter(({ head }) => head !== userId);
      if (others.length === 0) continue;
      await tell(parts, {
        key: `long-vacancies-${day}`,
        to: [userId],
        content: longVacanciesText(others, org),
      });
    }
  },
};

type Since = Vacancy & { readonly since: Date };

/** Each with the check that first found it, remembered until one finds it filled. */
async function withSince(
  found: readonly Vacancy[],
  { vacancies, clock }: JobParts,
): Promise<readonly Since[]> {
  const since = await vacancies.observe(
    found.map(({ department }) => department),
    clock.now(),
  );
  return found.map((each) => ({ ...each, since: since.get(each.department) ?? clock.now() }));
}

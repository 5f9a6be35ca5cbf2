import { elapsedAfter } from './duration';
import type { Incident } from './incident';
import type { Rules } from './rules';

/** 泄露事件的一项期限 (R51, PIPL 57). */
export interface LeakDue {
  readonly what: 'inquiry' | 'outside';
  /** Of `outside`: to whom, and by which rule. */
  readonly to?: string;
  readonly ground?: string;
  readonly dueAt: Date;
  readonly doneAt?: Date;
}

/** 倒计时: the inquiry from the report, what goes outside from the discovery; the earliest first. */
export function leakDues(incident: Incident, { leak }: Pick<Rules, 'leak'>): readonly LeakDue[] {
  const { reportedAt, discoveredAt, opened, told } = incident;
  const inquiry: LeakDue = {
    ...{ what: 'inquiry', dueAt: elapsedAfter(reportedAt, leak.open) },
    ...(opened && { doneAt: opened.at }),
  };
  const outside = leak.outside.map(({ within, to, ground }): LeakDue => {
    const [doneAt] = told
      .flatMap(({ authority, at }) => (authority === to ? [at] : []))
      .sort((a, b) => a.getTime() - b.getTime());
    return {
      ...{ what: 'outside', to, ground, dueAt: elapsedAfter(discoveredAt, within) },
      ...(doneAt && { doneAt }),
    };
  });
  return [inquiry, ...outside].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

import { z } from 'zod';
import { shanghaiDate, UncoveredYear } from '../src/domain/calendar';
import { Fault } from '../src/errors';
import { defineJob } from '../src/queue/define-job';
import { uncoveredText } from '../src/wecom/copy-routines';
import type { JobParts } from './parts';
import { ROUTINES } from './routines';
import type { Routine } from './routines/routine';
import { calendarKeepers, tell } from './routines/tell';

const Payload = z.strictObject({ name: z.string(), version: z.int() });
type Payload = z.infer<typeof Payload>;

/** How long until it is asked again when a routine comes next. */
const PLAN_AGAIN_MS = 3_600_000;

/** 例行任务: one turn of a routine, then when it comes next. Never given up: one that stopped would be missed by nobody. */
export const runRoutine = defineJob<Payload, JobParts>({
  name: 'run-routine',
  queue: 'routines',
  payload: Payload,
  jobId: ({ name, version }) => `routine-${name}-${version}`,

  run: turn,
});

async function turn({ name, version }: Payload, parts: JobParts): Promise<void> {
  const { routines, clock, rules } = parts;
  const routine = ROUTINES.find((each) => each.name === name);
  if (!routine) throw new Fault('routine_unknown', name);
  const due = await routines.open(name, version);
  if (!due) return;
  try {
    if (due.isPlanned) await routine.run(parts, due.dueAt);
    await routines.plan(name, version, { dueAt: routine.next(clock.now(), rules), isPlanned: true });
  } catch (error) {
    if (!(error instanceof UncoveredYear)) throw error;
    await tellUncovered(routine, error.year, parts);
    const dueAt = new Date(clock.now().getTime() + PLAN_AGAIN_MS);
    await routines.plan(name, version, { dueAt, isPlanned: false });
  }
}

/** 日历未覆盖 (6.5): working days are not guessed at, so it waits, and those who can enter the year hear of it once a day. */
async function tellUncovered({ name }: Routine, year: number, parts: JobParts): Promise<void> {
  parts.log.error({ name, year }, 'routine waits for the calendar');
  const key = `uncovered-${name}-${shanghaiDate(parts.clock.now())}`;
  await tell(parts, { key, to: calendarKeepers(parts.org()), content: uncoveredText(name, year) });
}

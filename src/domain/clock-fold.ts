import { isPaused, type Clock } from './complaint';
import type { DomainEvent } from './events';
import { later } from './late-entry';
import { earlier } from './working-time';

/** 时钟 after an event: those it started, stopped, paused, set going again, revived or moved. */
export function onClocks(clocks: readonly Clock[], event: DomainEvent): readonly Clock[] {
  const known = clocks.map((clock) => started(touched(clock, event), event));
  const fresh = (event.starts ?? [])
    .filter(({ id }) => !known.some((clock) => clock.id === id))
    .map((start): Clock => ({ ...start, pauses: [], fired: [] }));
  return [...known, ...fresh];
}

/** Set anew, a clock keeps what it told and its pauses: no threshold is told twice. */
function started(clock: Clock, { starts = [] }: DomainEvent): Clock {
  return { ...clock, ...starts.find(({ id }) => id === clock.id) };
}

function touched(clock: Clock, event: DomainEvent): Clock {
  const { stops = [], pauses = [], resumes = [], revives = [], moves = [], at } = event;
  const { id, kind } = clock;
  const isStopped = stops.includes(kind) || stops.includes(id);
  if (clock.stoppedAt) return revives.includes(id) ? revived(clock) : stoppedEarlier(clock, event);
  if (isStopped) return stoppedEarlier({ ...ended(clock, at), stoppedAt: at }, event);
  const paused = pauses.includes(id) && !isPaused(clock);
  return {
    ...(resumes.includes(id) ? ended(clock, at) : clock),
    ...(paused && { pauses: [...clock.pauses, { from: at }] }),
    ...moves.find((move) => move.id === id),
    ...recounted(clock, event),
  };
}

/** 日历变更: what moved it stays with the clock, to be explained (为什么). */
function recounted({ id, dueAt, recounts = [] }: Clock, event: DomainEvent): Pick<Clock, 'recounts'> {
  if (event.type !== 'calendar_changed') return {};
  const to = event.moves?.find((move) => move.id === id)?.dueAt;
  if (!to) return {};
  const { version, by, at } = event.calendar;
  return { recounts: [...recounts, { version, by, at, from: dueAt, to }] };
}

/** 补录: it stopped before it was known to; never before it began, and no pause outlives it. */
function stoppedEarlier(clock: Clock, { stopsAt = {}, at }: DomainEvent): Clock {
  const told = stopsAt[clock.id];
  if (!told || !clock.stoppedAt || told >= clock.stoppedAt) return clock;
  const stoppedAt = later(told, clock.startAt);
  const pauses = clock.pauses
    .filter(({ from }) => from < stoppedAt)
    .map(({ from, to = stoppedAt }) => ({ from, to: earlier(to, stoppedAt) }));
  return { ...clock, pauses, stoppedAt, enteredAt: at };
}

function revived({ stoppedAt: _stoppedAt, ...clock }: Clock): Clock {
  return clock;
}

/** A pause ends when the clock goes on, and when it stops. */
function ended(clock: Clock, at: Date): Clock {
  return { ...clock, pauses: clock.pauses.map(({ from, to }) => ({ from, to: to ?? at })) };
}

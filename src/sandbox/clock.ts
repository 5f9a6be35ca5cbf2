import type { ClockReading } from './model';

/** A source of the present, in milliseconds. */
export interface TimeSource {
  now(): number;
}

/** 沙箱时钟: real time plus an offset one can push forward. It never goes back. */
export class SandboxClock implements TimeSource {
  private offset = 0;
  private readonly listeners = new Set<(reading: ClockReading) => void>();

  constructor(private readonly source: TimeSource) {}

  now(): number {
    return this.source.now() + this.offset;
  }

  reading(): ClockReading {
    return { now: this.now(), offsetMs: this.offset };
  }

  /** Throws a RangeError unless `ms` is a whole number of milliseconds, zero or more. */
  advance(ms: number): ClockReading {
    if (!Number.isSafeInteger(ms) || ms < 0)
      throw new RangeError('the clock only moves forward, by whole milliseconds');
    this.offset += ms;
    const reading = this.reading();
    for (const listener of this.listeners) listener(reading);
    return reading;
  }

  onAdvance(listener: (reading: ClockReading) => void): void {
    this.listeners.add(listener);
  }

  dump(): number {
    return this.offset;
  }

  restore(offset: number): void {
    this.offset = offset;
  }
}

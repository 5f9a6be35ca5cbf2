import { createHash } from 'node:crypto';

import type { Json } from './model';
import type { TimeSource } from './clock';

/** enable_duplicate_check: the whole request as it stood on the wire, so another key order is another message. */
export class Duplicates {
  private readonly seen = new Map<string, { at: number; answer: Json }>();

  constructor(
    private readonly clock: TimeSource,
    private readonly secondsMax: number,
  ) {}

  /** What the same request was answered within the interval, or undefined. */
  find(body: string, seconds: number): Json | undefined {
    const earlier = this.seen.get(digest(body));
    return earlier !== undefined && this.clock.now() - earlier.at < seconds * 1000
      ? earlier.answer
      : undefined;
  }

  remember(body: string, answer: Json): void {
    this.seen.set(digest(body), { at: this.clock.now(), answer });
  }

  dump(): readonly [string, { at: number; answer: Json }][] {
    const oldest = this.clock.now() - this.secondsMax * 1000;
    return [...this.seen].filter(([, { at }]) => at >= oldest);
  }

  restore(entries: readonly [string, { at: number; answer: Json }][]): void {
    for (const [key, value] of entries) this.seen.set(key, value);
  }
}

const digest = (body: string): string => createHash('sha256').update(body).digest('base64');

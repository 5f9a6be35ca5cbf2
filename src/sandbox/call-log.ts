import type { LogEntry } from './model';

const SECRET_FIELDS: ReadonlySet<string> = new Set(['access_token', 'corpsecret', 'secret', 'session_key']);

/** Secrets in a query alone: a body may hold any `key` and many a `code`. */
const SECRET_PARAMETERS: ReadonlySet<string> = new Set([...SECRET_FIELDS, 'key', 'code', 'js_code']);

/** 日志: what went over the wire, the newest last, the oldest forgotten. */
export class CallLog {
  private entries: LogEntry[] = [];
  private seq = 0;

  constructor(
    private readonly keep: number,
    private readonly onEntry: (entry: LogEntry) => void,
  ) {}

  add(entry: Omit<LogEntry, 'seq'>): void {
    this.seq += 1;
    const kept = { seq: this.seq, ...entry };
    this.entries.push(kept);
    // Trimmed in blocks: a shift per entry would cost a copy each time.
    if (this.entries.length > 2 * this.keep) this.entries = this.entries.slice(-this.keep);
    this.onEntry(kept);
  }

  after(seq: number): readonly LogEntry[] {
    return this.entries.slice(-this.keep).filter((entry) => entry.seq > seq);
  }

  dump(): number {
    return this.seq;
  }

  restore(seq: number): void {
    this.seq = seq;
  }
}

/** The query with its secrets masked. */
export const maskedQuery = (query: string): unknown =>
  Object.fromEntries(
    [...new URLSearchParams(query)].map(([name, value]) => [
      name,
      SECRET_PARAMETERS.has(name) ? '***' : value,
    ]),
  );

/** The same JSON with tokens and secrets masked. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, SECRET_FIELDS.has(key) ? '***' : masked(each)]),
  );
}

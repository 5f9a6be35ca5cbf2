import { randomUUID } from 'node:crypto';

/**
 * 故障开关, by what they do to a call of the service:
 * errcode (value: the code), delay and delay_after (value: ms, before or after the call took effect), http_status (value:
 * the status), non_json, cut_before and cut_after (the connection is cut before or after that), expire_token (at once);
 * or to callbacks: duplicate_callback (value: extra copies, 1 when absent), pause_callbacks (queued until cleared).
 */
export const FAULT_KINDS = [
  'errcode',
  'delay',
  'delay_after',
  'http_status',
  'non_json',
  'cut_before',
  'cut_after',
  'expire_token',
  'duplicate_callback',
  'pause_callbacks',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultOrder {
  /** An API path such as `message/send` or `/cgi-bin/message/send`, for duplicate_callback an event's name; or `*`. */
  readonly path: string;
  readonly kind: FaultKind;
  readonly value?: number;
  /** How often it strikes; until cleared when absent. */
  readonly count?: number;
}

/** A switch that is on. `remaining` is null when it stays on until cleared. */
export interface ActiveFault {
  readonly id: string;
  readonly path: string;
  readonly kind: FaultKind;
  readonly value: number | null;
  readonly remaining: number | null;
}

const ON_CALLBACKS: ReadonlySet<FaultKind> = new Set(['duplicate_callback', 'pause_callbacks']);
const NEEDS_VALUE: ReadonlySet<FaultKind> = new Set(['errcode', 'delay', 'delay_after', 'http_status']);

/** The switches. Every change is told to `onChange`. */
export class Faults {
  private active: ActiveFault[] = [];

  constructor(
    private readonly onChange: (faults: readonly ActiveFault[]) => void,
    private readonly expireToken: () => void,
  ) {}

  list(): readonly ActiveFault[] {
    return this.active;
  }

  /** Throws a TypeError naming what is wrong with the order. `expire_token` acts at once and leaves no switch. */
  add(order: FaultOrder): ActiveFault {
    const fault = toFault(order);
    if (fault.kind === 'expire_token') {
      this.expireToken();
      return { ...fault, remaining: 0 };
    }
    this.change([...this.active, fault]);
    return fault;
  }

  /** False when there is no such switch. */
  clear(id: string): boolean {
    const rest = this.active.filter((fault) => fault.id !== id);
    const found = rest.length < this.active.length;
    if (found) this.change(rest);
    return found;
  }

  clearAll(): void {
    this.change([]);
  }

  /** The oldest switch of that kind for that path, with one of its strikes used up. */
  take(kind: FaultKind, path: string): ActiveFault | undefined {
    const fault = this.active.find((each) => each.kind === kind && matches(each.path, path));
    if (fault === undefined || fault.remaining === null) return fault;
    const left = fault.remaining - 1;
    this.change(
      this.active.flatMap((each) =>
        each.id !== fault.id ? [each] : left > 0 ? [{ ...each, remaining: left }] : [],
      ),
    );
    return fault;
  }

  isOn(kind: FaultKind): boolean {
    return this.active.some((each) => each.kind === kind);
  }

  private change(next: ActiveFault[]): void {
    this.active = next;
    this.onChange(next);
  }
}

function toFault({ path, kind, value, count }: FaultOrder): ActiveFault {
  if (typeof path !== 'string' || path === '') throw new TypeError('path: an API path or *');
  if (!FAULT_KINDS.includes(kind)) throw new TypeError(`kind: one of ${FAULT_KINDS.join(', ')}`);
  if (value === undefined ? NEEDS_VALUE.has(kind) : !Number.isSafeInteger(value))
    throw new TypeError('value: a whole number');
  if ((kind === 'delay' || kind === 'delay_after') && (value as number) < 0)
    throw new TypeError('value: milliseconds, zero or more');
  if (kind === 'http_status' && ((value as number) < 200 || (value as number) > 599))
    throw new TypeError('value: 200–599');
  if (count !== undefined && (!Number.isSafeInteger(count) || count < 1))
    throw new TypeError('count: 1 or more');
  return {
    id: randomUUID(),
    path: ON_CALLBACKS.has(kind) ? path : normal(path),
    kind,
    value: value ?? null,
    remaining: count ?? null,
  };
}

const normal = (path: string): string =>
  path === '*' ? path : path.replace(/^\/?(cgi-bin\/)?/, '/cgi-bin/');
const matches = (pattern: string, path: string): boolean => pattern === '*' || pattern === path;

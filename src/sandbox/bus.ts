import { EventEmitter } from 'node:events';

import type { ActiveFault } from './faults';
import type { ChatMessage, ClockReading, Json, LogEntry } from './model';
import type { CallOnScreen, Telephone } from './voice-calls';

/** What the page and the tests can watch: exactly the server-sent events. */
export interface SandboxEvents {
  readonly chat: { readonly userid: string; readonly message: ChatMessage };
  readonly group: { readonly id: string; readonly message: ChatMessage };
  readonly call: CallOnScreen;
  readonly member: { readonly userid: string; readonly phone: Telephone; readonly left: boolean };
  readonly log: { readonly entry: LogEntry };
  readonly clock: ClockReading;
  readonly faults: { readonly faults: readonly ActiveFault[] };
  readonly menu: { readonly menu: readonly Json[] };
  readonly home: { readonly h5Url: string | null };
}

export const EVENT_NAMES = [
  'chat',
  'group',
  'call',
  'member',
  'log',
  'clock',
  'faults',
  'menu',
  'home',
] as const satisfies readonly (keyof SandboxEvents)[];

export type Bus = EventEmitter<{ [name in keyof SandboxEvents]: [SandboxEvents[name]] }>;

/** As many listeners as there are pages and waiting tests. */
export function createBus(): Bus {
  const bus: Bus = new EventEmitter();
  bus.setMaxListeners(0);
  return bus;
}

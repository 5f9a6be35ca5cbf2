/** 浏览器的轨迹: one event of Chromium's trace, times in µs. */
export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly documentLoaderURL?: string } };
}

/** A task that keeps the page from answering. */
const LONG_US = 50_000;
/** After so long without one it will go on answering. */
export const QUIET_MS = 5_000;

/** 可用时刻 (time to interactive): when the list stood there, and when after that nothing long was left to be done; from the navigation on. */
export function interactiveAt(events: readonly TraceEvent[]): {
  readonly ms: number;
  readonly drawnMs: number;
} {
  const began = events.filter(({ name, args }) => name === 'navigationStart' && isPage(args)).at(-1);
  const drawn = events.findLast(({ name }) => name === 'drawn');
  if (!began || !drawn) throw new Error('the trace has no navigation to the page, or the page was not drawn');
  const main = events.find(
    ({ name, pid, args }) => name === 'thread_name' && pid === began.pid && args?.name === 'CrRendererMain',
  );
  const long = events
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === began.pid && tid === main?.tid)
    .filter(({ ts, dur = 0 }) => ts + dur > drawn.ts && dur >= LONG_US)
    .sort((one, other) => one.ts - other.ts);
  let free = drawn.ts;
  for (const { ts, dur = 0 } of long) if (ts - free < QUIET_MS * 1_000) free = Math.max(free, ts + dur);
  const ms = (at: number) => (at - began.ts) / 1_000;
  return { ms: ms(free), drawnMs: ms(drawn.ts) };
}

function isPage(args: TraceEvent['args']): boolean {
  return args?.data?.documentLoaderURL?.includes('/h5/') === true;
}

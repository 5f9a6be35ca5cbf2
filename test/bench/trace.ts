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

/** When the page stood there, and when after that nothing long was left to be done; from the navigation on. */
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
  const ends = events
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === began.pid && tid === main?.tid)
    .filter(({ ts, dur = 0 }) => ts > began.ts && dur >= LONG_US)
    .map(({ ts, dur = 0 }) => ts + dur);
  const ms = (at: number) => (at - began.ts) / 1_000;
  return { ms: ms(Math.max(drawn.ts, ...ends)), drawnMs: ms(drawn.ts) };
}

function isPage(args: TraceEvent['args']): boolean {
  return args?.data?.documentLoaderURL?.includes('/h5/') === true;
}

import { pino, type DestinationStream, type Logger } from 'pino';

/** 日志: JSON to stdout, with ids, codes and durations; never a text, a number or a name of a person (R54). */
export type Log = Logger;

export function createLog(level: string, to: DestinationStream = pino.destination(1)): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to);
}

/** What may be said of an error: its code, and where it was thrown when it is none of ours. Never its message. */
export function factsOf(error: unknown): { code: string; at?: string } {
  if (!(error instanceof Error)) return { code: 'unknown' };
  const named = 'code' in error ? error.code : undefined;
  const code = typeof named === 'string' || typeof named === 'number' ? String(named) : error.name;
  const at = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
  return at === undefined ? { code } : { code, at: at.trim() };
}

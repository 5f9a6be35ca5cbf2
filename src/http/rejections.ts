interface Log {
  readonly warn: (facts: object, message: string) => void;
}

const ONCE_IN_MS = 1_000;

/** 拒收日志: a line at once, then at most one a second with how many there were since: a flood of bad callers fills no disk. */
export function createRejectionLog(log: Log, now: () => number = Date.now): () => void {
  let told = -Infinity;
  let since = 0;
  return () => {
    since += 1;
    const at = now();
    if (at - told < ONCE_IN_MS) return;
    log.warn({ count: since }, 'callback rejected');
    told = at;
    since = 0;
  };
}

import type { Mutex } from 'async-mutex';

/** 轮次: one transaction's claim on what only one may do at a time. */
export interface Turn {
  /** Waits for the turn; at once when it is ours already, as it is when the transaction runs again. */
  take(): Promise<void>;
  end(): void;
}

export function createTurn(mutex: Mutex): Turn {
  let release: (() => void) | undefined;
  return {
    take: async () => {
      release ??= await mutex.acquire();
    },
    end: () => release?.(),
  };
}

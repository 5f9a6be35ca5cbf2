import type { Foundation } from '../foundation';
import { RETENTION_MS } from '../store/inbox';
import { createReceiver } from '../wecom/receiver';
import type { Role } from './role';

/** web: takes callbacks in and writes them down. It needs MongoDB and nothing else. */
export function startWeb({ env, inbox, clock }: Foundation): Role {
  const { corpId, tokens, aesKeys } = env.wecom;
  return {
    receiver: createReceiver({
      keys: { corpId, tokens, aesKeys },
      inbox,
      now: clock.now,
      retentionMs: RETENTION_MS,
    }),
    ready: () => Promise.resolve({}),
    stop: () => Promise.resolve(),
  };
}

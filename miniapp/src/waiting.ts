import { call, readJson } from './api';
import { createOutbox, type Waiting } from './api/outbox';
import type { Filed, Filing } from './api/types';
import { mine } from './me';

const WAITING = 'outbox';

/** 还没发出的登记 of who uses the phone. */
export const outbox = createOutbox<Filing, Filed>({
  read: async () => readJson<readonly Waiting<Filing>[]>(await (await mine())?.kept(WAITING)) ?? [],
  write: async (waiting) => {
    const drawer = await mine();
    if (waiting.length > 0) return (await drawer?.keep(WAITING, JSON.stringify(waiting))) ?? false;
    await drawer?.forget(WAITING);
    return true;
  },
  send: ({ key, body }) => call<Filed>('/cases', { body, key }),
});

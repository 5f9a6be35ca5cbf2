import { ref, type Ref } from 'vue';
import { call } from './api';
import type { Outcome } from './api/problem';
import { newKey } from './platform/network';

/** 点一下: an act that needs no form, sent once however often it is tapped. */
export interface Tap {
  /** What is being sent; empty when nothing is. */
  readonly busy: Ref<string>;
  /** Undefined while another one is on its way. */
  send(path: string, body?: object): Promise<Outcome<unknown> | undefined>;
}

export function useTap(): Tap {
  const busy = ref('');
  // After a lost answer the same is asked under the same key.
  const keys = new Map<string, string>();
  return {
    busy,
    send: async (path, body = {}) => {
      if (busy.value !== '') return undefined;
      busy.value = path;
      const said = JSON.stringify([path, body]);
      const key = keys.get(said) ?? newKey();
      keys.set(said, key);
      const outcome = await call(path, { body, key });
      if (outcome.ok || outcome.problem.kind !== 'offline') keys.delete(said);
      busy.value = '';
      return outcome;
    },
  };
}

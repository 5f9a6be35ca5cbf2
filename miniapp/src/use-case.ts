import { computed, type ComputedRef, type Ref } from 'vue';
import { call } from './api';
import type { CaseView, Seen } from './api/types';
import { useLoad, type Load } from './load';

/** 看一件: what the service shows of it to this reader. */
export interface SeenCase extends Load<Seen> {
  /** Undefined for who sees no more of it than a question that was put to them (R3). */
  readonly whole: ComputedRef<CaseView | undefined>;
}

export function useCase(id: Ref<string>): SeenCase {
  const seen = useLoad<Seen>(() => call(`/cases/${encodeURIComponent(id.value)}`));
  const whole = computed(() => {
    const { value } = seen.data;
    return value && 'state' in value ? value : undefined;
  });
  return { ...seen, whole };
}

import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Outcome, Problem } from './api/problem';

/** 取数: what a page shows while it has nothing, when it has it, and when it did not get it. */
export interface Load<T> {
  readonly data: ShallowRef<T | undefined>;
  readonly etag: Ref<string | undefined>;
  readonly problem: ShallowRef<Problem | undefined>;
  readonly isLoading: Ref<boolean>;
  /** Nothing to show yet: then the page draws its outline. */
  readonly isBlank: ComputedRef<boolean>;
  load(): Promise<void>;
}

export function useLoad<T>(get: () => Promise<Outcome<T>>): Load<T> {
  const data = shallowRef<T>();
  const etag = ref<string>();
  const problem = shallowRef<Problem>();
  const isLoading = ref(true);
  let latest = 0;

  return {
    data,
    etag,
    problem,
    isLoading,
    isBlank: computed(() => data.value === undefined && problem.value === undefined),
    load: async () => {
      const mine = (latest += 1);
      isLoading.value = true;
      const outcome = await get();
      // An answer that was overtaken shows nothing.
      if (mine !== latest) return;
      isLoading.value = false;
      problem.value = outcome.ok ? undefined : outcome.problem;
      if (!outcome.ok) return;
      data.value = outcome.data;
      etag.value = outcome.etag;
    },
  };
}

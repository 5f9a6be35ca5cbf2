import { ref, shallowRef, computed, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { call } from './api';
import { useByAndBy } from './by-and-by';
import type { Outcome, Problem } from './api/problem';

interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string | undefined;
}

const asked = new Map<string, Promise<Outcome<unknown>>>();

/** 提前取: the first page of a list is on its way while the page that shows it is still being loaded. */
export function askAhead(path: string): void {
  asked.set(path, call(path));
}

function answerTo<T>(path: string): Promise<Outcome<T>> {
  const ahead = asked.get(path) as Promise<Outcome<T>> | undefined;
  asked.delete(path);
  return ahead ?? call<T>(path);
}

/** 逐页取数. */
export interface Paged<Item> {
  readonly items: ShallowRef<readonly Item[]>;
  /** Of them those that are drawn already. */
  readonly drawn: ShallowRef<readonly Item[]>;
  readonly problem: ShallowRef<Problem | undefined>;
  readonly isBlank: ComputedRef<boolean>;
  readonly isEmpty: ComputedRef<boolean>;
  readonly hasMore: ComputedRef<boolean>;
  readonly isLoading: Ref<boolean>;
  reload(): Promise<void>;
  more(): Promise<void>;
}

/** `path` may change, as what is searched for does. */
export function usePaged<Item>(path: () => string): Paged<Item> {
  const items = shallowRef<readonly Item[]>([]);
  const problem = shallowRef<Problem>();
  const next = ref<string>();
  const isLoading = ref(false);
  const isFirstIn = ref(false);
  let latest = 0;

  const get = async (cursor: string | undefined) => {
    const mine = (latest += 1);
    isLoading.value = true;
    const joint = path().includes('?') ? '&' : '?';
    const query = cursor === undefined ? '' : `${joint}cursor=${encodeURIComponent(cursor)}`;
    const outcome = await answerTo<Page<Item>>(`${path()}${query}`);
    // An answer that was overtaken shows nothing.
    if (mine !== latest) return;
    isLoading.value = false;
    problem.value = outcome.ok ? undefined : outcome.problem;
    if (!outcome.ok) return;
    isFirstIn.value = true;
    items.value = cursor === undefined ? outcome.data.items : [...items.value, ...outcome.data.items];
    next.value = outcome.data.next;
  };

  return {
    items,
    drawn: useByAndBy(items),
    problem,
    isLoading,
    isBlank: computed(() => !isFirstIn.value && problem.value === undefined),
    isEmpty: computed(() => isFirstIn.value && items.value.length === 0),
    hasMore: computed(() => next.value !== undefined),
    reload: () => get(undefined),
    more: async () => {
      if (next.value !== undefined && !isLoading.value) await get(next.value);
    },
  };
}

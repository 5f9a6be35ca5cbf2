import { shallowRef, watch, type ShallowRef } from 'vue';

/** So many fill a phone's screen. */
const SCREEN = 4;
/** So few that a slow phone answers a tap between two of them. */
const STEP = 2;

/** 逐屏画: what fills the screen at once and the rest a few at a time, so that the first can be tapped before the last is drawn. */
export function useByAndBy<Item>(all: { readonly value: readonly Item[] }): ShallowRef<readonly Item[]> {
  const drawn = shallowRef<readonly Item[]>([]);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    // What stood there before is not taken away to be drawn again.
    const most = Math.max(drawn.value.length, SCREEN);
    drawn.value = all.value.slice(0, most);
    clearTimeout(waiting);
    if (most < all.value.length) waiting = setTimeout(drawMore, 0);
  };
  const drawMore = (): void => {
    drawn.value = all.value.slice(0, drawn.value.length + STEP);
    if (drawn.value.length < all.value.length) waiting = setTimeout(drawMore, 0);
  };
  watch(() => all.value, draw, { immediate: true });
  return drawn;
}

import { ref } from './vendor/vue.js';

const WIDE = matchMedia('(min-width: 1000px)');

/** Whether two phones and the side panel fit beside each other when the page opens. */
export const hasRoomForPanel = matchMedia('(min-width: 1180px)').matches;

/** Room for several phones side by side; below it one phone fills the screen. */
export const isWide = ref(WIDE.matches);
WIDE.addEventListener('change', () => {
  isWide.value = WIDE.matches;
});

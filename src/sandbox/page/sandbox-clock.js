import { computed, reactive, ref } from './vendor/vue.js';

const TICK_MS = 500;

const reading = reactive({ now: Date.now(), heardAt: performance.now() });
const tick = ref(performance.now());
setInterval(() => {
  tick.value = performance.now();
}, TICK_MS);

/** 沙箱时间, ticking between two readings. */
export const now = computed(() => reading.now + Math.max(0, tick.value - reading.heardAt));

/** How far it was pushed ahead of real time. */
export const clockOffset = ref(0);

export function takeClock({ now: at, offsetMs }) {
  tick.value = performance.now();
  Object.assign(reading, { now: at, heardAt: tick.value });
  clockOffset.value = offsetMs;
}

import { ref } from 'vue';

/** 现在, by the half minute: what is due is said anew as time passes. */
export const now = ref(Date.now());

setInterval(() => (now.value = Date.now()), 30_000);

import { reactive } from './vendor/vue.js';

const SHOWN_MS = 4000;
let lastId = 0;

export const toasts = reactive([]);

/** One sentence under the head of the screen, gone after a moment. */
export function toast(text) {
  lastId += 1;
  const shown = { id: lastId, text };
  toasts.push(shown);
  setTimeout(() => {
    const index = toasts.findIndex((each) => each.id === shown.id);
    if (index >= 0) toasts.splice(index, 1);
  }, SHOWN_MS);
}

/** Runs an act and shows what was refused; false when it was. */
export async function orToast(act) {
  try {
    await act();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

export const Toasts = {
  name: 'Toasts',
  setup: () => ({ toasts }),
  template: /* html */ `
    <div class="toasts" role="status" aria-live="polite">
      <p v-for="each in toasts" :key="each.id" class="toast" data-testid="toast">{{ each.text }}</p>
    </div>`,
};

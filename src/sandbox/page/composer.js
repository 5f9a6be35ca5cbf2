import { nextTick } from './vendor/vue.js';

import { api } from './api.js';
import { store } from './store.js';
import { orToast } from './toasts.js';

const TALLEST = 120;

/** 输入框: Enter sends, Shift+Enter breaks the line, and an input method's Enter only picks a word. */
export const Composer = {
  name: 'Composer',
  props: ['person'],
  computed: {
    draft: {
      get() {
        return store.drafts[this.person.userid] ?? '';
      },
      set(text) {
        store.drafts[this.person.userid] = text;
      },
    },
    wantsFocus: () => store.focusInput,
  },
  watch: {
    draft: 'fit',
    wantsFocus: { handler: 'takeFocus', flush: 'post' },
  },
  mounted() {
    this.fit();
    this.takeFocus();
  },
  methods: {
    takeFocus() {
      if (store.focusInput !== this.person.userid) return;
      this.$refs.input.focus({ preventScroll: true });
      store.focusInput = null;
    },
    async fit() {
      await nextTick();
      const { input } = this.$refs;
      if (!input) return;
      input.style.height = 'auto';
      input.style.height = `${Math.min(input.scrollHeight, TALLEST)}px`;
    },
    onEnter(event) {
      if (event.isComposing || event.shiftKey) return;
      event.preventDefault();
      void this.send();
    },
    async send() {
      const text = this.draft;
      if (text.trim() === '') return;
      // Emptied before it is sent: Enter struck twice sends once, and the next words need not wait.
      this.draft = '';
      const sent = await orToast(() => api.say(this.person.userid, text));
      if (!sent && this.draft === '') this.draft = text;
    },
  },
  template: /* html */ `
    <form class="composer" @submit.prevent="send">
      <textarea ref="input" v-model="draft" rows="1" :data-testid="'input-' + person.userid" :aria-label="'以' + person.name + '的身份发消息'"
        placeholder="发消息…" autocomplete="off" enterkeyhint="send" @keydown.enter="onEnter"></textarea>
      <button type="submit" :data-testid="'send-' + person.userid" :disabled="draft.trim() === ''">发送</button>
    </form>`,
};

import { openPhone } from './desk.js';
import { newcomer, store } from './store.js';

export const SENTENCE = '投诉：王女士，手机13812345678，信用卡年费重复扣了300元，要求退款';

/** Puts the sentence into the input; sending stays with the reader. */
export function tryOut(userid, sentence) {
  store.drafts[userid] = sentence;
  openPhone(userid);
}

/** 空桌面: what to do first. */
export const Welcome = {
  name: 'Welcome',
  setup: () => ({ newcomer, sentence: SENTENCE, tryOut }),
  template: /* html */ `
    <section class="welcome" data-testid="welcome">
      <img src="./icon.svg" alt="" width="56" height="56" />
      <h2>在这里走完一件投诉</h2>
      <p>选一位同事，打开手机；也可以同时打开几部。</p>
      <div v-if="newcomer" class="try">
        <p>试试：选「{{ newcomer.name }}」，发一句话</p>
        <button type="button" class="try-sentence" data-testid="try" @click="tryOut(newcomer.userid, sentence)">{{ sentence }}</button>
      </div>
    </section>`,
};

/** 空会话: the same, inside a phone. */
export const FirstWords = {
  name: 'FirstWords',
  props: ['person'],
  setup: () => ({ tryOut }),
  computed: {
    /** Filing is the clerk's; everybody has a to-do list. */
    tries() {
      const isClerk = this.person.userid === newcomer.value?.userid;
      return [...(isClerk ? [SENTENCE] : []), '帮助', '待办'];
    },
  },
  template: /* html */ `
    <div class="first-words">
      <p>还没有消息。试试发：</p>
      <button v-for="words in tries" :key="words" type="button" class="try-sentence"
        @click="tryOut(person.userid, words)">{{ words }}</button>
    </div>`,
};

import { api } from './api.js';
import { Avatar } from './avatar.js';
import { now } from './sandbox-clock.js';
import { store } from './store.js';
import { orToast } from './toasts.js';
import { minutesAndSeconds } from './time.js';

/** The call on this person's screen at this moment, or null: it rings out, and the notice ends, by the clock alone. */
export function callOf({ userid, left }) {
  const call = store.calls[userid];
  return call !== undefined && !left && call.phase !== 'over' && now.value < call.until ? call : null;
}

/** 来电: fills the screen of the phone while the call rings or talks. */
export const IncomingCall = {
  name: 'IncomingCall',
  components: { Avatar },
  props: ['person'],
  setup: () => ({ store }),
  computed: {
    call() {
      return callOf(this.person);
    },
    isRinging() {
      return this.call.phase === 'ringing';
    },
    lasted() {
      return minutesAndSeconds(now.value - this.call.since);
    },
  },
  methods: {
    answer() {
      return orToast(() => api.answer(this.person.userid));
    },
    hangUp() {
      return orToast(() => api.hangUp(this.person.userid));
    },
  },
  template: /* html */ `
    <section v-if="call" class="phone-call" :class="call.phase" role="dialog" :aria-label="person.name + '的来电'" :data-testid="'call-' + person.userid">
      <div class="call-words">
        <span class="call-face"><Avatar :name="store.appName" app /></span>
        <h3>{{ isRinging ? '来电 · 紧急通知' : '通话中 · 紧急通知' }}</h3>
        <p>企业微信 · {{ store.appName }}</p>
        <p v-if="isRinging" class="call-state" role="status">正在响铃…</p>
        <p v-else class="call-state" role="status">{{ lasted }}<br />正在播报：请查看应用消息</p>
      </div>
      <div class="call-buttons">
        <button type="button" class="call-end" :data-testid="'hang-up-' + person.userid" @click="hangUp">
          <i aria-hidden="true"><svg viewBox="0 0 24 24"><path d="M4 15c3-6 13-6 16 0" /></svg></i>{{ isRinging ? '拒接' : '挂断' }}
        </button>
        <button v-if="isRinging" type="button" class="call-answer" :data-testid="'answer-' + person.userid" @click="answer">
          <i aria-hidden="true"><svg viewBox="0 0 24 24"><path d="M4 15c3-6 13-6 16 0" /></svg></i>接听
        </button>
      </div>
    </section>`,
};

import { Avatar } from './avatar.js';
import { Composer } from './composer.js';
import { closePhone } from './desk.js';
import { Message } from './message.js';
import { now } from './sandbox-clock.js';
import { store } from './store.js';
import { momentOf, timeOf } from './time.js';
import { FirstWords } from './welcome.js';

const NEAR_END = 40;
const TIME_GAP_MS = 5 * 60_000;
const sizeOf = ({ scrollHeight, clientHeight }) => `${scrollHeight}/${clientHeight}`;

/** 一部手机: one person's chat with the app. */
export const Phone = {
  name: 'Phone',
  components: { Avatar, Composer, FirstWords, Message },
  props: ['person'],
  setup: () => ({ store, now, timeOf }),
  data: () => ({ atEnd: true }),
  computed: {
    messages() {
      return store.chats[this.person.userid] ?? [];
    },
    /** Each line with the moment above it where time has passed, as chats do. */
    lines() {
      return this.messages.map((message, index) => {
        const before = this.messages[index - 1];
        const quiet = before === undefined || message.at - before.at >= TIME_GAP_MS;
        return { message, moment: quiet ? momentOf(message.at, now.value) : null };
      });
    },
    trouble() {
      return store.trouble[this.person.userid] ?? null;
    },
  },
  watch: {
    messages: { handler: 'follow', deep: true, flush: 'post' },
  },
  mounted() {
    this.toEnd();
    // The keyboard and a growing input shrink the list; the last line should stay in sight.
    this.watcher = new ResizeObserver(() => {
      this.size = sizeOf(this.$refs.list);
      if (this.atEnd) this.toEnd();
    });
    this.watcher.observe(this.$refs.list);
    this.watcher.observe(this.$refs.lines);
  },
  beforeUnmount() {
    this.watcher.disconnect();
  },
  methods: {
    close() {
      closePhone(this.person.userid);
    },
    onScroll() {
      const { scrollHeight, scrollTop, clientHeight } = this.$refs.list;
      // A list that has just changed its size was moved by the browser, not by the reader.
      if (sizeOf(this.$refs.list) !== this.size) return;
      this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    },
    follow(messages) {
      if (this.atEnd || messages.at(-1)?.from === 'member') this.toEnd();
    },
    toEnd() {
      this.$refs.list.scrollTop = this.$refs.list.scrollHeight;
      this.atEnd = true;
    },
  },
  template: /* html */ `
    <section class="phone" :data-testid="'phone-' + person.userid" :aria-label="person.name + '的企业微信'">
      <header class="phone-owner">
        <Avatar :name="person.name" />
        <div class="owner-words">
          <h2>{{ person.name }}</h2>
          <p>{{ person.position }}</p>
        </div>
        <button type="button" class="icon-button" :aria-label="'收起' + person.name + '的手机'" :data-testid="'close-' + person.userid" @click="close">
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4 4 8 8m0-8-8 8" /></svg>
        </button>
      </header>
      <div class="phone-screen">
        <div class="chat-title"><time>{{ timeOf(now) }}</time><span>{{ store.appName }}</span><i>应用</i></div>
        <p v-if="trouble" class="trouble" role="status">服务没有正常应答，已投递 {{ trouble.attempt }} 次</p>
        <div ref="list" class="chat-list" tabindex="0" role="log" :aria-label="person.name + '与' + store.appName + '的会话'" @scroll.passive="onScroll">
          <ol ref="lines">
            <template v-for="{ message, moment } in lines" :key="message.id">
              <li v-if="moment" class="moment"><time>{{ moment }}</time></li>
              <Message :person="person" :message="message" />
            </template>
          </ol>
          <FirstWords v-if="messages.length === 0" :person="person" />
        </div>
        <div class="to-end"><button v-if="!atEnd" type="button" @click="toEnd">回到最新</button></div>
        <Composer :person="person" />
      </div>
    </section>`,
};

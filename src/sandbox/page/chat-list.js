import { Message } from './message.js';
import { now } from './sandbox-clock.js';
import { momentOf } from './time.js';

const NEAR_END = 40;
const TIME_GAP_MS = 5 * 60_000;
const sizeOf = ({ scrollHeight, clientHeight }) => `${scrollHeight}/${clientHeight}`;

/** 会话内容: the lines of one chat, the newest in sight unless the reader has scrolled away. `person`: whose phone it is; null in a group. */
export const ChatList = {
  name: 'ChatList',
  components: { Message },
  props: ['person', 'messages', 'label'],
  data: () => ({ atEnd: true }),
  computed: {
    /** Each line with the moment above it where time has passed, as chats do. */
    lines() {
      return this.messages.map((message, index) => {
        const before = this.messages[index - 1];
        const quiet = before === undefined || message.at - before.at >= TIME_GAP_MS;
        return { message, moment: quiet ? momentOf(message.at, now.value) : null };
      });
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
    <div ref="list" class="chat-list" tabindex="0" role="log" :aria-label="label" @scroll.passive="onScroll">
      <ol ref="lines">
        <template v-for="{ message, moment } in lines" :key="message.id">
          <li v-if="moment" class="moment"><time>{{ moment }}</time></li>
          <Message :person="person" :message="message" />
        </template>
      </ol>
      <slot v-if="messages.length === 0"></slot>
    </div>
    <div class="to-end"><button v-if="!atEnd" type="button" @click="toEnd">回到最新</button></div>`,
};

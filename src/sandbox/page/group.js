import { Avatar } from './avatar.js';
import { ChatList } from './chat-list.js';
import { closePhone } from './desk.js';
import { now } from './sandbox-clock.js';
import { store } from './store.js';
import { timeOf } from './time.js';
import { toast } from './toasts.js';

/** 群聊: what the webhook pushed into it. Nobody writes here: a webhook hears nothing. */
export const Group = {
  name: 'Group',
  components: { Avatar, ChatList },
  props: ['group'],
  provide: { open: () => toast('在群里打不开，请到成员的手机上看') },
  setup: () => ({ store, now, timeOf }),
  computed: {
    messages() {
      return store.chats[this.group.id] ?? [];
    },
  },
  methods: {
    close() {
      closePhone(this.group.id);
    },
  },
  template: /* html */ `
    <section class="phone" :data-testid="'phone-' + group.id" :aria-label="group.name">
      <header class="phone-owner">
        <Avatar name="群" app />
        <div class="owner-words">
          <h2>{{ group.name }}</h2>
          <p>群聊 · 消息推送</p>
        </div>
        <button type="button" class="icon-button" :aria-label="'收起' + group.name" :data-testid="'close-' + group.id" @click="close">
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4 4 8 8m0-8-8 8" /></svg>
        </button>
      </header>
      <div class="phone-screen">
        <div class="chat-title"><time>{{ timeOf(now) }}</time><span>{{ group.name }}</span><i>群</i></div>
        <ChatList :person="null" :messages="messages" :label="group.name">
          <p class="first-words">还没有消息。紧急通知会推送到这里。</p>
        </ChatList>
        <p class="no-composer">消息推送只发不收，在这里看就好</p>
      </div>
    </section>`,
};

import { AppBar } from './app-bar.js';
import { Avatar } from './avatar.js';
import { ChatList } from './chat-list.js';
import { Composer } from './composer.js';
import { Condition } from './condition.js';
import { closePhone } from './desk.js';
import { IncomingCall } from './incoming-call.js';
import { now } from './sandbox-clock.js';
import { store } from './store.js';
import { timeOf } from './time.js';
import { Webview } from './webview.js';
import { openPart } from './webviews.js';
import { FirstWords } from './welcome.js';

/** 一部手机: one person's chat with the app, the web page over it, and the call that rings on it. */
export const Phone = {
  name: 'Phone',
  components: { AppBar, Avatar, ChatList, Composer, Condition, FirstWords, IncomingCall, Webview },
  props: ['person'],
  provide() {
    return { open: (part) => openPart(this.person.userid, part) };
  },
  setup: () => ({ store, now, timeOf }),
  computed: {
    messages() {
      return store.chats[this.person.userid] ?? [];
    },
    webview() {
      return store.webviews[this.person.userid];
    },
    trouble() {
      return store.trouble[this.person.userid] ?? null;
    },
  },
  methods: {
    close() {
      closePhone(this.person.userid);
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
        <Condition :person="person" />
        <button type="button" class="icon-button" :aria-label="'收起' + person.name + '的手机'" :data-testid="'close-' + person.userid" @click="close">
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4 4 8 8m0-8-8 8" /></svg>
        </button>
      </header>
      <div class="phone-screen">
        <div class="chat-title"><time>{{ timeOf(now) }}</time><span>{{ store.appName }}</span><i>应用</i></div>
        <p v-if="trouble" class="trouble" role="status">服务没有正常应答，已投递 {{ trouble.attempt }} 次</p>
        <ChatList :person="person" :messages="messages" :label="person.name + '与' + store.appName + '的会话'">
          <FirstWords v-if="!person.left" :person="person" />
        </ChatList>
        <p v-if="person.left" class="no-composer">已离职，收不到也发不出消息</p>
        <template v-else>
          <AppBar :person="person" />
          <Composer :person="person" />
        </template>
        <Webview v-if="webview" :key="webview.id" :person="person" :view="webview" />
        <IncomingCall :person="person" />
      </div>
    </section>`,
};

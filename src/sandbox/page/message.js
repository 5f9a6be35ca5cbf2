import { Avatar } from './avatar.js';
import { Card } from './cards/card.js';
import { Markdown } from './markdown.js';
import { RichText } from './rich-text.js';
import { nameOf, store } from './store.js';

/** 一条消息: a grey line, or a bubble with its avatar. */
export const Message = {
  name: 'Message',
  components: { Avatar, Card, Markdown, RichText },
  props: ['person', 'message'],
  setup: () => ({ store }),
  computed: {
    own() {
      return this.message.from === 'member';
    },
    /** 提到的人, in words; a phone number stands for itself. */
    mentioned() {
      const names = (this.message.mentioned ?? []).map((each) => (each === '@all' ? '所有人' : nameOf(each)));
      return names.map((name) => `@${name}`).join(' ');
    },
    face() {
      return JSON.stringify(this.message.card);
    },
  },
  template: /* html */ `
    <li class="message" :class="{ own }" data-testid="message" :data-kind="message.kind" :data-from="message.from">
      <p v-if="message.kind === 'system'" class="system-line">{{ message.content }}</p>
      <template v-else>
        <Avatar :name="own ? person.name : store.appName" :app="!own" />
        <Card v-if="message.kind === 'card'" :key="face" :userid="person?.userid ?? ''" :message="message" />
        <div v-else class="bubble">
          <Markdown v-if="message.kind === 'markdown'" :content="message.content" />
          <span v-else-if="own" class="text">{{ message.content }}</span>
          <RichText v-else :content="message.content" />
          <span v-if="mentioned" class="mentioned">{{ mentioned }}</span>
        </div>
      </template>
    </li>`,
};

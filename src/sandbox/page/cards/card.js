import { api } from '../api.js';
import { orToast } from '../toasts.js';
import { answersOf } from './answers.js';
import { ButtonInteraction } from './button-interaction.js';
import { MultipleInteraction } from './multiple-interaction.js';
import { NewsNotice } from './news-notice.js';
import { CardSource } from './parts.js';
import { TextNotice } from './text-notice.js';
import { VoteInteraction } from './vote-interaction.js';

const FACES = {
  text_notice: TextNotice,
  news_notice: NewsNotice,
  button_interaction: ButtonInteraction,
  vote_interaction: VoteInteraction,
  multiple_interaction: MultipleInteraction,
};

const textOf = (card, key) =>
  [...(card.button_list ?? []), ...(card.action_menu?.action_list ?? []), card.submit_button]
    .filter(Boolean)
    .find((button) => button.key === key)?.text ?? '提交';

/** 模板卡片. Made anew when the card changes (see the key where it is used), so that old answers do not outlive it. */
export const Card = {
  name: 'Card',
  components: { CardSource },
  props: ['userid', 'message'],
  data() {
    return { answers: answersOf(this.message.card), busy: null };
  },
  computed: {
    card() {
      return this.message.card;
    },
    face() {
      return FACES[this.card.card_type];
    },
    /** The service may take its time, or never redraw the card: say what was tapped until it does. */
    pending() {
      const { tapped, updatedAt, disabledButtons } = this.message.state ?? {};
      if (tapped === undefined || updatedAt !== undefined || disabledButtons !== undefined) return null;
      return textOf(this.card, tapped);
    },
  },
  methods: {
    async tap(key) {
      if (this.busy !== null) return;
      this.busy = key;
      const selected = Object.keys(this.answers).length === 0 ? null : this.answers;
      await orToast(() => api.tap(this.userid, this.message.id, key, selected));
      this.busy = null;
    },
  },
  template: /* html */ `
    <article class="card" data-testid="card" :data-task="message.taskId" :data-type="card.card_type">
      <CardSource :source="card.source" :menu="card.action_menu" @tap="tap" />
      <component :is="face" :card="card" :answers="answers" :replaced="message.state?.disabledButtons" :busy="busy"
        :group="message.id + userid" @tap="tap" />
      <p v-if="pending" class="card-pending" data-testid="card-pending">已点「{{ pending }}」</p>
    </article>`,
};

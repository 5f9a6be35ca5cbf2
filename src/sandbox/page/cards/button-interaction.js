import { leadsOn } from '../webviews.js';
import { CardQuote, CardRows, CardSelect, CardTitle } from './parts.js';

const SHORT = 4;

/** 按钮交互 */
export const ButtonInteraction = {
  name: 'ButtonInteraction',
  components: { CardQuote, CardRows, CardSelect, CardTitle },
  props: ['card', 'answers', 'replaced', 'busy'],
  emits: ['tap'],
  inject: ['open'],
  computed: {
    /** Side by side while the words fit; WeCom stacks the rest. */
    columns() {
      const buttons = this.card.button_list;
      if (buttons.length < 3) return buttons.length;
      return buttons.every(({ text }) => text.length <= SHORT) && buttons.length % 2 === 1 ? 3 : 2;
    },
  },
  methods: { leadsOn },
  template: /* html */ `
    <CardTitle :title="card.main_title" :action="card.card_action" />
    <CardQuote :quote="card.quote_area" />
    <p v-if="card.sub_title_text" class="card-text">{{ card.sub_title_text }}</p>
    <CardRows :rows="card.horizontal_content_list" />
    <CardSelect v-if="card.button_selection" :question="card.button_selection" :answers="answers" :dead="!!replaced" />
    <div class="card-buttons" :class="'columns-' + (replaced ? 1 : columns)">
      <button v-if="replaced" type="button" class="card-button" disabled data-testid="button-replaced">{{ replaced }}</button>
      <template v-for="button in replaced ? [] : card.button_list" :key="button.key ?? button.url">
        <button v-if="leadsOn(button)" type="button" class="card-button" :class="'style-' + (button.style ?? 1)" data-testid="card-link"
          @click="open(button)">{{ button.text }}</button>
        <button v-else type="button" class="card-button" :class="['style-' + (button.style ?? 1), { busy: busy === button.key }]"
          :data-testid="'button-' + button.key" :disabled="busy !== null" @click="$emit('tap', button.key)">{{ button.text }}</button>
      </template>
    </div>`,
};

import { CardJumps, CardQuote, CardRows, CardTitle } from './parts.js';

/** 文本通知 */
export const TextNotice = {
  name: 'TextNotice',
  components: { CardJumps, CardQuote, CardRows, CardTitle },
  props: ['card'],
  template: /* html */ `
    <CardTitle :title="card.main_title" :action="card.card_action" />
    <div v-if="card.emphasis_content" class="card-emphasis">
      <strong>{{ card.emphasis_content.title }}</strong>
      <span>{{ card.emphasis_content.desc }}</span>
    </div>
    <CardQuote :quote="card.quote_area" />
    <p v-if="card.sub_title_text" class="card-text">{{ card.sub_title_text }}</p>
    <CardRows :rows="card.horizontal_content_list" />
    <CardJumps :jumps="card.jump_list" />`,
};

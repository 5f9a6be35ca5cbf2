import { CardJumps, CardPicture, CardQuote, CardRows, CardTitle } from './parts.js';

/** 图文展示 */
export const NewsNotice = {
  name: 'NewsNotice',
  components: { CardJumps, CardPicture, CardQuote, CardRows, CardTitle },
  props: ['card'],
  template: /* html */ `
    <CardPicture v-if="card.card_image" :url="card.card_image.url" :ratio="card.card_image.aspect_ratio" />
    <CardTitle :title="card.main_title" :action="card.card_action" />
    <div v-if="card.image_text_area" class="card-image-text">
      <CardPicture :url="card.image_text_area.image_url" :ratio="1" />
      <div>
        <strong>{{ card.image_text_area.title }}</strong>
        <span>{{ card.image_text_area.desc }}</span>
      </div>
    </div>
    <CardQuote :quote="card.quote_area" />
    <div v-for="(part, index) in card.vertical_content_list" :key="index" class="card-vertical">
      <strong>{{ part.title }}</strong>
      <span v-if="part.desc">{{ part.desc }}</span>
    </div>
    <CardRows :rows="card.horizontal_content_list" />
    <CardJumps :jumps="card.jump_list" />`,
};

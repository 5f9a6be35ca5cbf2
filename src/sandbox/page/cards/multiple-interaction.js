import { CardSelect, CardSubmit, CardTitle } from './parts.js';

/** 多项选择 */
export const MultipleInteraction = {
  name: 'MultipleInteraction',
  components: { CardSelect, CardSubmit, CardTitle },
  props: ['card', 'answers', 'replaced', 'busy'],
  emits: ['tap'],
  template: /* html */ `
    <CardTitle :title="card.main_title" />
    <div class="card-selects">
      <CardSelect v-for="question in card.select_list" :key="question.question_key" :question="question" :answers="answers"
        :dead="!!replaced" />
    </div>
    <CardSubmit :button="card.submit_button" :replaced="replaced" :busy="busy" @tap="$emit('tap', $event)" />`,
};

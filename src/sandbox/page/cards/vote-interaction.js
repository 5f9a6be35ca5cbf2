import { CardSubmit, CardTitle } from './parts.js';

const SEVERAL = 1;

/** 投票选择 */
export const VoteInteraction = {
  name: 'VoteInteraction',
  components: { CardSubmit, CardTitle },
  props: ['card', 'answers', 'replaced', 'busy', 'group'],
  emits: ['tap'],
  computed: {
    several() {
      return this.card.checkbox.mode === SEVERAL;
    },
    chosen() {
      return this.answers[this.card.checkbox.question_key];
    },
    dead() {
      return !!this.replaced || this.card.checkbox.disable === true;
    },
  },
  methods: {
    choose(id) {
      const key = this.card.checkbox.question_key;
      const without = this.chosen.filter((each) => each !== id);
      if (!this.several) this.answers[key] = [id];
      else this.answers[key] = without.length < this.chosen.length ? without : [...this.chosen, id];
    },
  },
  template: /* html */ `
    <CardTitle :title="card.main_title" />
    <fieldset class="card-options" :disabled="dead">
      <legend>{{ several ? '可多选' : '单选' }}</legend>
      <label v-for="option in card.checkbox.option_list" :key="option.id">
        <input :type="several ? 'checkbox' : 'radio'" :name="group" :value="option.id" :checked="chosen.includes(option.id)"
          :data-testid="'option-' + option.id" @change="choose(option.id)" />
        <span>{{ option.text }}</span>
      </label>
    </fieldset>
    <CardSubmit :button="card.submit_button" :replaced="replaced" :busy="busy" :blocked="chosen.length === 0"
      @tap="$emit('tap', $event)" />`,
};

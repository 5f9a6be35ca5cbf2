import { api } from './api.js';
import { orToast } from './toasts.js';

const CONDITIONS = [
  ['on', '手机正常'],
  ['off', '手机关机'],
  ['out_of_area', '无法接通'],
  ['left', '已离职'],
];

/** 成员状态: whether calls get through to this person, and whether the person is still with the bank. */
export const Condition = {
  name: 'Condition',
  props: ['person'],
  setup: () => ({ CONDITIONS }),
  computed: {
    condition() {
      return this.person.left ? 'left' : this.person.phone;
    },
  },
  methods: {
    async choose({ target }) {
      const left = target.value === 'left';
      const phone = left ? this.person.phone : target.value;
      await orToast(() => api.setMember(this.person.userid, { phone, left }));
      target.value = this.condition;
    },
  },
  template: /* html */ `
    <select class="condition" :class="{ odd: condition !== 'on' }" :value="condition" :aria-label="person.name + '的状态'"
      :data-testid="'condition-' + person.userid" @change="choose">
      <option v-for="[value, words] in CONDITIONS" :key="value" :value="value">{{ words }}</option>
    </select>`,
};

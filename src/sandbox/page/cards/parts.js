import { openPhone } from '../desk.js';
import { personOf } from '../store.js';
import { leadsOn } from '../webviews.js';

const SOURCE_COLOURS = ['grey', 'black', 'red', 'green'];

/** Our policy loads no picture from another host, so a foreign one is drawn as a frame that names its host. */
const isOurs = (url) => new URL(url, location.href).origin === location.origin;
const hostOf = (url) => new URL(url, location.href).host;

/** 来源 and, in the corner, 右上角菜单. */
export const CardSource = {
  name: 'CardSource',
  props: ['source', 'menu'],
  emits: ['tap'],
  data: () => ({ isOpen: false }),
  methods: {
    isOurs,
    colour() {
      return SOURCE_COLOURS[this.source?.desc_color ?? 0] ?? 'grey';
    },
    leave({ currentTarget, relatedTarget }) {
      if (!currentTarget.contains(relatedTarget)) this.isOpen = false;
    },
    choose(key) {
      this.isOpen = false;
      this.$emit('tap', key);
    },
  },
  template: /* html */ `
    <header v-if="source?.desc || source?.icon_url || menu" class="card-source">
      <img v-if="source?.icon_url && isOurs(source.icon_url)" class="source-icon" :src="source.icon_url" alt="" />
      <span v-else-if="source?.desc" class="source-icon" aria-hidden="true">{{ source.desc.slice(0, 1) }}</span>
      <span class="source-desc" :class="'source-' + colour()">{{ source?.desc }}</span>
      <div v-if="menu" class="card-menu" @keydown.esc="isOpen = false" @focusout="leave">
        <button type="button" class="menu-dots" data-testid="card-menu" :aria-expanded="isOpen" :aria-label="menu.desc || '更多操作'"
          @click="isOpen = !isOpen">⋯</button>
        <div v-if="isOpen" class="menu-list">
          <p v-if="menu.desc" class="menu-desc">{{ menu.desc }}</p>
          <button v-for="action in menu.action_list" :key="action.key" type="button" :data-testid="'menu-' + action.key"
            @click="choose(action.key)">{{ action.text }}</button>
        </div>
      </div>
    </header>`,
};

/** 一级标题. With a card_action the whole card leads where it says. */
export const CardTitle = {
  name: 'CardTitle',
  props: ['title', 'action'],
  inject: ['open'],
  methods: { leadsOn },
  template: /* html */ `
    <div v-if="title?.title || title?.desc || action" class="card-title">
      <h3 v-if="title?.title">{{ title.title }}</h3>
      <p v-if="title?.desc">{{ title.desc }}</p>
      <button v-if="leadsOn(action)" type="button" class="whole-card" aria-label="打开卡片" data-testid="card-action"
        @click="open(action)"></button>
    </div>`,
};

/** 引用文献 */
export const CardQuote = {
  name: 'CardQuote',
  props: ['quote'],
  inject: ['open'],
  methods: { leadsOn },
  template: /* html */ `
    <component :is="leadsOn(quote) ? 'button' : 'div'" v-if="quote" class="card-quote" @click="leadsOn(quote) && open(quote)">
      <strong v-if="quote.title">{{ quote.title }}</strong>
      <span v-if="quote.quote_text">{{ quote.quote_text }}</span>
    </component>`,
};

/** 二级标题+文本 rows: plain, a link (1), a file (2) or a colleague (3). */
export const CardRows = {
  name: 'CardRows',
  props: ['rows'],
  inject: ['open'],
  methods: {
    leadsOn: (row) => row.type === 1,
    colleague: (row) => (row.type === 3 ? personOf(row.userid) : undefined),
    show: (person) => openPhone(person.userid),
  },
  template: /* html */ `
    <dl v-if="rows?.length" class="card-rows">
      <template v-for="(row, index) in rows" :key="index">
        <dt>{{ row.keyname }}</dt>
        <dd>
          <button v-if="leadsOn(row)" type="button" class="link" @click="open(row)">{{ row.value || row.url }}</button>
          <button v-else-if="colleague(row)" type="button" class="link" title="打开这位同事的手机" @click="show(colleague(row))">
            {{ row.value || colleague(row).name }}
          </button>
          <template v-else>{{ row.value }}</template>
        </dd>
      </template>
    </dl>`,
};

/** 跳转指引 */
export const CardJumps = {
  name: 'CardJumps',
  props: ['jumps'],
  inject: ['open'],
  methods: { leadsOn },
  template: /* html */ `
    <nav v-if="jumps?.length" class="card-jumps" aria-label="卡片链接">
      <template v-for="(jump, index) in jumps" :key="index">
        <button v-if="leadsOn(jump)" type="button" data-testid="card-jump" @click="open(jump)">{{ jump.title }}</button>
        <span v-else>{{ jump.title }}</span>
      </template>
    </nav>`,
};

/** 图片: ours as it is, a foreign one as a frame. */
export const CardPicture = {
  name: 'CardPicture',
  props: ['url', 'ratio'],
  methods: { isOurs, hostOf },
  template: /* html */ `
    <div class="card-picture" :style="{ aspectRatio: ratio || 1.3 }">
      <img v-if="isOurs(url)" :src="url" alt="" />
      <span v-else>图片 · {{ hostOf(url) }}</span>
    </div>`,
};

/** 下拉选择 */
export const CardSelect = {
  name: 'CardSelect',
  props: ['question', 'answers', 'dead'],
  computed: {
    chosen: {
      get() {
        return this.answers[this.question.question_key][0];
      },
      set(id) {
        this.answers[this.question.question_key] = [id];
      },
    },
  },
  template: /* html */ `
    <label class="card-select">
      <span class="select-title">{{ question.title || '请选择' }}</span>
      <select v-model="chosen" :disabled="dead || question.disable" :data-testid="'select-' + question.question_key">
        <option v-for="option in question.option_list" :key="option.id" :value="option.id" :data-testid="'option-' + option.id">{{ option.text }}</option>
      </select>
    </label>`,
};

/** 提交, or the words that took its place. */
export const CardSubmit = {
  name: 'CardSubmit',
  props: ['button', 'replaced', 'busy', 'blocked'],
  emits: ['tap'],
  template: /* html */ `
    <div class="card-buttons columns-1">
      <button v-if="replaced" type="button" class="card-button" disabled data-testid="button-replaced">{{ replaced }}</button>
      <button v-else type="button" class="card-button style-1" data-testid="submit" :disabled="blocked || busy !== null"
        :class="{ busy: busy !== null }" @click="$emit('tap', button.key)">{{ button.text || '提交' }}</button>
    </div>`,
};

import { JsonView } from './json-view.js';
import { indented, outcomeOf, peopleOf, titleOf, wireNameOf } from './log-words.js';
import { nameOf, store } from './store.js';
import { timeWithSeconds } from './time.js';

const SHOWN = 200;
const KINDS = [
  ['all', '全部'],
  ['call', '调用'],
  ['callback', '回调'],
];

/** 检查器: every call of the service and every callback to it, the newest first. */
export const Inspector = {
  name: 'Inspector',
  components: { JsonView },
  setup: () => ({ store, KINDS, titleOf, wireNameOf, outcomeOf, indented, timeWithSeconds }),
  data: () => ({ kind: 'all', who: '', oddOnly: false, hiddenUpTo: 0, chosen: null }),
  computed: {
    rows() {
      return store.log
        .filter((entry) => this.fits(entry))
        .slice(-SHOWN)
        .reverse();
    },
  },
  methods: {
    fits(entry) {
      if (entry.seq <= this.hiddenUpTo) return false;
      if (this.kind !== 'all' && entry.kind !== this.kind) return false;
      if (this.oddOnly && outcomeOf(entry).tone === 'good') return false;
      if (this.who === '') return true;
      const people = peopleOf(entry).map((userid) => userid.toLowerCase());
      return people.includes(this.who.toLowerCase()) || people.includes('@all');
    },
    names(entry) {
      const people = peopleOf(entry);
      const names = people.slice(0, 2).map(nameOf).join('、');
      return people.length > 2 ? `${names}等 ${people.length} 人` : names;
    },
    toggle(entry) {
      this.chosen = this.chosen === entry.seq ? null : entry.seq;
    },
    clear() {
      this.hiddenUpTo = store.log.at(-1)?.seq ?? 0;
    },
  },
  template: /* html */ `
    <section class="panel-page inspector" aria-label="检查器">
      <div class="filters">
        <div class="segments" role="group" aria-label="种类">
          <button v-for="[value, words] in KINDS" :key="value" type="button" :aria-pressed="kind === value" :data-testid="'log-kind-' + value"
            @click="kind = value">{{ words }}</button>
        </div>
        <select v-model="who" aria-label="按人筛选" data-testid="log-who">
          <option value="">所有人</option>
          <option v-for="person in store.people" :key="person.userid" :value="person.userid">{{ person.name }}</option>
        </select>
        <label class="check"><input v-model="oddOnly" type="checkbox" data-testid="log-odd" />仅异常</label>
        <button type="button" class="quiet" data-testid="log-clear" @click="clear">清空</button>
      </div>
      <p v-if="rows.length === 0" class="nothing">还没有往来。发一句话，或点一张卡片。</p>
      <ul class="log">
        <li v-for="entry in rows" :key="entry.seq" :class="{ chosen: chosen === entry.seq }">
          <button type="button" class="log-row" data-testid="log-row" :data-kind="entry.kind" :aria-expanded="chosen === entry.seq" @click="toggle(entry)">
            <span class="direction" :class="entry.kind" :title="entry.kind === 'call' ? '服务 → 企业微信' : '企业微信 → 服务'">{{
              entry.kind === 'call' ? '调用' : '回调'
            }}</span>
            <span class="log-words">
              <strong>{{ titleOf(entry) }}<em v-if="names(entry)">{{ names(entry) }}</em></strong>
              <small>{{ wireNameOf(entry) }}</small>
            </span>
            <span class="log-figures">
              <b :class="'tone-' + outcomeOf(entry).tone">{{ outcomeOf(entry).text }}</b>
              <small><em v-if="entry.attempt > 1">第 {{ entry.attempt }} 次</em>{{ entry.ms }} ms · {{ timeWithSeconds(entry.at) }}</small>
            </span>
          </button>
          <div v-if="chosen === entry.seq" class="log-detail" data-testid="log-detail">
            <p v-if="entry.note" class="note">{{ entry.note }}</p>
            <template v-if="entry.request !== undefined"><h4>请求</h4><JsonView :value="entry.request" /></template>
            <template v-if="entry.xml"><h4>解密后的消息</h4><pre class="code">{{ indented(entry.xml) }}</pre></template>
            <template v-if="entry.response !== undefined"><h4>应答</h4><JsonView :value="entry.response" /></template>
            <p v-else-if="entry.kind === 'callback'" class="note">HTTP {{ entry.status || '连接断开' }}</p>
          </div>
        </li>
      </ul>
    </section>`,
};

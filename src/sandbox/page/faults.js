import { api } from './api.js';
import { FAULT_GROUPS, faultLine } from './fault-words.js';
import { store } from './store.js';
import { orToast, toast } from './toasts.js';

const COUNTS = [
  [1, '1 次'],
  [3, '3 次'],
  [10, '10 次'],
  [null, '直到关闭'],
];

/** One kind of fault with its settings. */
const FaultSwitch = {
  name: 'FaultSwitch',
  props: ['fault', 'paths'],
  setup: () => ({ COUNTS }),
  data() {
    return { value: this.fault.value?.preset ?? null, path: '*', count: this.fault.whole ? null : 1 };
  },
  methods: {
    async turnOn() {
      const { kind, words, once, whole } = this.fault;
      const order = { kind, path: this.path, value: this.value === '' ? null : this.value };
      const done = await orToast(() => api.addFault({ ...order, count: whole ? null : this.count }));
      if (done && once) toast(words.replace('立即', '已经'));
    },
  },
  template: /* html */ `
    <form class="fault" :data-testid="'fault-' + fault.kind" @submit.prevent="turnOn">
      <div class="fault-words">
        <strong>{{ fault.words }}</strong>
        <small>{{ fault.says }}</small>
      </div>
      <button type="submit" class="button" :data-testid="'fault-' + fault.kind + '-on'">{{ fault.once ? '执行' : '开启' }}</button>
      <div v-if="!fault.once && !fault.whole" class="fault-settings">
        <label v-if="fault.value">{{ fault.value.label }}
          <input v-model.number="value" type="number" required :data-testid="'fault-' + fault.kind + '-value'" />
        </label>
        <select v-model="path" aria-label="对象" :data-testid="'fault-' + fault.kind + '-path'">
          <option v-for="each in paths" :key="each.path" :value="each.path">{{ each.words }}</option>
        </select>
        <select v-model="count" aria-label="次数" :data-testid="'fault-' + fault.kind + '-count'">
          <option v-for="[number, words] in COUNTS" :key="words" :value="number">{{ words }}</option>
        </select>
      </div>
    </form>`,
};

/** 故障: what can go wrong between the service and WeCom, switched on by hand. */
export const Faults = {
  name: 'Faults',
  components: { FaultSwitch },
  setup: () => ({ store, FAULT_GROUPS, faultLine }),
  methods: {
    clear: (id) => orToast(() => api.clearFault(id)),
    async clearAll() {
      for (const { id } of [...store.faults]) await this.clear(id);
    },
  },
  template: /* html */ `
    <section class="panel-page faults" aria-label="故障">
      <div class="active-faults" :class="{ some: store.faults.length > 0 }">
        <h3>已开启
          <button v-if="store.faults.length > 1" type="button" class="quiet" data-testid="fault-clear-all" @click="clearAll">全部关闭</button>
        </h3>
        <p v-if="store.faults.length === 0" class="dim">没有，一切正常。</p>
        <div v-for="fault in store.faults" :key="fault.id" class="active-fault" data-testid="fault-active" :data-kind="fault.kind">
          <span><strong>{{ faultLine(fault).words }}</strong><small>{{ faultLine(fault).detail }}</small></span>
          <small>{{ fault.remaining === null ? '直到关闭' : '还剩 ' + fault.remaining + ' 次' }}</small>
          <button type="button" class="quiet" data-testid="fault-clear" :aria-label="'关闭' + faultLine(fault).words" @click="clear(fault.id)">关闭</button>
        </div>
      </div>
      <div v-for="group in FAULT_GROUPS" :key="group.title" class="fault-group">
        <h3>{{ group.title }}</h3>
        <FaultSwitch v-for="fault in group.kinds" :key="fault.kind" :fault="fault" :paths="group.paths" />
      </div>
    </section>`,
};

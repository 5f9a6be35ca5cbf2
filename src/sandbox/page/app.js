import { computed, createApp } from './vendor/vue.js';

import { Clock } from './clock.js';
import { openPhone, show } from './desk.js';
import { Faults } from './faults.js';
import { follow } from './follow.js';
import { Group } from './group.js';
import { Inspector } from './inspector.js';
import { People } from './people.js';
import { Phone } from './phone.js';
import { isWide } from './screen.js';
import { now } from './sandbox-clock.js';
import { groupOf, personOf, store } from './store.js';
import { timeOf, weekdayOf } from './time.js';
import { Toasts } from './toasts.js';
import { Welcome } from './welcome.js';

const PANELS = [
  ['inspector', '检查器'],
  ['clock', '时钟'],
  ['faults', '故障'],
];
const TABS = [['people', '人员'], ['chat', '会话'], ...PANELS];

/** What is on the desk: phones and groups alike. */
const openChats = computed(() =>
  store.open.flatMap((id) => {
    const group = groupOf(id);
    const person = personOf(id);
    if (group) return [{ id, name: group.name, group }];
    return person ? [{ id, name: person.name, person }] : [];
  }),
);
const unreadTotal = computed(() => Object.values(store.unread).reduce((sum, count) => sum + count, 0));

/** How the service is, as far as WeCom can tell. */
const service = computed(() => {
  if (!store.online) return { tone: 'bad', words: '沙箱已断开' };
  if (store.callback.url === '') return { tone: 'odd', words: '未配置回调' };
  return store.callback.ok ? { tone: 'good', words: '服务正常' } : { tone: 'odd', words: '等待服务' };
});

const App = {
  components: { Clock, Faults, Group, Inspector, People, Phone, Toasts, Welcome },
  setup: () => ({
    store,
    now,
    isWide,
    PANELS,
    TABS,
    openChats,
    unreadTotal,
    service,
    show,
    openPhone,
    timeOf,
    weekdayOf,
  }),
  computed: {
    /** On a narrow screen only the phone that was chosen last is drawn. */
    phones: () => (isWide.value ? openChats.value : openChats.value.filter(({ id }) => id === store.current)),
    shown: () => (panel) => (isWide.value ? store.panel === panel : store.view === panel),
  },
  template: /* html */ `
    <header class="top">
      <img src="./icon.svg" alt="" width="26" height="26" />
      <h1>{{ store.appName || '诉达' }}<small>本地企业微信</small></h1>
      <span class="status" :class="'status-' + service.tone" role="status" data-testid="service" :title="store.callback.url">{{ service.words }}</span>
      <button v-if="store.faults.length" type="button" class="top-faults" @click="show('faults')">故障 {{ store.faults.length }}</button>
      <button v-if="isWide" type="button" data-testid="panel-toggle" :aria-pressed="store.panelOpen" @click="store.panelOpen = !store.panelOpen">工具</button>
      <button type="button" class="top-clock" title="沙箱时间" @click="show('clock')">{{ weekdayOf(now) }} {{ timeOf(now) }}</button>
    </header>
    <main v-if="store.ready" class="desk" :class="isWide ? 'wide' : 'narrow'">
      <People v-if="isWide || store.view === 'people'" />
      <div v-if="isWide || store.view === 'chat'" class="stage">
        <div v-if="!isWide && openChats.length > 1" class="phone-tabs" role="group" aria-label="已打开的手机">
          <button v-for="{ id, name } in openChats" :key="id" type="button" :aria-pressed="store.current === id"
            @click="openPhone(id, { focus: false })">{{ name }}<i v-if="store.unread[id]" class="dot"></i></button>
        </div>
        <div class="phones" :class="{ empty: phones.length === 0 }">
          <template v-for="{ id, person, group } in phones" :key="id">
            <Group v-if="group" :group="group" />
            <Phone v-else :person="person" />
          </template>
          <Welcome v-if="phones.length === 0" />
        </div>
      </div>
      <aside v-if="isWide ? store.panelOpen : !['people', 'chat'].includes(store.view)" class="panel" aria-label="沙箱工具">
        <div v-if="isWide" class="panel-tabs" role="group" aria-label="工具">
          <button v-for="[id, words] in PANELS" :key="id" type="button" :aria-pressed="store.panel === id" :data-testid="'tab-' + id"
            @click="show(id)">{{ words }}<i v-if="id === 'faults' && store.faults.length" class="dot"></i></button>
        </div>
        <Inspector v-if="shown('inspector')" />
        <Clock v-if="shown('clock')" />
        <Faults v-if="shown('faults')" />
      </aside>
    </main>
    <p v-else class="loading">{{ store.online ? '正在连接沙箱…' : '连不上沙箱，正在重试…' }}</p>
    <nav v-if="!isWide && store.ready" class="bottom-tabs" aria-label="主导航">
      <button v-for="[id, words] in TABS" :key="id" type="button" :aria-pressed="store.view === id" :data-testid="'tab-' + id" @click="show(id)">
        {{ words }}<i v-if="(id === 'people' && unreadTotal) || (id === 'faults' && store.faults.length)" class="dot"></i>
      </button>
    </nav>
    <Toasts />`,
};

createApp(App).mount('#app');
follow();

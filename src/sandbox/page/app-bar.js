import { api } from './api.js';
import { store } from './store.js';
import { orToast } from './toasts.js';
import { openHome, openPart } from './webviews.js';

/** What the client opens by itself when an item is chosen. */
const TARGETS = {
  view: ({ url }) => ({ type: 1, url }),
  view_miniprogram: ({ appid, pagepath }) => ({ type: 2, appid, pagepath }),
};

/** 应用菜单, and before it the 工作台, which leads to the app's home page. */
export const AppBar = {
  name: 'AppBar',
  props: ['person'],
  setup: () => ({ store, openHome }),
  data: () => ({ opened: null }),
  methods: {
    async choose(at, item) {
      this.opened = null;
      const { userid } = this.person;
      const chosen = await orToast(() => api.choose(userid, at));
      const target = TARGETS[item.type]?.(item);
      if (chosen && target) openPart(userid, target);
    },
    tapped(index, button) {
      if (!button.sub_button) return this.choose([index], button);
      this.opened = this.opened === index ? null : index;
    },
    leave({ currentTarget, relatedTarget }) {
      if (!currentTarget.contains(relatedTarget)) this.opened = null;
    },
  },
  template: /* html */ `
    <nav v-if="store.h5Url !== null || store.menu.length" class="app-bar" :aria-label="store.appName + '的菜单'" :data-testid="'menu-' + person.userid"
      @keydown.esc="opened = null" @focusout="leave">
      <div v-if="store.h5Url !== null">
        <button type="button" :data-testid="'workbench-' + person.userid" @click="openHome(person.userid)">
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 2.5h4v4h-4zm7 0h4v4h-4zm-7 7h4v4h-4zm7 0h4v4h-4z" /></svg>工作台
        </button>
      </div>
      <div v-for="(button, index) in store.menu" :key="index">
        <button type="button" :aria-expanded="button.sub_button ? opened === index : undefined" @click="tapped(index, button)">
          <svg v-if="button.sub_button" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 5h10M3 8h10M3 11h10" /></svg>{{ button.name }}
        </button>
        <div v-if="opened === index" class="app-bar-list">
          <button v-for="(item, place) in button.sub_button" :key="place" type="button" @click="choose([index, place], item)">{{ item.name }}</button>
        </div>
      </div>
    </nav>`,
};

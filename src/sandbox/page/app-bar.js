import { store } from './store.js';
import { openHome } from './webviews.js';

/** 工作台: to the app's home page. */
export const AppBar = {
  name: 'AppBar',
  props: ['person'],
  setup: () => ({ store, openHome }),
  template: /* html */ `
    <nav v-if="store.h5Url !== null" class="app-bar" :aria-label="store.appName + '的菜单'">
      <button type="button" :data-testid="'workbench-' + person.userid" @click="openHome(person.userid)">
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 2.5h4v4h-4zm7 0h4v4h-4zm-7 7h4v4h-4zm7 0h4v4h-4z" /></svg>工作台
      </button>
    </nav>`,
};

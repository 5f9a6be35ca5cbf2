import { store } from './store.js';
import { closeWebview } from './webviews.js';

/** 手机里的网页 or 小程序: over the chat, with the bar WeCom draws above it. */
export const Webview = {
  name: 'Webview',
  props: ['person', 'view'],
  data: () => ({ title: '', isLoading: true }),
  setup: () => ({ store }),
  mounted() {
    this.watcher = new MutationObserver(() => this.readTitle());
  },
  beforeUnmount() {
    this.watcher.disconnect();
    // A narrow screen draws one phone at a time: the page is found where it was left.
    const { pathname, search, hash } = this.$refs.frame.contentWindow.location;
    if (pathname.startsWith('/phone/')) this.view.src = `${pathname}${search}${hash}`;
  },
  methods: {
    onLoad() {
      this.isLoading = false;
      this.watcher.disconnect();
      const { head } = this.$refs.frame.contentDocument;
      this.watcher.observe(head, { childList: true, characterData: true, subtree: true });
      this.readTitle();
    },
    readTitle() {
      this.title = this.$refs.frame.contentDocument.title;
    },
    /** On the first page it leaves, as in WeCom. */
    back() {
      const { navigation } = this.$refs.frame.contentWindow;
      if (navigation?.canGoBack) navigation.back();
      else this.close();
    },
    close() {
      closeWebview(this.person.userid);
    },
  },
  template: /* html */ `
    <section class="webview" :class="{ mini: view.isMini }" role="dialog" :aria-label="person.name + '手机里的' + (view.isMini ? '小程序' : '网页')"
      :data-testid="'webview-' + person.userid">
      <header class="webview-bar">
        <button type="button" class="icon-button" aria-label="返回" :data-testid="'webview-back-' + person.userid" @click="back">
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m10 2.5-5.5 5.5 5.5 5.5" /></svg>
        </button>
        <h3 :data-testid="'webview-title-' + person.userid">{{ title || store.appName }}</h3>
        <span class="webview-capsule">
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 8h.01M8 8h.01M13 8h.01" /></svg>
          <button type="button" class="icon-button" aria-label="关闭" :data-testid="'webview-close-' + person.userid" @click="close">
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m3.5 3.5 9 9m0-9-9 9" /></svg>
          </button>
        </span>
        <i v-if="isLoading" class="webview-progress" aria-hidden="true"></i>
      </header>
      <iframe ref="frame" :src="view.src" :title="title || store.appName" :data-testid="'webview-page-' + person.userid" @load="onLoad"></iframe>
    </section>`,
};

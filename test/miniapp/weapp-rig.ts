import { createRequire } from 'node:module';
import { join } from 'node:path';
import { MINIAPP } from '../support/miniapp';
import type { Reply } from './stand-in';

/** 小程序运行环境: the built mini-program in miniprogram-simulate, with a `wx` that answers what the test says. */
export interface Weapp {
  /** Every request of the app, in order. */
  readonly requests: readonly WxRequest[];
  /** Pages it went to, `/pages/…`. */
  readonly visited: readonly string[];
  open(path: string, query?: Readonly<Record<string, string>>): Promise<WeappPage>;
}

export interface WeappPage {
  text(): string;
  /** Taps the button, or else the innermost element, of these words. */
  tap(words: string): Promise<void>;
  /** Types into the field of this name. */
  type(label: string, value: string): Promise<void>;
}

export interface WxRequest {
  readonly url: string;
  readonly method: string;
  readonly header: Readonly<Record<string, string>>;
  readonly data?: string;
}

export interface WxAnswers {
  /** `undefined`: nothing comes back. */
  request(request: WxRequest): Reply | undefined;
  /** The code of `wx.qy.login`; without it the app runs outside WeCom. */
  readonly code?: () => string | undefined;
}

/** As much of the DOM as is looked at. */
interface Element {
  readonly tagName: string;
  readonly textContent: string;
  readonly children: ArrayLike<Element>;
  readonly __wxElement?: unknown;
  innerHTML: string;
  closest(selector: string): Element | null;
  querySelectorAll(selector: string): ArrayLike<Element>;
}

interface Component {
  readonly instance: { onLoad?(query: object): void; onShow?(): void };
  attach(parent: unknown): void;
  triggerLifeTime(name: string): void;
}

interface Simulate {
  load(path: string, options: object): string;
  render(id: string, properties: object): Component;
}

interface Exparser {
  readonly Event: {
    create(name: string, detail: object, options: object): unknown;
    dispatchEvent(target: unknown, event: unknown): void;
  };
}

type Globals = Record<string, unknown> & { readonly wx: Record<string, unknown> };

/** One phone: what the app stored stays from one opening to the next. */
export function startWeapp(folder: string, answers: WxAnswers): Weapp {
  const requests: WxRequest[] = [];
  const visited: string[] = [];
  const wx = wxOf(answers, requests, visited);
  const body = prepareDom(createRequire(join(MINIAPP, 'package.json')));
  endlessTimersEndWithTheTest();
  return {
    requests,
    visited,
    open: async (path, query = {}) => {
      // The simulator registers each component once only: every opening is a cold start.
      jest.resetModules();
      const fromMiniapp = createRequire(join(MINIAPP, 'package.json'));
      body.innerHTML = '';
      const simulate = fromMiniapp('miniprogram-simulate') as Simulate;
      const exparser = fromMiniapp('miniprogram-exparser') as Exparser;
      startApp(fromMiniapp, folder, path, wx);
      const id = simulate.load(join(folder, path), { rootPath: folder, compiler: 'official' });
      const component = simulate.render(id, {});
      component.attach(body);
      component.instance.onLoad?.(query);
      component.triggerLifeTime('ready');
      component.instance.onShow?.();
      await settled();
      return pageOf(body, exparser);
    },
  };
}

function startApp(fromMiniapp: NodeRequire, folder: string, route: string, wx: object): void {
  const globals = globalThis as unknown as Globals;
  Object.assign(globals.wx, wx);
  let app: unknown;
  globals['Page'] = globals['Component'];
  globals['App'] = (made: unknown) => (app = made);
  globals['getApp'] = () => app;
  globals['getCurrentPages'] = () => [{ route }];
  fromMiniapp(join(folder, 'app.js'));
}

/** What tells the time anew, and what uni-app does after seconds, keeps no test from ending. */
function endlessTimersEndWithTheTest(): void {
  const [every, after] = [setInterval, setTimeout];
  globalThis.setInterval = (...args: Parameters<typeof every>) => every(...args).unref();
  globalThis.setTimeout = ((run: () => void, ms?: number) =>
    (ms ?? 0) < 1_000 ? after(run, ms) : after(run, ms).unref()) as typeof after;
}

/** What the simulator looks for as soon as it is loaded. */
function prepareDom(fromMiniapp: NodeRequire): Element {
  const { JSDOM } = fromMiniapp('jsdom') as {
    readonly JSDOM: new (
      html: string,
      options: object,
    ) => { readonly window: Record<string, unknown> & { readonly document: { readonly body: Element } } };
  };
  const { window } = new JSDOM('<!doctype html><body></body>', { url: 'http://localhost/' });
  const globals = globalThis as unknown as Record<string, unknown>;
  for (const name of ['document', 'HTMLElement', 'Node', 'Event', 'CustomEvent', 'MutationObserver']) {
    globals[name] = window[name];
  }
  globals['window'] = window;
  return window.document.body;
}

interface WxCallbacks {
  success?(result: object): void;
  fail?(error: object): void;
}

/** The parts of `wx` the app stands on; the phone's storage forgets with the test. */
function wxOf(
  { request, code }: WxAnswers,
  requests: WxRequest[],
  visited: string[],
): Record<string, unknown> {
  const stored = new Map<string, string>();
  const go = ({ url }: { readonly url: string }) => void visited.push(url);
  return {
    request: ({ success, fail, ...sent }: WxRequest & WxCallbacks) => {
      requests.push(sent);
      const reply = request(sent);
      setTimeout(() =>
        reply
          ? success?.({
              statusCode: reply.status ?? 200,
              header: reply.headers ?? {},
              data: JSON.stringify(reply.body),
            })
          : fail?.({ errMsg: 'request:fail' }),
      );
    },
    ...(code && {
      qy: {
        login: ({ success, fail }: WxCallbacks) => {
          const said = code();
          if (said === undefined) fail?.({});
          else success?.({ code: said });
        },
      },
    }),
    setStorage: ({ key, data, success }: WxCallbacks & { readonly key: string; readonly data: string }) => {
      stored.set(key, data);
      success?.({});
    },
    getStorage: ({ key, success, fail }: WxCallbacks & { readonly key: string }) => {
      const data = stored.get(key);
      if (data === undefined) fail?.({});
      else success?.({ data });
    },
    setStorageSync: (key: string, data: string) => void stored.set(key, data),
    getStorageSync: (key: string) => stored.get(key) ?? '',
    removeStorageSync: (key: string) => void stored.delete(key),
    getStorageInfoSync: () => ({ keys: [...stored.keys()] }),
    getNetworkType: ({ success }: WxCallbacks) => success?.({ networkType: 'wifi' }),
    onNetworkStatusChange: () => undefined,
    ...{ navigateTo: go, redirectTo: go, switchTab: go, navigateBack: () => void visited.push('back') },
    ...{ setNavigationBarTitle: () => undefined, showToast: () => undefined, pageScrollTo: () => undefined },
  };
}

/** Requests, their answers and what they draw take several turns. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
}

function pageOf(body: Element, { Event }: Exparser): WeappPage {
  const dispatch = async (target: Element, name: string, detail: object, options: object) => {
    Event.dispatchEvent(target.__wxElement, Event.create(name, detail, options));
    await settled();
  };
  const all = (selector: string) => Array.from(body.querySelectorAll(selector));
  const only = (found: Element | undefined, what: string): Element => {
    if (!found?.__wxElement) throw new Error(`not on the page: ${what}\n${body.textContent}`);
    return found;
  };
  return {
    text: () => body.textContent.replace(/\s+/g, ' '),
    tap: (words) => {
      const saying = all('*').filter(({ textContent }) => textContent.trim() === words);
      const target = saying.find(({ tagName }) => tagName === 'WX-BUTTON') ?? saying.at(-1);
      return dispatch(only(target, words), 'tap', {}, { bubbles: true, composed: true });
    },
    type: (label, value) => {
      const name = all('wx-text').find(({ textContent }) => textContent.trim() === label);
      const field = name?.closest('app-field, app-textarea');
      const input = field?.querySelectorAll('wx-input, wx-textarea')[0];
      return dispatch(only(input, label), 'input', { value }, { bubbles: false, composed: false });
    },
  };
}

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { MINIAPP } from '../support/miniapp';

/** 小程序运行环境: the built mini-program in miniprogram-simulate, with a `wx` that asks the real service. */
export interface Weapp {
  /** Every request of the app, in order. */
  readonly requests: readonly WxRequest[];
  /** Pages it went to, `/pages/…`. */
  readonly visited: readonly string[];
  /** What it gave to the viewer of the phone, in order. */
  readonly opened: readonly OpenedFile[];
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
  readonly data?: string | ArrayBuffer;
}

export interface OpenedFile {
  readonly fileType: string;
  /** The menu from which it could be sent on. */
  readonly showMenu: boolean;
  /** As the app downloaded it. */
  readonly bytes: Buffer;
}

export interface WxGround {
  /** Of the service, in the place of the one the app was built for. */
  readonly origin: string;
  /** The code of `wx.qy.login`; without it the app runs outside WeCom. */
  readonly code?: () => string;
}

/** What a mini-program is built for that was not told where the service is. */
const BUILT_FOR = 'http://127.0.0.1:3000';

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

/** All phones of a test draw on it, one after the other. */
let screen: Element | undefined;

/** One phone: what the app stored stays from one opening to the next. */
export function startWeapp(folder: string, ground: WxGround): Weapp {
  const requests: WxRequest[] = [];
  const visited: string[] = [];
  const opened: OpenedFile[] = [];
  const network = createNetwork(ground.origin, requests);
  const wx = wxOf(ground, network, { visited, opened });
  const body = (screen ??= prepareDom(createRequire(join(MINIAPP, 'package.json'))));
  return {
    requests,
    visited,
    opened,
    open: async (path, query = {}) => {
      const fromMiniapp = createRequire(join(MINIAPP, 'package.json'));
      forgetModules(fromMiniapp);
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
      await network.settled();
      return pageOf(body, exparser, network.settled);
    },
  };
}

/** The simulator registers each component once only: every opening is a cold start. */
function forgetModules({ cache }: NodeRequire): void {
  for (const file of Object.keys(cache)) if (file.startsWith(MINIAPP)) delete cache[file];
}

function startApp(fromMiniapp: NodeRequire, folder: string, route: string, wx: object): void {
  const globals = globalThis as unknown as Globals;
  // Of the phone before nothing is left.
  Object.assign(globals.wx, { qy: undefined }, wx);
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
  globalThis.setTimeout = ((...args: Parameters<typeof after>) =>
    (args[1] ?? 0) < 1_000 ? after(...args) : after(...args).unref()) as typeof after;
}

/** What the simulator looks for as soon as it is loaded. */
function prepareDom(fromMiniapp: NodeRequire): Element {
  const { JSDOM } = fromMiniapp('jsdom') as {
    readonly JSDOM: new (
      html: string,
      options: object,
    ) => { readonly window: Record<string, unknown> & { readonly document: { readonly body: Element } } };
  };
  endlessTimersEndWithTheTest();
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

interface Network {
  request(sent: WxRequest & WxCallbacks): void;
  download(sent: Pick<WxRequest, 'url' | 'header'> & WxCallbacks): void;
  /** 临时文件, by its path. */
  downloaded(path: string): Buffer;
  /** Requests, their answers and what they draw take several turns. */
  settled(): Promise<void>;
}

function createNetwork(origin: string, requests: WxRequest[]): Network {
  const ask = fetch;
  const files = new Map<string, Buffer>();
  let open = 0;
  const answerTo = ({ url, method, header, data }: WxRequest) => {
    const init = { ...{ method, headers: header }, ...(data !== undefined && { body: data }) };
    return ask(url.replace(BUILT_FOR, origin), init);
  };
  const send = (
    { success, fail, ...sent }: WxRequest & WxCallbacks,
    read: (answer: Response) => Promise<object>,
  ) => {
    requests.push(sent);
    open += 1;
    answerTo(sent)
      .then(read)
      .then(success, () => fail?.({ errMsg: 'request:fail' }))
      .finally(() => (open -= 1));
  };
  return {
    request: (sent) =>
      send(sent, async (answer) => {
        const header = Object.fromEntries(answer.headers);
        return { statusCode: answer.status, header, data: await answer.text() };
      }),
    download: (sent) =>
      send({ ...sent, method: 'GET' }, async (answer) => {
        const tempFilePath = `wxfile://tmp_${files.size}`;
        files.set(tempFilePath, Buffer.from(await answer.arrayBuffer()));
        return { statusCode: answer.status, tempFilePath };
      }),
    downloaded: (path) => files.get(path) ?? Buffer.alloc(0),
    settled: async () => {
      for (let quiet = 0; quiet < 30; quiet = open === 0 ? quiet + 1 : 0)
        await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

/** The parts of `wx` the app stands on; the phone's storage forgets with the test. */
function wxOf(
  { code }: WxGround,
  { request, download, downloaded }: Network,
  { visited, opened }: { readonly visited: string[]; readonly opened: OpenedFile[] },
): Record<string, unknown> {
  const stored = new Map<string, string>();
  const go = ({ url }: { readonly url: string }) => void visited.push(url);
  return {
    request,
    downloadFile: download,
    openDocument: ({ filePath, ...how }: Omit<OpenedFile, 'bytes'> & { readonly filePath: string }) =>
      void opened.push({ ...how, bytes: downloaded(filePath) }),
    ...(code && {
      qy: {
        login: ({ success }: WxCallbacks) => success?.({ code: code() }),
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

function pageOf(body: Element, { Event }: Exparser, settled: () => Promise<void>): WeappPage {
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

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { MINIAPP } from '../support/miniapp';
import type { Reply } from './stand-in';

/** 小程序运行环境: the built mini-program in miniprogram-simulate, with a `wx` that answers what the test says. */
export interface Weapp {
  /** Every request of the app. */
  readonly requests: readonly WxRequest[];
  /** Pages it went to, `/pages/…`. */
  readonly visited: readonly string[];
  open(path: string, query?: Readonly<Record<string, string>>): Promise<WeappPage>;
}

export interface WeappPage {
  text(): string;
  /** Taps the innermost element of these words. */
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
  request(request: WxRequest): Reply | undefined;
  /** `undefined`: the app runs outside WeCom. */
  qyLogin?(): { readonly code?: string } | 'fails';
}

interface Component {
  readonly instance: {
    onLoad?(query: object): void;
    onShow?(): void;
  };
  readonly dom: HTMLElement;
  attach(parent: unknown): void;
  triggerLifeTime(name: string): void;
}

interface Simulate {
  load(path: string, options: object): string;
  render(id: string, properties: object): Component;
}

type Globals = Record<string, unknown> & { wx: Record<string, unknown> };

/** Only once in a test file: the app keeps what it knows in its modules, as a phone does. */
export function startWeapp(folder: string, answers: WxAnswers): Weapp {
  const fromMiniapp = createRequire(join(MINIAPP, 'package.json'));
  const { JSDOM } = fromMiniapp('jsdom') as typeof import('jsdom');
  const { window } = new JSDOM('<!doctype html><body></body>', { url: 'http://localhost/' });
  const globals = globalThis as unknown as Globals;
  for (const name of ['document', 'HTMLElement', 'Node', 'Event', 'CustomEvent', 'MutationObserver']) {
    globals[name] = (window as unknown as Record<string, unknown>)[name];
  }
  globals['window'] = window;
  const simulate = fromMiniapp('miniprogram-simulate') as Simulate;

  const requests: WxRequest[] = [];
  const visited: string[] = [];
  Object.assign(globals.wx, wxOf(answers, requests, visited));
  globals['Page'] = globals['Component'];
  globals['App'] = (app: unknown) => app;
  globals['getApp'] = () => undefined;
  let route = '';
  globals['getCurrentPages'] = () => [{ route }];
  fromMiniapp(join(folder, 'app.js'));

  return {
    requests,
    visited,
    open: async (path, query = {}) => {
      route = path;
      window.document.body.innerHTML = '';
      const component = simulate.render(
        simulate.load(join(folder, path), { rootPath: folder, compiler: 'simulate' }),
        {},
      );
      component.attach(window.document.body);
      component.instance.onLoad?.(query);
      component.triggerLifeTime('ready');
      component.instance.onShow?.();
      await settled();
      return pageOf(window.document.body, window as unknown as { readonly CustomEvent: typeof CustomEvent });
    },
  };
}

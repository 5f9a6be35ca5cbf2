import { setMaxListeners } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import Koa from 'koa';
import { Agent } from 'undici';

import { createBus, type Bus } from './bus';
import { CallLog } from './call-log';
import { Callbacks, type Delivery, type UrlVerification } from './callbacks';
import { Chats } from './chats';
import { SandboxClock, type TimeSource } from './clock';
import { Directory } from './directory';
import { Duplicates } from './duplicates';
import { Faults } from './faults';
import { Groups, type GroupConfig } from './groups';
import { WECOM_LIMITS, type Limits } from './limits';
import { LoginCodes } from './login-codes';
import { MemberActs, type Selection } from './member-acts';
import { Menu } from './menu';
import type { CallbackConfig, ChatMessage, ClockReading, DirectoryData, LogEntry } from './model';
import { openPlatform } from './open-platform';
import { pageApi, refusalsAsJson } from './page-api';
import { pageFiles } from './page-files';
import { pageGate } from './page-gate';
import { Quotas } from './quotas';
import { ResponseCodes } from './response-codes';
import { SentMessages } from './sent-messages';
import { Snapshot } from './snapshot';
import { Tokens } from './tokens';
import { VoiceCalls, type Telephone, type VoiceService } from './voice-calls';
import { waitForMessage } from './wait-for';
import { isOfNetwork, webview } from './webview';
import { wecomApi } from './wecom-api';
import type { World } from './world';

export interface SandboxOptions {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** 127.0.0.1 unless said otherwise. */
  readonly host?: string;
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  /** null: no receive URL yet; `setCallback` gives one later. */
  readonly callback: CallbackConfig | null;
  readonly directory: DirectoryData;
  /** 诉达 unless said otherwise. */
  readonly appName?: string;
  /** Real time unless said otherwise. */
  readonly clock?: TimeSource;
  /** Told whenever the clock was pushed, so that the service can be moved along. */
  readonly onClock?: (reading: ClockReading) => void;
  readonly snapshotFile?: string;
  readonly limits?: Partial<Limits>;
  /** 紧急通知: on unless said otherwise. */
  readonly voice?: VoiceService;
  /** 群 with a webhook (消息推送); none unless given. */
  readonly groups?: readonly GroupConfig[];
  /** 应用主页; its host is the app's 可信域名. None unless given; `setH5Url` gives one later. */
  readonly h5Url?: string;
  /** 关联的小程序; none unless given. */
  readonly weapp?: { readonly appid: string };
}

/** 本地企业微信: a running sandbox. Acts throw a ClientRefusal where WeCom's client would not let the member. */
export interface Sandbox {
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  readonly clock: SandboxClock;
  /** Resolves, like the acts below, when the callback was answered, given up, or has to wait. */
  say(userid: string, text: string): Promise<Delivery>;
  /** On the member's newest card with this task_id; null when the button is a link. */
  tap(userid: string, taskId: string, key: string, selected?: Selection): Promise<Delivery | null>;
  enter(userid: string): Promise<Delivery>;
  /** 点应用菜单 of this key. */
  click(userid: string, key: string): Promise<Delivery>;
  /** Opens a link of 网页授权 on the member's phone: the address WeCom's webview goes on to, code and state in its query. */
  authorize(userid: string, link: string): string;
  /** wx.qy.login in the mini-program on the member's phone: its code. */
  qyLogin(userid: string): string;
  chat(userid: string): readonly ChatMessage[];
  /** What this webhook has pushed, oldest first; empty when there is no such key. */
  group(key: string): readonly ChatMessage[];
  /** 接听 the voice call that rings. */
  answer(userid: string): void;
  /** 拒接 the call that rings, or 挂断 in mid-call. */
  hangUp(userid: string): void;
  /** For the calls to come. */
  setPhone(userid: string, phone: Telephone): void;
  /** 离职: nothing reaches this member any more. */
  leave(userid: string): void;
  /** The first message, old or new, that fits. Rejects after `timeoutMs` (5000). */
  waitFor(
    userid: string,
    predicate: (message: ChatMessage) => boolean,
    timeoutMs?: number,
  ): Promise<ChatMessage>;
  calls(): readonly LogEntry[];
  callbacks(): readonly Delivery[];
  setCallback(config: CallbackConfig | null): void;
  setH5Url(url: string | null): void;
  verifyUrl(): Promise<UrlVerification>;
  close(): Promise<void>;
}

/** Starts a WeCom (企业微信) of our own: its API, its callbacks, and the page to play with. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const bus = createBus();
  const world = createWorld(options, bus);
  const snapshot = new Snapshot(options.snapshotFile, world);
  snapshot.load();
  const stopping = new AbortController();
  // Every callback on its way listens for the end; how many there are is up to the people in the page.
  setMaxListeners(0, stopping.signal);
  const callbacks = new Callbacks(world, stopping.signal);
  const acts = new MemberActs(world, callbacks);
  watch(bus, world, callbacks, snapshot, options);

  // A page of the service may keep a stream open for as long as it is shown.
  const network = new Agent({ bodyTimeout: 0 });
  const app = koaApp(world, acts, callbacks, bus, host, network);
  const server = await listen(app, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    faults: world.faults,
    clock: world.clock,
    say: async (userid, text) => acts.say(userid, text),
    tap: async (userid, taskId, key, selected) =>
      acts.tap(userid, acts.cardOf(userid, taskId).id, key, selected),
    enter: async (userid) => acts.enter(userid),
    click: async (userid, key) => acts.click(userid, key),
    authorize: (userid, link) => acts.authorize(userid, new URL(link)).href,
    qyLogin: (userid) => acts.qyLogin(userid),
    chat: (userid) => world.chats.of(idOf(world, userid)),
    group: (key) => world.groups.pushedBy(key) ?? [],
    answer: (userid) => acts.answer(userid),
    hangUp: (userid) => acts.hangUp(userid),
    setPhone: (userid, phone) => acts.setPhone(userid, phone),
    leave: (userid) => acts.setLeft(userid, true),
    waitFor: (userid, predicate, timeoutMs = 5000) =>
      waitForMessage(world.chats, bus, idOf(world, userid), predicate, timeoutMs),
    calls: () => world.log.after(0).filter((entry) => entry.kind === 'call'),
    callbacks: () => callbacks.list(),
    setCallback: (config) => {
      world.callback = config;
    },
    setH5Url: (url) => {
      world.h5Url = url;
      bus.emit('home', { h5Url: url });
    },
    verifyUrl: () => callbacks.verifyUrl(),
    close: async () => {
      stopping.abort();
      await closed(server);
      await network.destroy();
      snapshot.close();
    },
  };
}

function createWorld(options: SandboxOptions, bus: Bus): World {
  const limits: Limits = { ...WECOM_LIMITS, ...options.limits };
  const clock = new SandboxClock(options.clock ?? Date);
  const tokens = new Tokens(options, limits.tokenSeconds, clock);
  return {
    app: {
      corpId: options.corpId,
      agentId: options.agentId,
      secret: options.secret,
      appName: options.appName ?? '诉达',
    },
    limits,
    clock,
    directory: new Directory(options.directory),
    tokens,
    codes: new ResponseCodes(limits.responseCodeMs, clock),
    webCodes: new LoginCodes(limits.loginCodeMs, clock),
    miniCodes: new LoginCodes(limits.loginCodeMs, clock),
    quotas: new Quotas(limits, options.directory.people.length, clock),
    duplicates: new Duplicates(clock, limits.duplicateSecondsMax),
    sent: new SentMessages(),
    chats: new Chats(clock, (userid, message) => bus.emit('chat', { userid, message })),
    voice: options.voice ?? 'on',
    calls: new VoiceCalls(limits, clock, (call) => bus.emit('call', call)),
    groups: new Groups(options.groups ?? [], limits, clock, (id, message) =>
      bus.emit('group', { id, message }),
    ),
    menu: new Menu((menu) => bus.emit('menu', { menu })),
    log: new CallLog(limits.logEntries, (entry) => bus.emit('log', { entry })),
    faults: new Faults(
      (faults) => bus.emit('faults', { faults }),
      () => tokens.expire(),
    ),
    onMember: (change) => bus.emit('member', change),
    callback: options.callback,
    h5Url: options.h5Url ?? null,
    weappId: options.weapp?.appid ?? null,
  };
}

function watch(
  bus: Bus,
  world: World,
  callbacks: Callbacks,
  snapshot: Snapshot,
  { onClock }: SandboxOptions,
): void {
  world.clock.onAdvance((reading) => bus.emit('clock', reading));
  if (onClock !== undefined) bus.on('clock', onClock);
  bus.on('faults', () => void callbacks.resume());
  const kept = ['chat', 'group', 'call', 'member', 'menu', 'log', 'clock'] as const;
  for (const event of kept) bus.on(event, () => snapshot.touch());
}

function koaApp(
  world: World,
  acts: MemberActs,
  callbacks: Callbacks,
  bus: Bus,
  host: string,
  network: Agent,
): Koa {
  const app = new Koa();
  // Who goes away in the middle of a request is no fault of ours.
  app.on('error', (error: Error) => isOfNetwork(error) || app.onerror(error));
  app.use(wecomApi(world));
  app.use(openPlatform(world));
  app.use(pageGate(host));
  app.use(webview(world, acts, network));
  app.use(refusalsAsJson);
  app.use(pageApi(world, acts, callbacks, bus));
  app.use(pageFiles());
  return app;
}

function listen(app: Koa, port: number, host: string): Promise<Server> {
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const idOf = ({ directory }: World, userid: string): string => directory.known(userid)?.userid ?? userid;

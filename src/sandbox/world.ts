import type { SandboxEvents } from './bus';
import type { CallLog } from './call-log';
import type { Chats } from './chats';
import type { SandboxClock } from './clock';
import type { Directory } from './directory';
import type { Duplicates } from './duplicates';
import type { Faults } from './faults';
import type { Groups } from './groups';
import type { Limits } from './limits';
import type { LoginCodes } from './login-codes';
import type { Menu } from './menu';
import type { CallbackConfig, Json } from './model';
import type { Quotas } from './quotas';
import type { ResponseCodes } from './response-codes';
import type { SentMessages } from './sent-messages';
import type { Tokens } from './tokens';
import type { VoiceCalls, VoiceService } from './voice-calls';

/** 自建应用 the sandbox plays WeCom for. */
export interface AppIdentity {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  readonly appName: string;
}

/** Everything the sandbox knows, handed to each call. Only `callback` and `h5Url` are ever replaced. */
export interface World {
  readonly app: AppIdentity;
  readonly limits: Limits;
  readonly clock: SandboxClock;
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly codes: ResponseCodes;
  readonly webCodes: LoginCodes;
  readonly miniCodes: LoginCodes;
  readonly quotas: Quotas;
  readonly duplicates: Duplicates;
  readonly sent: SentMessages;
  readonly chats: Chats;
  readonly voice: VoiceService;
  readonly calls: VoiceCalls;
  readonly groups: Groups;
  readonly menu: Menu;
  readonly log: CallLog;
  readonly faults: Faults;
  /** Told when a member's phone was switched, or the member left or came back. */
  readonly onMember: (change: SandboxEvents['member']) => void;
  /** null: no receive URL is configured in the admin console. */
  callback: CallbackConfig | null;
  /** 应用主页, whose host is the app's 可信域名; null: the app has neither. */
  h5Url: string | null;
  /** The appid of the mini-program associated with the app; null: none is. */
  readonly weappId: string | null;
}

/** A call to /cgi-bin as it came in: GET has an empty body. */
export interface ApiRequest {
  readonly query: URLSearchParams;
  readonly raw: string;
  readonly body: Json;
}

/** What is answered with errcode 0, and what the log says about it. */
export interface ApiAnswer {
  readonly body: Json;
  readonly note?: string;
}

export type ApiCall = (request: ApiRequest, world: World) => ApiAnswer;

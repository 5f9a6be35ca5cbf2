/** Any JSON object as it came over the wire. */
export type Json = Readonly<Record<string, unknown>>;

/** 部门 as WeCom's directory knows it; the root is 1. */
export interface Department {
  readonly id: number;
  readonly name: string;
  readonly parentid: number;
}

/** 成员. `department` holds the ids of every department the person belongs to, the main one first. */
export interface Person {
  readonly userid: string;
  readonly name: string;
  readonly department: readonly number[];
  readonly position: string;
  readonly avatar?: string;
  readonly direct_leader?: readonly string[];
}

/** 通讯录 handed to the sandbox. */
export interface DirectoryData {
  readonly departments: readonly Department[];
  readonly people: readonly Person[];
}

/** 接收消息服务器配置: where and under which secrets WeCom calls the service back. */
export interface CallbackConfig {
  readonly url: string;
  readonly token: string;
  readonly aesKey: string;
}

/** What has become of a member's copy of a card. */
export interface CardState {
  /** The greyed label (replace_name, replace_text); its presence means the buttons are dead. */
  readonly disabledButtons?: string;
  readonly updatedAt?: number;
  /** The key this member tapped last. */
  readonly tapped?: string;
}

/** One line of the chat between a member and the app, or of a group, as a member sees it. */
export interface ChatMessage {
  readonly id: string;
  readonly at: number;
  readonly from: 'member' | 'app';
  readonly kind: 'text' | 'markdown' | 'card' | 'system';
  readonly content?: string;
  readonly card?: Json;
  readonly taskId?: string;
  readonly state?: CardState;
  /** Whom a line in a group calls (@): userids, phone numbers, or @all. */
  readonly mentioned?: readonly string[];
}

/** A call the service made, or one attempt of a callback to it. Tokens and secrets are masked. */
export interface LogEntry {
  readonly seq: number;
  readonly at: number;
  readonly kind: 'call' | 'callback';
  readonly path?: string;
  readonly event?: string;
  readonly userid?: string;
  /** The HTTP status; 0 when the connection was cut or never stood. */
  readonly status: number;
  readonly errcode?: number;
  readonly ms: number;
  readonly attempt?: number;
  readonly request?: unknown;
  readonly response?: unknown;
  /** The inner XML in the clear. */
  readonly xml?: string;
  readonly note?: string;
}

/** The reading of the sandbox's clock. */
export interface ClockReading {
  readonly now: number;
  readonly offsetMs: number;
}

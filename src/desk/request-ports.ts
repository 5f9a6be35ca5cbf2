import type { Alert } from '../domain/alert';
import type { Broadcast, Receipt } from '../domain/broadcast';
import type { Complaint } from '../domain/complaint';
import type { Org, Person } from '../domain/org';
import type { State } from '../domain/vocabulary';

/** 列表要哪些: open ones alone, those the person registered, those in a state; `after` is the last of the page before. */
export interface Listing {
  readonly open?: true;
  readonly filed?: true;
  readonly state?: State;
  readonly after?: { readonly receivedAt: Date; readonly id: string };
  readonly limit: number;
}

/** What a request was answered with; told again when the same request comes again. */
export interface KeptAnswer {
  /** Of what was asked: the same key with another question is a mistake of the caller. */
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
  readonly version?: number;
}

/** 小程序的请求 in a transaction. */
export interface RequestVerbs {
  /** 案件列表: those this person may list (6.6), the latest receipt first. */
  listed(person: Person, org: Org, which: Listing): Promise<readonly Complaint[]>;
  /** 发给他的重要通知 (R62), the latest first. */
  noticesTo(
    userId: string,
    limit: number,
  ): Promise<readonly { readonly broadcast: Broadcast; readonly receipt: Receipt }[]>;
  /** 已读确认, without the card: false when it was not sent to them. */
  readNotice(id: string, userId: string, at: Date): Promise<boolean>;
  /** 没有回应的紧急通知 (R63): those that go on. */
  openAlerts(limit: number): Promise<readonly Alert[]>;
  /** Keeps the answer of a request that was taken. */
  keepAnswer(id: string, answer: KeptAnswer): Promise<void>;
}

/** 已答复的请求: kept for a day. */
export interface Answers {
  find(id: string): Promise<KeptAnswer | undefined>;
}

/** 会话: who is logged in on one device. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly device: Device;
}
export type Device = 'weapp' | 'h5';

export interface Sessions {
  /** Begins one; the token is told this once and kept only as a digest. */
  begin(userId: string, device: Device, at: Date): Promise<string>;
  /** Whose token it is. `next` replaces it from now on, the old one stays good for a moment. */
  check(token: string, at: Date): Promise<{ readonly session: Session; readonly next?: string } | undefined>;
  end(id: string): Promise<void>;
  /** 退出全部设备. */
  endAll(userId: string): Promise<void>;
}

/** 登录途中: one login by OAuth2, bound to the browser that began it and good once. */
export interface LoginStates {
  /** `nonce` stays with the browser, `state` travels; `to` is the page it goes on to. */
  begin(to: string, at: Date): Promise<{ readonly state: string; readonly nonce: string }>;
  take(state: string, nonce: string, at: Date): Promise<{ readonly to: string } | undefined>;
}

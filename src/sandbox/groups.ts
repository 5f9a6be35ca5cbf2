import type { TimeSource } from './clock';
import type { Limits } from './limits';
import type { ChatMessage } from './model';
import { WeComError } from './wecom-error';

const MINUTE = 60_000;

/** 群 with a 消息推送 (webhook): `key` is its secret, and stays inside. Names differ. */
export interface GroupConfig {
  readonly name: string;
  readonly key: string;
  /** on unless said otherwise; disabled (已停用) and not_in_group (已移出群) take nothing. */
  readonly state?: 'on' | 'disabled' | 'not_in_group';
}

export type GroupContent = Pick<ChatMessage, 'kind' | 'content' | 'card' | 'mentioned'>;

interface Group extends GroupConfig {
  /** What the page calls it by. */
  readonly id: string;
  messages: readonly ChatMessage[];
  sentAt: readonly number[];
  blockedUntil: number;
}

/** 群聊 as its members see it: what the webhook pushed, oldest first. */
export class Groups {
  private readonly groups: readonly Group[];

  constructor(
    configs: readonly GroupConfig[],
    private readonly limits: Limits,
    private readonly clock: TimeSource,
    private readonly onMessage: (id: string, message: ChatMessage) => void,
  ) {
    this.groups = configs.map((config, index) => ({
      ...config,
      id: String(index + 1),
      messages: [],
      sentAt: [],
      blockedUntil: 0,
    }));
  }

  list(): readonly { readonly id: string; readonly name: string }[] {
    return this.groups.map(({ id, name }) => ({ id, name }));
  }

  /** undefined when there is no such group. */
  messagesOf(id: string): readonly ChatMessage[] | undefined {
    return this.groups.find((group) => group.id === id)?.messages;
  }

  /** undefined when no webhook has this key. */
  pushedBy(key: string): readonly ChatMessage[] | undefined {
    return this.groups.find((group) => group.key === key)?.messages;
  }

  /** The group this key may write to now: 93000, 93004, 93008, or 45009 beyond 20 a minute and for a minute after. */
  admit(key: string): Group {
    const group = this.groups.find((each) => each.key === key);
    if (group === undefined) throw new WeComError(93000, 'invalid webhook url');
    if (group.state === 'disabled') throw new WeComError(93004, 'the webhook is disabled');
    if (group.state === 'not_in_group') throw new WeComError(93008, 'the webhook is not in the group');
    const now = this.clock.now();
    if (now < group.blockedUntil) throw new WeComError(45009, 'api freq out of limit');
    group.sentAt = group.sentAt.filter((at) => at > now - MINUTE);
    if (group.sentAt.length >= this.limits.perWebhookMinute) {
      group.blockedUntil = now + MINUTE;
      throw new WeComError(45009, 'api freq out of limit');
    }
    return group;
  }

  push(group: Group, content: GroupContent): void {
    const now = this.clock.now();
    const message: ChatMessage = {
      id: `g${group.messages.length + 1}`,
      at: now,
      from: 'app',
      ...content,
    };
    group.sentAt = [...group.sentAt, now];
    group.messages = [...group.messages, message];
    this.onMessage(group.id, message);
  }

  /** By name: the keys are not written down. */
  dump(): readonly [name: string, messages: readonly ChatMessage[]][] {
    return this.groups.map(({ name, messages }) => [name, messages]);
  }

  restore(kept: ReturnType<Groups['dump']>): void {
    const messages = new Map(kept);
    for (const group of this.groups) group.messages = messages.get(group.name) ?? [];
  }
}

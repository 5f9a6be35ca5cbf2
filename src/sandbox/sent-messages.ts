import type { Json } from './model';

/** One accepted message/send: who it was for, and what it can still be used for. */
export interface SentMessage {
  readonly msgid: string;
  readonly at: number;
  readonly recipients: readonly string[];
  readonly taskId: string | null;
  /** The card as it was sent, or null for other messages. */
  readonly card: Json | null;
  readonly recalled: boolean;
}

/** 已发消息 by msgid, and every task_id the app ever used. */
export class SentMessages {
  private readonly byId = new Map<string, SentMessage>();
  private readonly taskIds = new Set<string>();
  private last = 0;

  nextMsgid(): string {
    this.last += 1;
    return `sandbox-msg-${this.last}`;
  }

  isTaken(taskId: string): boolean {
    return this.taskIds.has(taskId);
  }

  keep(message: SentMessage): void {
    this.byId.set(message.msgid, message);
    if (message.taskId !== null) this.taskIds.add(message.taskId);
  }

  find(msgid: string): SentMessage | undefined {
    return this.byId.get(msgid);
  }

  dump(): { readonly last: number; readonly messages: readonly SentMessage[] } {
    return { last: this.last, messages: [...this.byId.values()] };
  }

  restore({ last, messages }: ReturnType<SentMessages['dump']>): void {
    this.last = last;
    for (const message of messages) this.keep(message);
  }
}

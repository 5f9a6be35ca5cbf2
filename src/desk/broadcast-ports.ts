import type { Broadcast, Receipt } from '../domain/broadcast';

/** 一批: one message to up to a thousand people. */
export interface Batch {
  readonly id: string;
  readonly broadcast: string;
  readonly userIds: readonly string[];
  readonly taskId: string;
  readonly status: 'pending' | 'sent' | 'failed';
  readonly createdAt: Date;
  /** The first try of which nobody knows whether it got through; from then on its people are fixed. */
  readonly triedAt?: Date;
}

/** 重要通知 in a transaction. */
export interface BroadcastVerbs {
  broadcast(id: string): Promise<Broadcast | undefined>;
  /** Writes one that begins, with its batches; it is looked at again when confirmations are due. */
  announce(broadcast: Broadcast, batches: readonly Pick<Batch, 'userIds' | 'taskId'>[]): Promise<void>;
  receiptsOf(id: string): Promise<readonly Receipt[]>;
  /** Somebody read it, by the card of this task_id; undefined when it was not sent to them. The code redraws their card. */
  confirmRead(
    tap: { readonly taskId: string; readonly by: string; readonly responseCode: string },
    at: Date,
  ): Promise<Receipt | undefined>;
  /** These are to be called by this person. */
  askToCall(id: string, userIds: readonly string[], by: string, at: Date): Promise<void>;
  /** These were called and reached, of those this person was asked to call. */
  called(id: string, userIds: readonly string[], by: string, at: Date): Promise<void>;
  /** Looked at again at that moment; never, when there is none. Throws on a conflict. */
  lookAgain(broadcast: Broadcast, at: Date | undefined): Promise<void>;
}

/** 重要通知, as its jobs read and write it. */
export interface Broadcasts {
  broadcast(id: string): Promise<Broadcast | undefined>;
  batch(id: string): Promise<Batch | undefined>;
  /** Leaves those who have no room now to a batch of their own, due later; the rest is tried from now on. */
  tried(
    batch: Batch,
    later: { readonly userIds: readonly string[]; readonly at: Date },
    at: Date,
  ): Promise<void>;
  /** Accepted by WeCom but for `unreached` (in lower case), who are to be called. */
  sent(
    batch: Batch,
    answer: { readonly msgId?: string; readonly unreached: readonly string[] },
    at: Date,
  ): Promise<void>;
  /** WeCom will never take it. */
  failed(batch: Batch, failure: string, at: Date): Promise<void>;
  /** The card to be redrawn, and the code for it. */
  confirmed(receiptId: string): Promise<(Receipt & { readonly responseCode?: string }) | undefined>;
  redrawn(receiptId: string, outcome: 'done' | 'lost'): Promise<void>;
}

/** 批量发送余量: who of these has room for one more message; the others may ask again after `waitMs`. */
export type BulkRoom = (userIds: readonly string[]) => Promise<{
  readonly room: readonly string[];
  readonly later: readonly string[];
  readonly waitMs: number;
}>;

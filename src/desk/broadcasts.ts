import {
  announce,
  batchesOf,
  callerOf,
  isToBeCalled,
  peopleOf,
  type Audience,
  type Broadcast,
  type Receipt,
} from '../domain/broadcast';
import { shanghaiDate } from '../domain/calendar';
import { projectNo } from '../domain/number';
import type { Org, Person } from '../domain/org';
import type { Rules } from '../domain/rules';
import { isRefusal, refuse, type Refusal } from '../domain/ruling';
import type { Transaction } from './ports';

/** 呼叫单: whom one person is asked to call. */
export interface CallList {
  readonly by: string;
  readonly userIds: readonly string[];
}

/** What a look at a broadcast came to. */
export interface Chased {
  readonly broadcast: Broadcast;
  readonly receipts: readonly Receipt[];
  readonly lists: readonly CallList[];
  /** Confirmations were due just now: the sender is told who is silent. */
  readonly isDue: boolean;
}

/** 重要通知 (R62). */
export interface BroadcastActs {
  announce(
    audience: Audience,
    text: string,
    by: Person,
    taskId: (no: number) => string,
  ): Promise<Broadcast | Refusal>;
  /** 追问: who did not get it, or stayed silent, is to be called, up to `atOnce` at a time by one person. */
  chase(id: string, atOnce: number): Promise<Chased | undefined>;
  /** 已告知: these were reached by telephone; the next ones are asked for. How many of theirs are left. */
  reportCalled(
    id: string,
    userIds: readonly string[],
    by: Person,
  ): Promise<{ readonly left: number } | Refusal>;
}

interface BroadcastParts {
  readonly tx: Transaction;
  readonly at: Date;
  readonly org: Org;
  readonly rules: Rules;
}

/** Before the numbers of broadcasts; they have a row of their own (R25 numbers cases). */
const PREFIX = 'TZ';

export function broadcastsOf({ tx, at, org, rules }: BroadcastParts): BroadcastActs {
  return {
    announce: async (audience, text, by, taskId) => {
      const year = shanghaiDate(at).slice(2, 4);
      const told = (serial: number) =>
        announce({ id: projectNo(PREFIX, Number(year), serial), audience, text }, by, {
          at,
          org,
          ...rules.notice,
        });
      // Rehearsed first: a number is taken only for what is sent.
      const rehearsed = told(0);
      if (isRefusal(rehearsed)) return rehearsed;
      const broadcast = told(await tx.nextSerial(PREFIX, year));
      if (isRefusal(broadcast)) return broadcast;
      const batches = batchesOf(peopleOf(audience, by.userId, org));
      await tx.announce(
        broadcast,
        batches.map((userIds, no) => ({ userIds, taskId: taskId(no) })),
      );
      return broadcast;
    },

    chase: async (id, atOnce) => {
      const broadcast = await tx.broadcast(id);
      if (!broadcast) return undefined;
      const receipts = await tx.receiptsOf(id);
      const lists = listsOf(broadcast, receipts, { at, org, atOnce });
      for (const { by, userIds } of lists) await tx.askToCall(id, userIds, by, at);
      const isAfter = at.getTime() >= broadcast.confirmBy.getTime();
      const isDue = isAfter && !broadcast.chasedAt;
      await tx.lookAgain(
        isDue ? { ...broadcast, chasedAt: at } : broadcast,
        isAfter ? undefined : broadcast.confirmBy,
      );
      return { broadcast, receipts, lists, isDue };
    },

    reportCalled: async (id, userIds, by) => {
      const broadcast = await tx.broadcast(id);
      if (!broadcast) return refuse('not_found');
      await tx.called(id, userIds, by.userId, at);
      const left = (await tx.receiptsOf(id)).filter(
        ({ call, confirmedAt }) => call?.by === by.userId && !call.reachedAt && !confirmedAt,
      );
      // With room on their list again, the next ones may be asked for.
      await tx.lookAgain(broadcast, at);
      return { left: left.length };
    },
  };
}

/** Who has people to call that have not been called gets no second list. */
function listsOf(
  broadcast: Broadcast,
  receipts: readonly Receipt[],
  { at, org, atOnce }: { readonly at: Date; readonly org: Org; readonly atOnce: number },
): readonly CallList[] {
  const isBusy = new Set(
    receipts.flatMap(({ call, confirmedAt }) => (call && !call.reachedAt && !confirmedAt ? [call.by] : [])),
  );
  const byCaller = new Map<string, string[]>();
  for (const receipt of receipts) {
    if (!isToBeCalled(receipt, broadcast, at)) continue;
    const by = callerOf(receipt.userId, broadcast, org);
    if (isBusy.has(by)) continue;
    byCaller.set(by, [...(byCaller.get(by) ?? []), receipt.userId]);
  }
  return [...byCaller].map(([by, userIds]) => ({ by, userIds: userIds.slice(0, atOnce) }));
}

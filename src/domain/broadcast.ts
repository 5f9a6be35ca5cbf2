import { elapsedMs, type Duration } from './duration';
import { personOf, type Org, type Person } from './org';
import { isBlank, refuse, type Refusal } from './ruling';

/** 通知范围: the whole bank, or these departments by id. */
export type Audience = 'all' | readonly string[];

/** 重要通知 (R62): one text to many people, each of whom is to confirm that they read it. Belongs to no case. */
export interface Broadcast {
  readonly id: string;
  readonly version: number;
  readonly by: string;
  readonly at: Date;
  readonly audience: Audience;
  readonly text: string;
  /** How many it goes to. */
  readonly count: number;
  /** Who has not confirmed by then is called. */
  readonly confirmBy: Date;
  /** The sender was told who stayed silent. */
  readonly chasedAt?: Date;
}

/** 回执: what became of it with one person. */
export interface Receipt {
  readonly broadcast: string;
  readonly userId: string;
  readonly status: 'pending' | 'sent' | 'failed';
  readonly sentAt?: Date;
  /** Of the message in WeCom; one for up to a thousand people. */
  readonly msgId?: string;
  readonly failure?: string;
  readonly confirmedAt?: Date;
  /** 呼叫任务: who was asked to call them, and what came of it. */
  readonly call?: { readonly by: string; readonly askedAt: Date; readonly reachedAt?: Date };
}

/** 字数: what one card shows. */
const MAX_CHARS = 300;

/** As many as one message takes (api.md 6.1). */
const BATCH_SIZE = 1_000;

/** 收件人: everybody in the audience but the sender. */
export function peopleOf(audience: Audience, by: string, org: Org): readonly string[] {
  return [...org.people.values()]
    .filter(
      ({ userId, department }) => userId !== by && (audience === 'all' || audience.includes(department)),
    )
    .map(({ userId }) => userId);
}

/** 发通知 (R62): by a head or an executive. Refused without a text, and when nobody would get it. */
export function announce(
  { id, audience, text }: Pick<Broadcast, 'id' | 'audience' | 'text'>,
  by: Person,
  { at, org, confirm }: { readonly at: Date; readonly org: Org; readonly confirm: Duration },
): Broadcast | Refusal {
  if (!mayAnnounce(by)) return refuse('not_permitted', { rule: 'R62' });
  if (isBlank(text)) return refuse('text_missing', { rule: 'R62' });
  if ([...text].length > MAX_CHARS) return refuse('text_too_long', { rule: 'R62' });
  const count = peopleOf(audience, by.userId, org).length;
  if (count === 0) return refuse('no_addressee', { rule: 'R62' });
  const confirmBy = new Date(at.getTime() + (elapsedMs(confirm) ?? 0));
  return { id, version: 1, by: by.userId, at, audience, text, count, confirmBy };
}

export function mayAnnounce({ roles }: Person): boolean {
  return roles.includes('HEAD') || roles.includes('EXEC');
}

/** 谁知道: the sender, and those who may send or audit. */
export function maySeeBroadcast({ by }: Pick<Broadcast, 'by'>, reader: Person): boolean {
  return reader.userId === by || mayAnnounce(reader) || reader.roles.includes('AUDIT');
}

/** 一批: at most a thousand. */
export function batchesOf(people: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(people.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, no) => people.slice(no * BATCH_SIZE, (no + 1) * BATCH_SIZE));
}

/** 要打电话的: it did not arrive, or nobody confirmed in time; and nobody was asked to call them yet. */
export function isToBeCalled(
  receipt: Receipt,
  { confirmBy }: Pick<Broadcast, 'confirmBy'>,
  at: Date,
): boolean {
  if (receipt.confirmedAt || receipt.call) return false;
  if (receipt.status === 'failed') return true;
  return receipt.status === 'sent' && at.getTime() >= confirmBy.getTime();
}

/** 呼叫人: the head of their own department, else the sender. */
export function callerOf(userId: string, { by }: Pick<Broadcast, 'by'>, org: Org): string {
  const department = org.departments.find(({ id }) => id === personOf(org, userId)?.department);
  const head = department?.head === undefined ? undefined : personOf(org, department.head);
  return head && head.userId !== userId && !head.isAway ? head.userId : by;
}

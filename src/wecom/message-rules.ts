import { Fault } from '../errors';
import { CARD_LIMITS, MESSAGE_LIMITS, type Limit } from './limits';

/** What WeCom refuses and what comes from our code, not from people: broken is a bug, found before sending. */
export function must(holds: boolean, rule: string): void {
  if (!holds) throw new Fault('wecom_message_invalid', rule);
}

/** `task_id`: unique per app; letters, digits, `_-@`, at most 128 bytes. */
export function checkedTaskId(taskId: string): string {
  must(/^[0-9A-Za-z_\-@]+$/.test(taskId) && isWithin(taskId, CARD_LIMITS.taskId), 'task_id');
  return taskId;
}

/** A key or id of ours that WeCom hands back: not empty, bounded in bytes, sent without any change. */
export function checkedKey(key: string, limit: Limit, what: string): string {
  must(key !== '' && isWithin(key, limit) && !/[\p{Cc}\p{Cs}]/u.test(key), what);
  return key;
}

/** An http(s) address in full: without a scheme WeCom says 45034. */
export function checkedUrl(url: string): string {
  must(/^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/u.test(url) && isWithin(url, CARD_LIMITS.url), 'url');
  return url;
}

/** One to `limit` items. */
export function checkedList<T>(list: readonly T[], limit: Limit, what: string): readonly T[] {
  must(list.length >= 1 && list.length <= limit.max, `${what}: 1 to ${limit.max}`);
  return list;
}

export function checkUnique(ids: readonly string[], what: string): void {
  must(new Set(ids).size === ids.length, `${what} must not repeat`);
}

export function checkedAgentId(agentId: number): number {
  must(Number.isSafeInteger(agentId) && agentId > 0, 'agentid');
  return agentId;
}

export function checkedUserId(userId: string): string {
  must(/^[^|\s\p{Cc}\p{Cs}]+$/u.test(userId) && isWithin(userId, MESSAGE_LIMITS.userId), 'userid');
  must(userId !== '@all', 'never to @all');
  return userId;
}

/** Recipients, each once (WeCom compares without case); never everybody. */
export function checkedUserIds(userIds: readonly string[], limit: Limit): readonly string[] {
  const once = new Map(userIds.map((userId) => [userId.toLowerCase(), checkedUserId(userId)]));
  return checkedList([...once.values()], limit, 'recipients');
}

/** WeCom refuses a body with \u escapes (40033); the builders leave nothing that JSON would have to escape so. */
export function rawJson(body: object): string {
  const json = JSON.stringify(body);
  must(!/(?<!\\)(?:\\\\)*\\u/.test(json), 'a control character or lone surrogate');
  return json;
}

function isWithin(text: string, limit: Limit): boolean {
  return (limit.unit === 'bytes' ? Buffer.byteLength(text) : text.length) <= limit.max;
}

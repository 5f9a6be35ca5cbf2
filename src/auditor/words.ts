import type { Finding, Look } from './look';
import { KINDS, type Kind } from './waiting';

const NAMES: Readonly<Record<Kind, string>> = {
  deadlines: '到期的时限',
  events: '待转发的事件',
  callbacks: '收到的回调',
  messages: '待发的消息',
  unsent: '发不出去的消息',
  renewals: '要换的卡片',
  alerts: '要继续找人的紧急通知',
  broadcasts: '要追问的重要通知',
  batches: '待群发的重要通知',
  digests: '待更新的汇总',
  documents: '待写的文书',
  uploads: '待检查的证据文件',
  posts: '待发的群推送',
  routines: '例行检查',
  lost_deadlines: '该到期的时限',
  lost_events: '该告知的事件',
};

const NAMED = 3;

/** 审计结果, a line for each kind: 按时, 迟了 or 已补. */
export function lookLines({ findings }: Pick<Look, 'findings'>): readonly string[] {
  return KINDS.map((kind) => {
    const found = findings.find((each) => each.kind === kind);
    return `${NAMES[kind]}：${found ? foundText(found) : '按时'}`;
  });
}

function foundText({ kind, ids, repaired }: Finding): string {
  const which = `${ids.slice(0, NAMED).join('、')}${ids.length > NAMED ? '……' : ''}`;
  if (!kind.startsWith('lost_')) return `迟了 ${ids.length} 件（${which}）`;
  const left = ids.length - repaired;
  const done = repaired > 0 ? `已补 ${repaired} 件` : '';
  const undone = left > 0 ? `${left} 件补不上` : '';
  return `${[done, undone].filter(Boolean).join('，')}（${which}）`;
}

export function heartbeatLine(ageMs: number | undefined): string {
  if (ageMs === undefined) return '心跳：还没有过';
  const seconds = Math.max(0, Math.round(ageMs / 1_000));
  if (!isStale(ageMs)) return `心跳：${seconds} 秒前`;
  return `心跳：已经停了 ${Math.floor(seconds / 60)} 分钟（审计没有在运行，或一直没有全部按时）`;
}

/** An auditor looks at least once a minute. */
const STALE_MS = 5 * 60_000;

function isStale(ageMs: number | undefined): boolean {
  return ageMs === undefined || ageMs > STALE_MS;
}

/** 退出码: 0 all is well, 1 something was late or lost, 2 the heartbeat has stopped. */
export function exitCodeOf({ findings }: Pick<Look, 'findings'>, ageMs: number | undefined): 0 | 1 | 2 {
  if (isStale(ageMs)) return 2;
  return findings.length > 0 ? 1 : 0;
}

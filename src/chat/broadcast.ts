import { parseCaseNumber } from '../domain/number';

/** 通知语句 (R62): `通知 信息科技部、财务部：…`, or `通知 TZ26000001` for how it stands. `to` is as it was typed. */
export type BroadcastCommand =
  | { readonly kind: 'broadcast'; readonly to: readonly string[]; readonly text: string }
  | { readonly kind: 'broadcast_status'; readonly broadcastId?: string };

const ANNOUNCE = /^(?:发|发布)?(?:重要)?通知(?!汇总)\s*([^:：\n]{0,60}?)\s*[:：]\s*(.*)$/su;
const STATUS = /^(?:查看?)?(?:重要)?通知(?!汇总)\s*([\w\s—–－-]*)$/u;

export function readBroadcast(text: string): BroadcastCommand | undefined {
  const status = STATUS.exec(text);
  if (status) {
    const broadcastId = parseCaseNumber(status[1] ?? '');
    return { kind: 'broadcast_status', ...(broadcastId !== undefined && { broadcastId }) };
  }
  const match = ANNOUNCE.exec(text);
  if (!match) return undefined;
  const to = (match[1] ?? '').split(/[、,，;；和\s]+/u).filter(Boolean);
  return { kind: 'broadcast', to, text: (match[2] ?? '').trim() };
}

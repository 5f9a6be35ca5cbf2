import type { Folded } from '../desk/ports';
import { listText } from './copy-chat';
import { noticeName } from './copy-notices';

/** 汇总文案: numbers and kinds only; a line of the card holds 17 characters, the case number among them. */

export const DIGEST = {
  none: '现在没有收进汇总的通知，该发的都已经发给您了。',
  noneTicked: '您还没有勾选。请在汇总卡片上勾选要看的，再点「发给我」；也可以回复「汇总 发给我」。',
  overtaken: '已更新',
} as const;

/** `KFB26000001 审批超时` */
export function foldedLine({ notice, complaint }: Pick<Folded, 'notice' | 'complaint'>): string {
  return `${complaint.id} ${noticeName(notice, complaint)}`;
}

export function digestDesc(total: number, urgent: number, listed: number): string {
  return [
    '一时太多，先汇总在这里。勾选后点「发给我」，逐条发到您手里。',
    ...(urgent > 0 ? [`紧急的 ${urgent} 条排在最前。`] : []),
    ...(total > listed ? [`其余 ${total - listed} 条随后列出。`] : []),
  ].join('');
}

/** 汇总: what is folded for a person right now. */
export function foldedText(items: readonly Folded[], listed: number): string {
  if (items.length === 0) return DIGEST.none;
  return [
    listText(
      `还有 ${items.length} 条通知没有逐条发给您：`,
      items.slice(0, listed).map(foldedLine),
      items.length,
    ),
    `回复「汇总 发给我」，前 ${Math.min(items.length, listed)} 条就发给您。`,
  ].join('\n');
}

/** 发给我: how many come, and why the others that were ticked do not. */
export function releasedText(released: number, ticked: number, left: number): string {
  const gone = ticked - released;
  return [
    ...(released > 0 ? [`好的，${released} 条随后发给您。`] : []),
    ...(gone > 0 ? [`${gone} 条已经发过或已经办完，没有再发。`] : []),
    left > 0 ? `还有 ${left} 条，随后列在新的汇总里。` : '汇总里没有别的了。',
  ].join('');
}

import { showMoment } from '../domain/calendar';
import type { Complaint } from '../domain/complaint';
import { LINK_KIND, MOST_MISSED, type LinkKind } from '../domain/customer-link';

/** 投诉人链接的文案 (R22, L2). */
export function whichLinkText(kind: LinkKind): string {
  return `请写上编号，例如：${LINK_KIND[kind]} KFB26000001`;
}

const HOW: Readonly<Record<LinkKind, string>> = {
  survey: '投诉人打开后打分、留言，只能提交一次。',
  notice: `投诉人要输入登记的电话或证件号后四位才看得到，输错 ${MOST_MISSED} 次就失效。`,
};

/** 链接, to the one officer who asked for it. */
export function linkText(
  { id }: Complaint,
  kind: LinkKind,
  { url, until }: { readonly url: string; readonly until: Date },
): string {
  return [
    `${id} 的${LINK_KIND[kind]}（${showMoment(until)} 前有效）：`,
    url,
    `请用短信或企业微信客户联系发给投诉人本人。${HOW[kind]}再要一个，这个就失效。`,
  ].join('\n');
}

export const SURVEYED = {
  title: '投诉人已在线评价',
  followUp: '请核对后提交回访',
  lead: '请看是否重新调查或重做方案',
} as const;

import { addressee, paragraph, table, type Part } from '../content';
import { day, until } from '../dates';
import { bySeal, whoIs, type Setting, type Template } from '../template';

/** 中止 (L3, T15) or 延期 (L1, T21): why, until when, and who approved it. */
export interface TimeChange {
  readonly complaintId: string;
  readonly receivedAt: Date;
  readonly ground: string;
  readonly approvedBy: string;
  readonly approvedAt: Date;
  readonly change:
    | {
        readonly kind: 'suspended';
        readonly why: 'appraisal' | 'mediation';
        readonly from: Date;
        /** Expected end, when one is known. */
        readonly until?: Date;
      }
    | { readonly kind: 'extended'; readonly oldDueAt: Date; readonly newDueAt: Date };
}

export interface TimeChangeSetting extends Setting {
  readonly time: TimeChange;
}

const WHY = { appraisal: '鉴定、检测或者评估', mediation: '调解' } as const;

const noticeOf = (title: string, version: string): Template<TimeChangeSetting> => ({
  title,
  version,
  needs: ['name'],
  body: ({ time, party, org }) => ({
    parts: [
      addressee(`${party.name ?? '投诉人'}：`),
      paragraph(
        `您于${day(time.receivedAt)}向我行提出的投诉（项目编号：${time.complaintId}），我行正在办理。`,
      ),
      ...changeParts(time),
      table(
        ['事由', time.ground],
        ['批准人', whoIs(org, time.approvedBy)],
        ['批准时间', day(time.approvedAt)],
      ),
      paragraph(`给您带来不便，敬请谅解。${org.bank.phone ? `咨询电话：${org.bank.phone}。` : ''}`),
    ],
    signed: bySeal(org.bank.name),
  }),
});

/** ZT 投诉办理中止通知书 (L3). */
export const suspensionNotice = noticeOf('投诉办理中止通知书', 'ZT-S1');

/** ZT 投诉办理延期通知书 (L1). */
export const extensionNotice = noticeOf('投诉办理延期通知书', 'ZT-E1');

function changeParts({ change }: TimeChange): readonly Part[] {
  if (change.kind === 'extended') {
    return [
      paragraph(
        `因情况复杂，经批准，办理期限由${until(change.oldDueAt)}延长至${until(change.newDueAt)}。我行将在延长后的期限内作出处理决定并告知您。`,
      ),
    ];
  }
  const end = change.until ? `，预计${day(change.until)}结束` : '';
  return [
    paragraph(
      `因需要${WHY[change.why]}，本案自${day(change.from)}起中止办理${end}。所需时间不计入办理期限；结束后我行立即恢复办理，并告知您。`,
    ),
  ];
}

import { showYuan } from '../../domain/money';
import { heading, table, type Row } from '../content';
import { minute } from '../dates';
import { byPeople, signature, whoIs, type Setting, type Template } from '../template';

/** 先行处理 (R35): what was done before it was approved, and what was said of it afterwards. */
export interface Backfill {
  readonly complaintId: string;
  readonly reason: string;
  readonly action: string;
  readonly actedBy: string;
  readonly actedAt: Date;
  readonly costFen: number;
  readonly witness: string;
  /** 补办说明. */
  readonly account: string;
  readonly filedBy: string;
  readonly filedAt: Date;
  /** Absent while nobody has ratified or disallowed it. */
  readonly ratified?: {
    readonly by: string;
    readonly at: Date;
    readonly result: 'ratified' | 'disallowed';
    readonly opinion?: string;
  };
}

export interface BackfillSetting extends Setting {
  readonly backfill: Backfill;
}

/** BB 先行处理补办审批表 (R35). */
export const backfillForm: Template<BackfillSetting> = {
  title: '先行处理补办审批表',
  version: 'BB-1',
  needs: [],
  body: ({ backfill, org }) => {
    const { ratified } = backfill;
    return {
      parts: [
        heading('一、先行处理'),
        table(
          ['项目编号', backfill.complaintId],
          ['紧急事由', backfill.reason],
          ['采取的措施', backfill.action],
          ['处理时间', minute(backfill.actedAt)],
          ['处理人', whoIs(org, backfill.actedBy)],
          ['支出', backfill.costFen > 0 ? showYuan(backfill.costFen) : '无'],
          ['见证人', backfill.witness],
        ),
        heading('二、补办审批'),
        table(
          ['补办时间', minute(backfill.filedAt)],
          ['补办说明', backfill.account],
          ...opinionRows(ratified),
        ),
      ],
      signed: byPeople(
        signature(org, '补办人', backfill.filedBy, backfill.filedAt),
        ...(ratified ? [signature(org, '审批人', ratified.by, ratified.at)] : []),
      ),
    };
  },
};

function opinionRows(ratified: Backfill['ratified']): readonly Row[] {
  if (!ratified) return [['审批意见', '待审批']];
  return [
    ['审批意见', ratified.result === 'ratified' ? '追认' : '不予追认'],
    ['说明', ratified.opinion ?? '无'],
    ['审批时间', minute(ratified.at)],
  ];
}

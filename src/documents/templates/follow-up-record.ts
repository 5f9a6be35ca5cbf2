import { CONTACT_MODE, type FollowUpAttempt } from '../../domain/complaint';
import type { Org } from '../../domain/org';
import { heading, table, type Row } from '../content';
import { happened } from '../dates';
import { byPeople, present, signature, whoIs, type CaseSetting, type Template } from '../template';

/** 满意度 (R22). */
const SCORE = ['很不满意', '不满意', '一般', '满意', '很满意'];

/** HF 投诉回访记录 (R22): this attempt, and those before it. */
export const followUpRecord: Template<CaseSetting> = {
  title: '投诉回访记录',
  version: 'HF-2',
  needs: [],
  body: ({ complaint, event, org }) => {
    const attempt = present(complaint.attempts.at(-1), 'attempt');
    const before = complaint.attempts.slice(0, -1);
    return {
      parts: [
        table(
          ['项目编号', complaint.id],
          ['第几次回访', `第 ${complaint.attempts.length} 次`],
          ...attemptRows(attempt),
          ['回访人', whoIs(org, event.by)],
        ),
        ...(before.length > 0
          ? [heading('此前的回访'), table(...before.map((each) => lineOf(each, org)))]
          : []),
      ],
      signed: byPeople(signature(org, '回访人', event.by, event.at)),
    };
  },
};

function attemptRows(attempt: FollowUpAttempt): readonly Row[] {
  const { mode, reached, score, remark, objection } = attempt;
  return [
    ['回访时间', happened(attempt)],
    ['回访方式', CONTACT_MODE[mode]],
    ['结果', reached ? '已联系上' : '未联系上'],
    ['满意度', scoreText(score)],
    ['投诉人意见', remark ?? '无'],
    ['是否有异议', objection ? '有' : '无'],
  ];
}

function lineOf(attempt: FollowUpAttempt, org: Org): Row {
  const { mode, by, reached, score } = attempt;
  return [
    happened(attempt),
    `${CONTACT_MODE[mode]}，${whoIs(org, by)}：${reached ? scoreText(score) : '未联系上'}`,
  ];
}

function scoreText(score: number | undefined): string {
  return score === undefined ? '未评价' : `${score} 分（${SCORE[score - 1] ?? '—'}）`;
}

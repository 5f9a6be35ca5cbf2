import { showMoment } from '../domain/calendar';
import { ownerOf } from '../domain/complaint';
import type { Org } from '../domain/org';
import type { Week } from '../domain/week';
import type { Figures, LateCase, StageKind, WeeklyView } from '../domain/weekly';
import { nameOf } from './copy';

/** 周报的文案 (R31): figures for all its readers, cases by number for those who may list them. */

export const WEEKLY = {
  notForYou:
    '周报给部门负责人、主管领导、个人信息保护负责人和小组主管看。要看等您办的事，回复「待办」；要看一件投诉，回复「查 编号」。',
} as const;

const STAGE: Readonly<Record<StageKind, string>> = { C3: '调查', C4: '方案', C5: '回访' };

/** As many as a meeting goes through; the rest is counted. */
const MAX_LATE = 10;

export function weeklyText({ groupId, figures, lateCases }: WeeklyView, week: Week, org: Org): string {
  const group = org.groups.find(({ id }) => id === groupId);
  const shown = lateCases.slice(0, MAX_LATE);
  const rest = figures.lateStage - shown.length;
  return [
    ...figureLines(figures, week, group?.name ?? '全行'),
    ...(shown.length > 0 ? ['周议题，超时的环节：', ...shown.map((each) => lateLine(each, org))] : []),
    ...(shown.length > 0 && rest > 0 ? [`……另有 ${rest} 件。`] : []),
  ].join('\n');
}

/** To the whole team: the bank's figures and no case. */
export function weeklyGroupText(figures: Figures, week: Week): string {
  return figureLines(figures, week, '全行').join('\n');
}

function figureLines(figures: Figures, { from, to }: Week, of: string): readonly string[] {
  const { filed, closed, dropped, open, majorOpen, scored, scores } = figures;
  const days = closed > 0 ? `（平均 ${(figures.closedDays / closed).toFixed(1)} 天）` : '';
  const score = scored > 0 ? `${(scores / scored).toFixed(1)} 分（${scored} 件）` : '还没有';
  return [
    `投诉周报（${of}）${showMoment(from)} 至 ${showMoment(to)}`,
    `新登记 ${filed} 件，办结 ${closed} 件${days}，撤回、不予办理 ${dropped} 件`,
    `在办 ${open} 件，其中重大 ${majorOpen} 件`,
    `超时：法定期限 ${figures.lateStatutory} 件，环节 ${figures.lateStage} 件`,
    `办结的满意度：${score}`,
    `今后 7 天到期：法定期限 ${figures.dueStatutory} 件，环节 ${figures.dueStage} 件`,
  ];
}

function lateLine({ complaint, kind, days }: LateCase, org: Org): string {
  const owner = ownerOf(complaint);
  const who = owner === undefined ? '' : ` ${nameOf(org, owner)}`;
  return `· ${complaint.id} ${STAGE[kind]}${who} 超时 ${days} 天`;
}

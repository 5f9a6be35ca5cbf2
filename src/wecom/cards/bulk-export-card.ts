import type { BulkExport } from '../../domain/bulk-export';
import { showMoment } from '../../domain/calendar';
import type { Org } from '../../domain/org';
import { APP_NAME, nameOf } from '../copy';
import { bulkScopeText, DISCLOSURE_RETURN_REASONS } from '../copy-disclosure';
import { buttonInteraction } from './builders';
import { KEY, optionId, QUESTION } from './keys';
import type { InteractiveCard } from './template-card';

/** 批量导出会签卡片 (G6). */
export function bulkExportCard(request: BulkExport, org: Org, taskId: string): InteractiveCard {
  return buttonInteraction({
    taskId,
    source: { text: `${APP_NAME} · 审批`, color: 'red' },
    title: '批量导出审批',
    desc: bulkScopeText(request.scope),
    subTitle: `原因：${request.reason}`,
    rows: [
      { label: '申请人', value: nameOf(org, request.by) },
      { label: '需会签', value: '部门负责人、个人信息保护负责人' },
    ],
    selection: {
      questionKey: QUESTION.why,
      title: '退回理由',
      options: DISCLOSURE_RETURN_REASONS.map(({ id, text }) => ({ id: optionId(QUESTION.why, id), text })),
    },
    buttons: [
      { text: '同意', key: KEY.approve, style: 1 },
      { text: '退回', key: KEY.return, style: 3 },
    ],
  });
}

/** What replaces the buttons of one person's card: their own decision, else how it ended. */
export function bulkOutcomeText({ decisions }: BulkExport, reader: string, org: Org): string {
  const made = decisions.find(({ by }) => by === reader) ?? decisions.at(-1);
  if (!made) return '已作废';
  const result = made.result === 'approved' ? '已同意' : '已退回';
  return `${nameOf(org, made.by)} ${result} ${showMoment(made.at)}`;
}

import type { ClockKind, Complaint } from '../domain/complaint';
import type { AskingNotice, Notice, TaskKind } from '../domain/notice';
import type { UrgentNotice } from '../domain/urgent-notice';

const CLOCK: Readonly<Record<ClockKind, string>> = {
  C0: '法定',
  C1: '联系',
  C2: '分类',
  C3: '调查',
  C4: '方案',
  C5: '回访',
  C6: '审批',
  C7: '补办',
  C8: '核查',
  C9: '转办',
};

const TASK: Readonly<Record<TaskKind, string>> = {
  classify: '请分类',
  assign: '请分派',
  find: '请调查',
  plan: '请定方案',
  execute: '请执行',
  follow_up: '请回访',
  tell_declined: '请告知',
  tell_extension: '请告知',
  backfill: '请补办',
  reassign: '请改派',
};

/** 换新卡: the words on the card that was replaced. */
export const CARD_RENEWED = '已换新卡片，请点新卡';

/** 未送达: what the next in line can do about it. */
export const UNREACHED_ASK: Readonly<Record<AskingNotice['kind'], string>> = {
  task: '请当面交代，或改派他人',
  approval: '请当面请其审批，或改由他人审批',
  cooperation: '请联系该部门，另请他人办理',
  reminder: '请代为处理',
};

/** 通知名: what a notice is, in up to five characters where it can be. */
export function noticeName(notice: Notice | UrgentNotice, complaint: Complaint): string {
  switch (notice.kind) {
    case 'task':
      return TASK[notice.task];
    case 'alert':
      return noticeName(notice.about, complaint);
    case 'call_task':
      return '请打电话';
    case 'approval':
      return '请审批';
    case 'major':
      return '重大投诉';
    case 'emergency':
      return '紧急处理';
    case 'digest':
      return '通知汇总';
    case 'bulk_export':
      return '批量导出';
    case 'call_list':
      return '请打电话';
    case 'leak':
      return '泄露事件';
    case 'one_tap':
      return notice.what === 'emergency' ? '紧急处理' : '升为重大';
    case 'leak_form':
      return '泄露报告';
    case 'surveyed':
      return '在线评价';
    case 'closed':
      return '已办结';
    case 'progress':
      return '有新进展';
    case 'disclosed':
      return '披露已批';
    case 'cooperation':
      return notice.ask === 'acknowledge' ? '请接收协办' : '请答复协办';
    case 'cooperation_news':
      return '协办进展';
    case 'unreached':
      return '有人未送达';
    case 'reminder': {
      const kind = complaint.clocks.find(({ id }) => id === notice.clockId)?.kind ?? 'C0';
      return `${CLOCK[kind]}${notice.breached ? '超时' : '快到期'}`;
    }
  }
}

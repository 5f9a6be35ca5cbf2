import { shanghaiDate } from '../domain/calendar';
import type { CalendarEnd } from '../domain/calendar-end';
import type { Vacancy } from '../domain/interface-persons';
import type { Org } from '../domain/org';
import type { RecordKind } from '../domain/vocabulary';
import { nameOf } from './copy';
import { departmentName } from './copy-tasks';

/** 例行任务的文案: what those who keep the house in order are told. No personal data: these are plain messages. */

export const ROUTINE_NAME = {
  'check-vacancies': '接口人空缺检查',
  'check-records': '事件链核对',
  'check-calendar': '工作日历检查',
  'weekly-summary': '周报',
  'clear-uploads': '过期上传清理',
} as const;
export type RoutineName = keyof typeof ROUTINE_NAME;

const howToEnter = (year: number) =>
  `请把国务院办公厅 ${year} 年放假通知写进制度参数文件的 calendar.${year}（off 放假、makeUp 调休上班），` +
  '两人核对后 verified 写 true，再用 npm run rules -- apply 生效并重启服务。';

export function uncoveredText(name: RoutineName, year: number): string {
  return `工作日历还没有 ${year} 年，「${ROUTINE_NAME[name]}」排不出下一次，已经停下等待。\n${howToEnter(year)}`;
}

export function calendarEndText({ year, daysLeft }: CalendarEnd): string {
  const left =
    daysLeft > 0
      ? `工作日历只到 ${year - 1} 年底，还剩 ${daysLeft} 天。`
      : `工作日历没有 ${year} 年，现在新的投诉登记不了，时限也算不出来。`;
  return `${left}\n${howToEnter(year)}${daysLeft > 0 ? '\n时限落到没有填的年份的投诉会登记不了。' : ''}`;
}

interface Since {
  readonly since: Date;
}

const why = ({ why: reason, since }: Vacancy & Since) =>
  `${reason === 'vacant' ? '没有接口人' : '接口人和副接口人都不在'}（${shanghaiDate(since)} 起）`;

/** To the head of the departments. */
export function vacanciesText(vacancies: readonly (Vacancy & Since)[], org: Org): string {
  return [
    '接口人空缺，请指定：',
    ...vacancies.map((each) => `· ${departmentName(org, each.department)}：${why(each)}`),
    '补上之前，发来的协办由您接收。定好后请系统管理员写进组织文件。',
  ].join('\n');
}

/** To HEAD. */
export function longVacanciesText(vacancies: readonly (Vacancy & Since)[], org: Org): string {
  const head = (userId: string | undefined) =>
    userId === undefined ? '没有部门主管，协办无人接收' : `部门主管 ${nameOf(org, userId)} 代收`;
  return [
    '这些部门的接口人一直空缺，请督促：',
    ...vacancies.map((each) => `· ${departmentName(org, each.department)}：${why(each)}，${head(each.head)}`),
  ].join('\n');
}

/** 断裂的记录: the first of its kind of a case that does not verify. */
export interface BrokenRecord {
  readonly kind: RecordKind;
  readonly complaintId: string;
  readonly seq: number;
}
const RECORD: Readonly<Record<RecordKind, string>> = {
  events: '处理记录',
  access: '访问记录',
  incidents: '泄露事件记录',
};

export function brokenRecordsText(named: readonly BrokenRecord[], total: number): string {
  return [
    `紧急：事件链核对发现 ${total} 处记录对不上，可能被改动过。`,
    ...named.map(({ kind, complaintId, seq }) => `· ${complaintId} ${RECORD[kind]}从第 ${seq} 条起`),
    ...(total > named.length ? [`……其余见日志，共 ${total} 处。`] : []),
    '请先保全数据库和备份，再查是谁、何时改的；修复之前每天都会提醒。',
  ].join('\n');
}

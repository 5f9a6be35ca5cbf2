import { shanghaiDate, showDue, showMoment } from '../domain/calendar';
import { STATES } from '../domain/complaint';
import type { RuleChange, RuleValue } from '../domain/rules';
import type { RuleSetRow } from '../store/models';
import { CLOCK_NAME } from '../wecom/copy';
import type { CaseImpact, ClockImpact, Summary } from './impact';

/** 改参数的文案: what `npm run rules` says at the terminal. */

export const USAGE = `用法：
  npm run rules -- list                                     每次改动：谁、何时、改了什么、原因
  npm run rules -- show <版本>                              某一版的全文
  npm run rules -- diff <文件>                              改成这个文件会怎样（只看，不改）
  npm run rules -- apply <文件> --by <姓名> --reason <原因>   生效`;

export const NO_VERSION_YET = '还没有生效的版本：第一次启动诉达，或第一次 apply，才有。';
export const NO_CHANGES = '和生效的版本一样，没有要改的参数。';
export const RUNNING_CASES_KEEP = '在办的投诉仍按登记时的版本办（R70）；下面是假如改用新参数会怎样。';
export const CALENDAR_CHANGES = '工作日历变了：生效并重启后，下列在办投诉的时限按新日历重算（6.5）：';
export const WILL_RECOUNT =
  '工作日历变了：重启后诉达逐件重算在办投诉的时限，变动记入案卷，说「为什么 编号」可以看到。';
export const NO_OPEN_CASES = '  没有在办的投诉。';

export function headline({ version, appliedAt, appliedBy, reason }: RuleSetRow): string {
  return `${version}  ${shanghaiDate(appliedAt)} ${showMoment(appliedAt).slice(-5)}  ${appliedBy}  ${reason}`;
}

/** One entry of the history. */
export function historyLines(row: RuleSetRow, isInForce: boolean): readonly string[] {
  return [`${row._id}  ${headline(row)}${isInForce ? '（生效）' : ''}`, ...changeLines(row.changes)];
}

export function changeLines(changes: readonly RuleChange[]): readonly string[] {
  return changes.map(({ path, from, to }) => `  ${path}：${changed(from, to)}`);
}

/** Of two lists only what differs, where their order does not. */
function changed(from: RuleValue | undefined, to: RuleValue | undefined): string {
  if (isList(from) && isList(to)) {
    const gone = from.filter((each) => !has(to, each)).map((each) => `去掉 ${show(each)}`);
    const come = to.filter((each) => !has(from, each)).map((each) => `加上 ${show(each)}`);
    if (gone.length + come.length > 0) return [...gone, ...come].join('，');
  }
  return `${show(from)} → ${show(to)}`;
}

function isList(value: RuleValue | undefined): value is readonly RuleValue[] {
  return Array.isArray(value);
}

function has(list: readonly RuleValue[], wanted: RuleValue): boolean {
  return list.some((each) => JSON.stringify(each) === JSON.stringify(wanted));
}

function show(value: RuleValue | undefined): string {
  if (value === undefined) return '（没有）';
  if (!isList(value)) return String(value);
  return value.length === 0 ? '（空）' : value.map(show).join('、');
}

export function impactLines({ complaint, clocks, uncovered }: CaseImpact): readonly string[] {
  const title = `  ${complaint.id}  ${STATES[complaint.state]}  登记版本 ${complaint.rulesVersion}`;
  if (uncovered !== undefined) return [title, `    算不出来：新参数的工作日历没有 ${uncovered} 年`];
  return [title, ...clocks.map(clockLine)];
}

const LATE = { no: '', already: '，已超时', at_once: '，改用就超时', no_longer: '，不再超时' } as const;

function clockLine({ clock, wouldBeDue, moves, late }: ClockImpact): string {
  const times = moves
    ? `${showDue(clock.dueAt)} → ${showDue(wouldBeDue)}  ${shift(wouldBeDue.getTime() - clock.dueAt.getTime())}`
    : `${showDue(clock.dueAt)}  不变`;
  return `    ${CLOCK_NAME[clock.kind]}  ${times}${LATE[late]}`;
}

const UNITS = [
  [86_400_000, '天'],
  [3_600_000, '小时'],
  [60_000, '分'],
  [1_000, '秒'],
] as const;

/** `早 1 天 2 小时`. */
function shift(ms: number): string {
  let left = Math.abs(ms);
  const parts = UNITS.flatMap(([size, name]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count > 0 ? [`${count} ${name}`] : [];
  });
  return `${ms < 0 ? '早' : '晚'} ${parts.join(' ') || '不到 1 秒'}`;
}

export function summaryLine({ cases, moved, lateAtOnce, uncovered }: Summary): string {
  const rest = uncovered > 0 ? `另有 ${uncovered} 件算不出来。` : '';
  return `在办 ${cases} 件，${moved} 个时限会变，其中 ${lateAtOnce} 个改用就超时。${rest}`;
}

/** 合计 of what a new calendar will move. */
export function recountLine({ cases, moved, lateAtOnce, uncovered }: Summary): string {
  if (cases === 0) return '  没有时限会变。';
  const rest = uncovered > 0 ? `另有 ${uncovered} 件算不出来，补上那一年后再重算。` : '';
  return `重算后 ${moved} 个时限会变，其中 ${lateAtOnce} 个立即超时。${rest}`;
}

export function appliedLines(row: RuleSetRow): readonly string[] {
  return [
    `已生效：${headline(row)}`,
    ...changeLines(row.changes),
    '请把 SUDA_RULES_FILE 指向这个文件，重启所有诉达服务；重启之前登记的投诉仍用旧参数。',
    '在办的投诉仍按登记时的版本办（R70）。',
  ];
}

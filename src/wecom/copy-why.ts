import { shanghaiDate, showDue, showMoment } from '../domain/calendar';
import type { Clock, Complaint } from '../domain/complaint';
import type { Duration } from '../domain/duration';
import type { Org } from '../domain/org';
import type { Credit, DaysLine, Explanation, WhyLine } from '../domain/why';
import { CLOCK_NAME, nameOf as nameOfPerson, signerName, stepName } from './copy';
import { MESSAGE_LIMITS } from './limits';

/** 为什么的文案: how each limit was reckoned, in sums one can check by hand. */
export const WHY = {
  whichCase: '请写上编号，例如：为什么 KFB26000001',
  noClock: '现在没有在计的时限。',
  more: '其余时限略',
} as const;

/** The nearest due first, those that wait last; cut between clocks to what a message holds. */
export function whyText(complaint: Complaint, explained: readonly Explanation[], org: Org): string {
  if (explained.length === 0) return `${complaint.id} ${WHY.noClock}`;
  const blocks = whyBlocks(complaint, explained, org).map(({ name, until, lines }) =>
    [`【${name}】${until}`, ...lines].join('\n'),
  );
  return cut(`${complaint.id} 各项时限是这样算的：`, blocks);
}

function cut(title: string, blocks: readonly string[]): string {
  const size = (text: string) => Buffer.byteLength(text);
  const room = MESSAGE_LIMITS.text.max;
  const whole = [title, ...blocks].join('\n');
  if (size(whole) <= room) return whole;
  let text = title;
  for (const block of blocks) {
    if (size(`${text}\n${block}\n${WHY.more}`) > room) break;
    text += `\n${block}`;
  }
  return `${text}\n${WHY.more}`;
}

function dueOf({ lines }: Explanation): number {
  return lines.find((line) => line.is === 'due')?.at.getTime() ?? Infinity;
}

/** 一项时限的算法, line by line. */
export interface WhyBlock {
  readonly name: string;
  readonly until: string;
  readonly lines: readonly string[];
}

/** The nearest due first, those that wait last. */
export function whyBlocks(
  complaint: Complaint,
  explained: readonly Explanation[],
  org: Org,
): readonly WhyBlock[] {
  return [...explained]
    .sort((one, other) => dueOf(one) - dueOf(other))
    .map((explanation) => {
      const { clock, lines } = explanation;
      const due = lines.find((line) => line.is === 'due');
      return {
        name: nameOf(clock, complaint),
        until: due ? `${moment(due.at, clock, showDue)} 到期` : '暂停计算',
        lines: [beginning(explanation), ...sums(explanation, org)],
      };
    });
}

function nameOf(clock: Clock, { approvals }: Complaint): string {
  const approval = approvals.find(({ clockId }) => clockId === clock.id);
  return approval ? stepName(approval) : CLOCK_NAME[clock.kind];
}

const BEGINS: Readonly<Record<Clock['kind'], string>> = {
  C0: '收到投诉',
  C1: '收到投诉',
  C2: '收到投诉',
  C3: '分类完成',
  C4: '进入方案制定',
  C5: '执行并告知完毕',
  C6: '送审',
  C7: '先行处理',
  C8: '收到核查申请',
  C9: '收到转办',
};

const BEGINS_AGAIN: Partial<typeof BEGINS> = { C0: '重新起算', C3: '重新调查' };

function beginning({ clock: { id, kind, ...clock }, lines }: Explanation): string {
  const again = id === `${kind}-1` ? undefined : BEGINS_AGAIN[kind];
  const limit = lines.find((line) => line.is === 'limit');
  const how = limit ? `限 ${durationText(limit.duration)}` : '转办函没有写明答复日期';
  return `${moment(clock.startAt, clock)} ${again ?? BEGINS[kind]}，${how}`;
}

/** In the order they were reckoned; the stretches on one line. */
function sums({ clock, lines }: Explanation, org: Org): readonly string[] {
  const stretches = lines.filter((line) => line.is === 'stretch');
  const taken = lines.find((line) => line.is === 'due')?.at;
  return lines.flatMap((line) =>
    line === stretches[0] ? [stretchesText(clock, stretches)] : sumOf(line, clock, taken, org),
  );
}

function sumOf(line: WhyLine, clock: Clock, taken: Date | undefined, org: Org): readonly string[] {
  switch (line.is) {
    case 'extended': {
      const times = line.tier === 2 ? '第一次' : '第二次';
      return [`${showMoment(line.at)} ${signerName(org, { ...line, result: 'approved' })}批准${times}延期`];
    }
    case 'recounted':
      return [
        `${showMoment(line.at)} ${nameOfPerson(org, line.by)}改过工作日历（版本 ${line.version}），由 ${end(line.from, clock)} 改为 ${end(line.to, clock)}`,
      ];
    case 'pause':
      return [`${moment(line.from, clock)} 至 ${moment(line.to, clock)} 暂停，不计 ${credited(line.credit)}`];
    case 'days':
      return [daysText(line, clock.duration)];
    case 'waiting':
      return [`${moment(line.since, clock)} 起暂停计算，${left(line.left, clock.duration)}`];
    case 'cap':
      return [`${beforeC0(line, clock)}是 ${end(line.at, clock)}，取较早的 ${end(taken ?? line.at, clock)}`];
    case 'follows':
      return [beforeC0(line, clock)];
    case 'recorded':
      return [`工作日历后来改过，系统记下的还是 ${end(line.at, clock)}，提醒按它`];
    default:
      return [];
  }
}

function beforeC0({ c0, reserve }: { readonly c0: Date; readonly reserve: Duration }, clock: Clock): string {
  return `法定期限 ${end(c0, clock)} 之前 ${durationText(reserve)}`;
}

/** `3月12日当天不算，往后工作日 5 天＋周末 2 天＝7 天，到 3月19日` */
function daysText(
  { from, counted, makeUp, weekend, holiday, paused, last }: DaysLine,
  { unit }: Duration,
): string {
  const makeUps = makeUp > 0 ? `（含调休上班 ${makeUp} 天）` : '';
  const parts = [
    ...(unit === 'wd' ? [`工作日 ${counted} 天${makeUps}`] : [`${counted} 天`]),
    ...(weekend > 0 ? [`周末 ${weekend} 天`] : []),
    ...(holiday > 0 ? [`放假 ${holiday} 天`] : []),
    ...(paused > 0 ? [`暂停 ${paused} 天`] : []),
  ];
  const sum = parts.length > 1 ? `＝${counted + weekend + holiday + paused} 天` : '';
  if (last === from) return `${day(from)}当天不算`;
  return `${day(from)}当天不算，往后${unit === 'wd' ? '' : ' '}${parts.join('＋')}${sum}，到 ${day(last)}`;
}

type Stretch = Extract<WhyLine, { is: 'stretch' }>;

/** `3月2日 16:30–17:30（1 小时）、3月3日 09:00–12:00（3 小时）` */
function stretchesText(clock: Clock, stretches: readonly Stretch[]): string {
  const shown = stretches.map(({ from, to }, i) => {
    const before = stretches[i - 1];
    const isSameDay = before && shanghaiDate(before.from) === shanghaiDate(from);
    const begin = isSameDay ? moment(from, clock).replace(/^\S+ /u, '') : moment(from, clock);
    const until = end(to, clock);
    const short = until.startsWith(day(shanghaiDate(from))) ? until.replace(/^\S+ /u, '') : until;
    return `${begin}–${short}（${span(to.getTime() - from.getTime())}）`;
  });
  const sum = stretches.reduce((ms, { from, to }) => ms + to.getTime() - from.getTime(), 0);
  return shown.join('、') + (shown.length > 1 ? `，共 ${span(sum)}` : '');
}

function credited(credit: Credit): string {
  if (credit.unit === 'ms') return span(credit.ms);
  return `${credit.days} 天${credit.workdays === undefined ? '' : `（其中工作日 ${credit.workdays} 天）`}`;
}

function left(rest: number | undefined, { unit }: Duration): string {
  if (rest === undefined) return '随法定期限恢复';
  if (rest === 0) return '暂停前已到期';
  return `还剩 ${unit === 'd' || unit === 'wd' ? durationText({ amount: rest, unit }) : span(rest)}`;
}

const UNIT: Readonly<Record<Duration['unit'], string>> = {
  wd: '个工作日',
  wh: '个工作小时',
  d: '天',
  h: '小时',
  min: '分钟',
  s: '秒',
};

/** `5 个工作日`. */
export function durationText({ amount, unit }: Duration): string {
  return `${amount} ${UNIT[unit]}`;
}

/** `1 小时 30 分钟` */
function span(ms: number): string {
  const [hours, minutes, seconds] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1_000) % 60,
  ];
  const parts = [
    ...(hours > 0 ? [`${hours} 小时`] : []),
    ...(minutes > 0 ? [`${minutes} 分钟`] : []),
    ...(seconds > 0 ? [`${seconds} 秒`] : []),
  ];
  return parts.join(' ') || '0 秒';
}

function day(date: string): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;
}

/** Of a limit in seconds the seconds are shown too, or the sum could not be checked. */
function moment(at: Date, { duration }: Pick<Clock, 'duration'>, as = showMoment): string {
  const seconds = Math.floor(at.getTime() / 1_000) % 60;
  return duration.unit === 's' ? `${showMoment(at)}:${seconds.toString().padStart(2, '0')}` : as(at);
}

function end(at: Date, clock: Clock): string {
  return moment(at, clock, showDue);
}

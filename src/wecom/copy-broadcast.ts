import { showMoment } from '../domain/calendar';
import type { Audience, Broadcast, Receipt } from '../domain/broadcast';
import type { Org } from '../domain/org';
import { nameOf } from './copy';
import { departmentName } from './copy-tasks';

/** 重要通知文案 (R62). */
export const BROADCAST = {
  how: '请写明发给谁、通知什么，例如：通知 信息科技部、财务部：明天 9:00 起核对年费扣款',
  whichOne: '请写上通知编号，例如：通知 TZ26000001',
  notFound: '没有找到这条通知，或者您无权查看。',
  notYours: '这条通知没有发给您。',
  alreadyConfirmed: '您已经确认过了，不用再点。',
  noneTicked: '请先勾选已经电话告知的人，再点「已告知」。',
} as const;

/** The words for everybody. */
export const WHOLE_BANK = /^(?:全行|全体|所有人|所有部门|全部)$/u;

function audienceText(audience: Audience, org: Org): string {
  return audience === 'all' ? '全行' : audience.map((id) => departmentName(org, id)).join('、');
}

export function unknownDepartmentsText(names: readonly string[], org: Org): string {
  const known = org.departments.map(({ name }) => name).join('、');
  return `没有这个部门：${names.join('、')}。可以发给：全行、${known}。`;
}

export function readBackText(audience: Audience, count: number, text: string, org: Org): string {
  return [
    `要发给${audienceText(audience, org)}，共 ${count} 人，每人点「已读确认」：`,
    text,
    '回复「确认」发出，回复「取消」不发。',
  ].join('\n');
}

export function announcedText({ id, count, confirmBy }: Broadcast): string {
  return `已发出 ${id}，共 ${count} 人。${showMoment(confirmBy)}前没有确认的，请部门主管打电话告知。\n随时可以看：通知 ${id}`;
}

const MOST_NAMES = 30;

/** 谁知道: how many it reached, who confirmed, and who did not. */
export function statusText(broadcast: Broadcast, receipts: readonly Receipt[], org: Org): string {
  const { id, by, at, audience, count, text } = broadcast;
  const of = (holds: (receipt: Receipt) => unknown) => receipts.filter((each) => Boolean(holds(each)));
  const open = of(({ confirmedAt, call }) => !confirmedAt && !call?.reachedAt);
  const called = of(({ confirmedAt, call }) => !confirmedAt && call?.reachedAt);
  return [
    `${id} ${nameOf(org, by)} ${showMoment(at)} 发给${audienceText(audience, org)}：`,
    text,
    [
      `共 ${count} 人，已送达 ${of(({ status }) => status === 'sent').length} 人`,
      `已读确认 ${of(({ confirmedAt }) => confirmedAt).length} 人`,
      ...(called.length > 0 ? [`电话告知 ${called.length} 人`] : []),
      ...nonZero('没有送到', of(({ status }) => status === 'failed').length),
    ].join('，'),
    ...(open.length > 0 ? [`还没有确认：${namesText(open, org)}`] : ['都知道了。']),
  ].join('\n');
}

function nonZero(what: string, count: number): readonly string[] {
  return count > 0 ? [`${what} ${count} 人`] : [];
}

function namesText(open: readonly Receipt[], org: Org): string {
  const named = open.slice(0, MOST_NAMES).map(({ userId, status, call }) => {
    const why = status === 'failed' ? '（没有送到）' : '';
    return `${nameOf(org, userId)}${why}${call ? `（已请${nameOf(org, call.by)}打电话）` : ''}`;
  });
  const left = open.length - named.length;
  return `${named.join('、')}${left > 0 ? ` 等 ${open.length} 人` : ''}`;
}

export function silentText(broadcast: Broadcast, receipts: readonly Receipt[], org: Org): string {
  return `到确认时间了。\n${statusText(broadcast, receipts, org)}`;
}

export function calledText(reached: number, left: number): string {
  return left > 0
    ? `已记下 ${reached} 人。其余 ${left} 人请继续打，打通后在卡片上勾选。`
    : `已记下 ${reached} 人。`;
}

/** What replaces the button of one reader's card. */
export const confirmedLabel = (at: Date) => `已读确认 ${showMoment(at)}`;
export const CALLED_LABEL = '已记下';

import type { Told } from '../desk/ports';
import type { Alert } from '../domain/alert';
import type { Call, CallResult } from '../domain/call';
import { showMoment } from '../domain/calendar';
import type { Complaint } from '../domain/complaint';
import type { Org } from '../domain/org';
import { KEY } from './cards/keys';
import { nameOf } from './copy';
import { noticeName } from './copy-notices';

/** 谁知道: what the ledger says of one case, a line for each message and each call, in the order of time. */

export const TOLD = { whichCase: '请写上编号，例如：谁知道 KFB26000001' } as const;

export function toldText(
  complaint: Complaint,
  told: readonly Told[],
  alerts: readonly Alert[],
  org: Org,
  most: number,
): string {
  const lines = [
    ...told.map((each) => ({ at: each.createdAt, text: toldLine(each, complaint, org) })),
    ...alerts.flatMap(({ calls }) => calls.map((call) => ({ at: call.at, text: callLine(call, org) }))),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  if (lines.length === 0) return `${complaint.id} 还没有通知过谁。`;
  const left = lines.length - most;
  return [
    `${complaint.id} 谁知道：`,
    ...(left > 0 ? [`（共 ${lines.length} 条，列出最近 ${most} 条）`] : []),
    ...lines.slice(-most).map(({ text }) => `· ${text}`),
  ].join('\n');
}

function toldLine(
  { to, notice, createdAt, sentAt, msgId, status, tapped, failure }: Told,
  complaint: Complaint,
  org: Org,
) {
  const head = `${showMoment(sentAt ?? createdAt)} ${nameOf(org, to)} ${noticeName(notice, complaint)}`;
  const message = msgId === undefined ? '' : `（消息 ${msgId.slice(-6)}）`;
  const did = tapped ? `，${showMoment(tapped.at)} ${TAPPED[tapped.key] ?? '点了卡片'}` : '';
  return `${head}：${STATUS[status]}${status === 'failed' ? `（${failure ?? '原因不明'}）` : ''}${message}${did}`;
}

const STATUS: Readonly<Record<Told['status'], string>> = {
  pending: '正在发',
  folding: '在汇总里',
  folded: '在汇总里',
  sent: '已发',
  failed: '没有发到',
  moot: '已办完，没有再发',
};

const TAPPED: Readonly<Record<string, string>> = {
  [KEY.look]: '看了进展',
  [KEY.received]: '点了「收到」',
  [KEY.gotThrough]: '点了「已接通」',
  [KEY.noAnswer]: '点了「未接通」',
  [KEY.approve]: '点了「同意」',
  [KEY.return]: '点了「退回」',
  [KEY.classify]: '确认了分类',
  [KEY.assign]: '确认了分派',
  [KEY.acknowledge]: '点了「接收」',
  [KEY.write]: '开始填写',
  [KEY.contacted]: '点了「已电话联系」',
  [KEY.followUp]: '提交了回访',
};

const RESULT: Readonly<Record<CallResult, string>> = {
  answered: '接通',
  not_answered: '未接通',
  not_taken: '企业微信没有受理',
  silent: '没有报结果',
  lost: '没有结果',
};

function callLine({ at, by, to, result }: Call, org: Org): string {
  const who = by === undefined ? '语音电话' : `${nameOf(org, by)}打电话`;
  return `${showMoment(at)} ${who}给${nameOf(org, to)}：${result ? RESULT[result] : '等结果'}`;
}

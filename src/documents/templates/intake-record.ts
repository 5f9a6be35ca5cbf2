import { BUSINESS, CHANNEL, LEVEL, REASON, type Classification } from '../../domain/classification';
import { runningClock } from '../../domain/complaint';
import { heading, table, type Row } from '../content';
import { minute, until } from '../dates';
import { byPeople, signature, whoIs, type CaseSetting, type Template } from '../template';
import { yuanOr } from './shared-rows';

/** SL 投诉受理登记表 (R18). */
export const intakeRecord: Template<CaseSetting> = {
  title: '投诉受理登记表',
  version: 'SL-1',
  needs: ['name', 'phone', 'idNo', 'account', 'proxy', 'facts', 'request'],
  body: ({ complaint, event, party, org }) => {
    const statutory = runningClock(complaint, 'C0');
    return {
      parts: [
        heading('一、登记'),
        table(
          ['项目编号', complaint.id],
          ['收到时间', minute(complaint.receivedAt)],
          ['登记时间', minute(complaint.registeredAt)],
          ['受理人', whoIs(org, complaint.team.intake)],
          ['法定办理期限', statutory ? until(statutory.dueAt) : '—'],
        ),
        heading('二、投诉人'),
        table(
          ['姓名', party.name ?? '未提供'],
          ['联系电话', party.phone ?? '未提供'],
          ['证件号码', party.idNo ?? '未提供'],
          ['账号或卡号', party.account ?? '未提供'],
          ...proxyRow(party.proxy),
        ),
        heading('三、投诉内容'),
        table(
          ['事实经过', party.facts ?? '未提供'],
          ['投诉请求', party.request ?? '未提供'],
          ['主张金额', yuanOr(complaint.claimedFen, '未主张')],
          ['初步判断', suggestionText(complaint.suggested)],
        ),
      ],
      signed: byPeople(signature(org, '受理人', event.by, event.at)),
    };
  },
};

function proxyRow(proxy: string | undefined): readonly Row[] {
  return proxy === undefined ? [] : [['代理人', proxy]];
}

function suggestionText({ channel, business, reason, level }: Partial<Classification>): string {
  const words = [
    channel && CHANNEL[channel],
    business && BUSINESS[business],
    reason && REASON[reason],
    level && LEVEL[level],
  ].filter((word) => word !== undefined);
  return words.join('，') || '待分类';
}

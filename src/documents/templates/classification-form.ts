import { BUSINESS, CHANNEL, LEVEL, REASON } from '../../domain/classification';
import { table } from '../content';
import { minute } from '../dates';
import { byPeople, present, signature, whoIs, type CaseSetting, type Template } from '../template';

/** FL 投诉分类表 (R19, L11). */
export const classificationForm: Template<CaseSetting> = {
  title: '投诉分类表',
  version: 'FL-1',
  needs: [],
  body: ({ complaint, event, org }) => {
    const { channel, business, reason, level } = present(complaint.classification, 'classification');
    const group = org.groups.find(({ id }) => id === complaint.groupId);
    return {
      parts: [
        table(
          ['项目编号', complaint.id],
          ['收到时间', minute(complaint.receivedAt)],
          ['业务办理渠道', CHANNEL[channel]],
          ['业务类别', BUSINESS[business]],
          ['投诉原因', REASON[reason]],
          ['严重程度', LEVEL[level]],
          ['承办小组', group?.name ?? '—'],
          ['利益冲突', '分类人声明与本案无直接利害关系'],
          ['分类人', whoIs(org, event.by)],
          ['分类时间', minute(event.at)],
        ),
      ],
      signed: byPeople(signature(org, '分类人', event.by, event.at)),
    };
  },
};

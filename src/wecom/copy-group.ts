import { showDue, showMoment } from '../domain/calendar';
import type { GroupPost } from '../domain/group-post';
import { classText, CLOCK_NAME } from './copy';

/** 群推送的文案 (section 1): read by a whole group, so it says number, class, level and times, and nothing else. */

export function groupPostText(post: GroupPost): string {
  const { complaintId, classification, limit } = post;
  return [
    `${headline(post)} ${complaintId}`,
    `${classText(classification)}，${WHAT[post.kind]} ${showMoment(post.at)}`,
    ...(limit ? [`${CLOCK_NAME[limit.kind]}截止 ${showDue(limit.dueAt)}`] : []),
  ].join('\n');
}

function headline({ kind, limit }: GroupPost): string {
  switch (kind) {
    case 'major':
      return '重大投诉';
    case 'emergency':
      return '紧急处理';
    case 'missed':
      return limit ? `${CLOCK_NAME[limit.kind]}超时` : '超时';
    case 'closed':
      return '重大投诉已办结';
  }
}

/** What its moment is of. */
const WHAT: Readonly<Record<GroupPost['kind'], string>> = {
  major: '定级',
  emergency: '先行处理',
  missed: '通报',
  closed: '办结',
};

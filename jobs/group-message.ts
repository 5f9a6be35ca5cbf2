import { afterQuietHours } from '../src/domain/working-time';
import { freezeGroup, groupText } from '../src/wecom/group-message';
import type { JobParts } from './parts';

/** 群推送: puts a text into the group's line, if there is a group. Nobody is asked to act, so it waits for the morning. */
export async function tellGroup(
  { group, groupPosts, clock }: Pick<JobParts, 'group' | 'groupPosts' | 'clock'>,
  id: string,
  content: string,
): Promise<void> {
  if (!group) return;
  await groupPosts.put({ id, body: freezeGroup(groupText(content)) }, afterQuietHours(clock.now()));
}

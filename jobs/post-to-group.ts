import { z } from 'zod';
import type { Post } from '../src/desk/group-ports';
import { defineJob, Later } from '../src/queue/define-job';
import { WeComError } from '../src/wecom/wecom-error';
import { codesOf, fateOf } from './fate';
import type { JobParts } from './parts';

const Payload = z.strictObject({ id: z.string() });

/** 群推送: one post into the team's group. WeCom would show a repeat, so after a try that may have got through there is none. */
export const postToGroup = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'post-to-group',
  queue: 'posts',
  payload: Payload,
  jobId: ({ id }) => `post-${id}`,

  async run({ id }, parts) {
    const { group, groupPosts, clock } = parts;
    const post = await groupPosts.post(id);
    if (post?.status !== 'pending') return;
    // The key was taken out of the settings since.
    if (!group) return groupPosts.failed(id, 'no_group');
    if (post.triedAt) return ambiguous(id, parts);

    const waitMs = await group.budget();
    if (waitMs > 0) throw new Later(waitMs);
    if (!(await groupPosts.begin(id, clock.now()))) return ambiguous(id, parts);
    try {
      await group.webhook.send(post.body);
    } catch (error) {
      return refused(post, error, parts);
    }
    await groupPosts.sent(id, clock.now());
  },
});

function ambiguous(id: string, { groupPosts, log }: JobParts): Promise<void> {
  log.warn({ post: id }, 'post not sent again: an earlier try may have got through');
  return groupPosts.failed(id, 'ambiguous');
}

/** What WeCom clearly refused was not shown: it waits and is tried again, unless it can never pass. */
async function refused({ id, postAt }: Post, error: unknown, parts: JobParts): Promise<void> {
  const { groupPosts, clock, log } = parts;
  const fate = fateOf(error, undefined, postAt, clock.now());
  if (fate.is !== 'later') {
    log.warn({ post: id, ...codesOf(error) }, 'post refused by WeCom');
    return groupPosts.failed(id, fate.is === 'sent' ? 'refused' : fate.failure);
  }
  if (!fate.isClear) return ambiguous(id, parts);
  await groupPosts.untried(id);
  const facts = { post: id, ...codesOf(error), waitMs: fate.waitMs };
  const isSetup = error instanceof WeComError && error.scope === 'setup';
  if (isSetup) log.error(facts, 'post not sent: the webhook of the group is to be set up');
  else log.warn(facts, 'post not sent yet');
  throw new Later(fate.waitMs);
}

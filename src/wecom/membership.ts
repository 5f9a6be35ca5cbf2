import type { Member } from './client';
import { WeComError } from './wecom-error';

/** How long an answer of WeCom holds: a leaver is out within a minute. */
const HOLDS_MS = 45_000;
/** While WeCom cannot be asked, who was a member is taken for one so long; then nobody is let in unseen. */
const TRUSTED_MS = 15 * 60_000;

/** 在职 (issue: leavers within 60 s): whether the corp still has a member, asked of WeCom and remembered for a while. */
export function createMembership(
  getUser: (userId: string) => Promise<Pick<Member, 'isActive'>>,
): (userId: string, at: Date) => Promise<boolean> {
  const known = new Map<string, { readonly isMember: boolean; readonly at: number }>();

  return async (userId, at) => {
    const now = at.getTime();
    const last = known.get(userId);
    if (last && now - last.at < HOLDS_MS && last.at <= now) return last.isMember;
    try {
      const isMember = await ask(userId);
      known.set(userId, { isMember, at: now });
      return isMember;
    } catch {
      return last !== undefined && last.isMember && now - last.at < TRUSTED_MS;
    }
  };

  async function ask(userId: string): Promise<boolean> {
    try {
      return (await getUser(userId)).isActive;
    } catch (error) {
      if (error instanceof WeComError && error.action === 'reroute') return false;
      throw error;
    }
  }
}

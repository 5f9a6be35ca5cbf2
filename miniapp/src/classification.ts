import type { Seen } from './api/types';

/** 分类 in one line; a department that was asked is not told the channel (R3). */
export function classified({ classification: kind }: Pick<Seen, 'classification'>): string | undefined {
  if (!kind) return undefined;
  const channel = 'channel' in kind ? [kind.channel] : [];
  return [kind.business, kind.reason, ...channel, kind.level].map(({ name }) => name).join('／');
}

import type { Recorded, StoredRecord } from './ports';

/** 留痕链 (R24): each event's hash covers the one before it, so one changed byte breaks every hash that follows. */
export function chain<Event>(
  complaintId: string,
  version: number,
  chainHash: string,
  causedBy: string,
  events: readonly Event[],
  digest: (text: string) => string,
): readonly Recorded<Event>[] {
  let prevHash = chainHash;
  return events.map((event, index) => {
    const seq = version + index + 1;
    const hash = hashOf({ complaintId, seq, causedBy, event, prevHash }, digest);
    const recorded = { complaintId, seq, causedBy, event, prevHash, hash };
    prevHash = hash;
    return recorded;
  });
}

function hashOf(link: Omit<Recorded<unknown>, 'hash'>, digest: (text: string) => string): string {
  const { prevHash, complaintId, seq, causedBy, event } = link;
  return digest(JSON.stringify([prevHash, complaintId, seq, causedBy, event]));
}

/** The first link that does not fit, by its seq; undefined when the chain is whole. */
export function brokenLink(
  events: readonly Recorded<unknown>[],
  digest: (text: string) => string,
): number | undefined {
  let prevHash = '';
  for (const [index, link] of events.entries()) {
    if (link.seq !== index + 1 || link.prevHash !== prevHash || link.hash !== hashOf(link, digest))
      return link.seq;
    prevHash = link.hash;
  }
  return undefined;
}

/** 断裂处 (R24): the first link of a stored record that does not verify, or that is missing at its end; undefined when all is whole. */
export function breakIn(
  { head, links }: Pick<StoredRecord, 'head' | 'links'>,
  digest: (text: string) => string,
): number | undefined {
  const broken = brokenLink(links, digest);
  if (broken !== undefined) return broken;
  if (head === undefined) return 1;
  if (head.seq > links.length) return links.length + 1;
  return head.seq === links.length && head.hash === links.at(-1)?.hash ? undefined : links.length;
}

import type { ClientSession } from 'mongoose';
import type { LinkVerbs } from '../desk/customer-ports';
import type { CustomerLink } from '../domain/customer-link';
import type { CustomerLinkRow } from './customer-link-row';
import { createLinkTokens } from './link-tokens';
import type { Models } from './models';
import type { Sealer } from './sealer';

export function linkVerbs({ customerLinks }: Models, sealer: Sealer, session: ClientSession): LinkVerbs {
  const tokens = createLinkTokens(sealer);
  return {
    giveLink: async (given) => {
      const { token, link } = tokens.make(given.kind);
      const _id = `${given.complaintId}-${given.kind}`;
      await customerLinks.replaceOne({ _id }, { link, ...given }, { upsert: true, session });
      return token;
    },
    link: async (link) => {
      const row = await customerLinks.findOne({ link }).session(session).lean();
      return row ? linkOf(row) : undefined;
    },
    missed: async (link) => {
      await customerLinks.updateOne({ link }, { $inc: { missed: 1 } }, { session });
    },
  };
}

function linkOf({
  kind,
  complaintId,
  cycle,
  until,
  planHash = '',
  missed = 0,
}: CustomerLinkRow): CustomerLink {
  const given = { complaintId, cycle, until };
  return kind === 'survey' ? { kind, ...given } : { kind, ...given, planHash, missed };
}

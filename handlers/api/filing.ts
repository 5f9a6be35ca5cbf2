import { endpoint } from '../../src/api/endpoint';
import { duplicates, filed, filing, likenessQuery } from '../../src/api/schemas/filing';
import { guessClassification } from '../../src/chat/keywords';
import { NO_CONTACT } from '../../src/chat/understand';
import { STATES } from '../../src/domain/complaint';
import { named } from '../../src/api/schemas/shapes';
import { isRefusal, refuse } from '../../src/domain/ruling';
import { holdsPower } from '../../src/domain/transitions';
import { filedText } from '../../src/wecom/copy-chat';
import { findFor } from '../duplicates';

/** 登记一件 (T1, R18), as in chat: by the same desk, into the same vault. */
export const fileComplaint = endpoint({
  name: 'fileComplaint',
  method: 'post',
  path: '/cases',
  tag: 'filing',
  summary: '登记一件投诉',
  body: filing,
  answer: filed,
  isFiling: true,
  run: async ({ body }, { by, org, visit }) => {
    const { party, claimedFen, receivedAt = visit.at, source, replyDays, suggested } = body;
    const outcome = await visit.open(
      {
        receivedAt,
        suggested: { ...guessClassification(`${party.facts}，${party.request}`), ...suggested },
        ...(claimedFen !== undefined && { claimedFen }),
        ...(source !== undefined && { source }),
        ...(replyDays !== undefined && { replyWithin: { amount: replyDays, unit: 'd' } }),
      },
      { ...party, phone: party.phone ?? NO_CONTACT },
      by,
    );
    if (isRefusal(outcome)) return outcome;
    const { complaint } = outcome;
    const said = filedText(complaint, org).split('\n');
    const documentNo = complaint.documents[0]?.no ?? complaint.id;
    return { body: { id: complaint.id, documentNo, said }, version: complaint.version, created: true };
  },
});

/** 登记前查重: asked before filing, so that one matter is not filed twice. */
export const findDuplicates = endpoint({
  name: 'findDuplicates',
  method: 'post',
  path: '/duplicates',
  tag: 'filing',
  summary: '登记前查重',
  body: likenessQuery,
  answer: duplicates,
  run: async ({ body: { phone, idNo, ...matter } }, caller) => {
    if (!holdsPower(caller.by, 'register', undefined)) return refuse('not_permitted', { rule: 'R18' });
    const numbers = { ...(phone !== undefined && { phone }), ...(idNo !== undefined && { idNo }) };
    if (Object.keys(numbers).length === 0) return { body: { shown: [], hidden: 0 } };
    const { shown, hidden } = await findFor(numbers, { receivedAt: caller.visit.at, ...matter }, caller);
    return {
      body: {
        hidden,
        shown: shown.map(({ complaint, duplicate: { grade, score, lines } }) => ({
          ...{ id: complaint.id, state: named(STATES, complaint.state), grade, score },
          registeredAt: complaint.registeredAt.toISOString(),
          why: lines.map(({ words, points }) => ({ words, points })),
        })),
      },
    };
  },
});

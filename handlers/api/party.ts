import { z } from 'zod';
import { endpoint } from '../../src/api/endpoint';
import { party, partyQuery } from '../../src/api/schemas/party';
import { caseNumber } from '../../src/api/schemas/shapes';
import { isRefusal } from '../../src/domain/ruling';
import { PARTY_FIELD_NAME } from '../../src/wecom/copy-disclosure';

/** 看原文 (R24, G6): the one way to read what the vault holds; shown or denied, it is in the access log. */
export const readParty = endpoint({
  name: 'readParty',
  method: 'post',
  path: '/cases/{id}/party',
  tag: 'party',
  summary: '看投诉人信息原文，每看一次都记入访问记录',
  params: z.strictObject({ id: caseNumber }),
  body: partyQuery,
  answer: party,
  run: async ({ params: { id }, body }, { by, visit }) => {
    const fields = [...new Set(body.fields)];
    const outcome = await visit.disclose(id, fields, by);
    if (isRefusal(outcome)) return outcome;
    return {
      body: {
        fields: fields.flatMap((field) => {
          const value = outcome.party[field];
          return value === undefined ? [] : [{ field, label: PARTY_FIELD_NAME[field], value }];
        }),
      },
    };
  },
});

import { z } from 'zod';
import { endpoint } from '../../src/api/endpoint';
import { caseNumber } from '../../src/api/schemas/shapes';
import { PARTY_FIELDS } from '../../src/domain/complaint';
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
  body: z
    .strictObject({ fields: z.array(z.enum(PARTY_FIELDS)).min(1).max(PARTY_FIELDS.length) })
    .meta({ id: 'PartyQuery' }),
  answer: z
    .strictObject({
      fields: z.array(z.strictObject({ field: z.enum(PARTY_FIELDS), label: z.string(), value: z.string() })),
    })
    .meta({ id: 'Party', description: '投诉人信息原文（R54）' }),
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

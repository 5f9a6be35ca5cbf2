import { z } from 'zod';
import { PARTY_FIELDS } from '../../domain/complaint';

/** 看原文 (R24, G6, R54). */
export const partyQuery = z
  .strictObject({ fields: z.array(z.enum(PARTY_FIELDS)).min(1).max(PARTY_FIELDS.length) })
  .meta({ id: 'PartyQuery' });

export const party = z
  .strictObject({
    fields: z.array(z.strictObject({ field: z.enum(PARTY_FIELDS), label: z.string(), value: z.string() })),
  })
  .meta({ id: 'Party', description: '投诉人信息原文（R54）' });

export type PartyQuery = z.input<typeof partyQuery>;
export type Party = z.output<typeof party>;

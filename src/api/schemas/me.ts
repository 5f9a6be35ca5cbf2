import { z } from 'zod';
import { BUSINESS, CHANNEL, LEVEL, MAJOR_REASON, REASON, SOURCE } from '../../domain/classification';
import {
  CONTACT_MODE,
  DECISION,
  DECLINE_GROUND,
  DISCLOSURE_KIND,
  LIABILITY,
  STATES,
  SUSPENSION_GROUND,
} from '../../domain/complaint';
import { LEAK_KIND } from '../../domain/incident';
import { fen } from './shapes';

/** 我是谁, and the words forms choose from. */

export const me = z
  .strictObject({
    userId: z.string(),
    name: z.string(),
    position: z.string(),
    department: z.string(),
    roles: z.array(z.string()),
    mayFile: z.boolean(),
  })
  .meta({ id: 'Me' });

/** 词表的各张表. */
export const TABLES = {
  channel: CHANNEL,
  business: BUSINESS,
  reason: REASON,
  level: LEVEL,
  source: SOURCE,
  majorReason: MAJOR_REASON,
  state: STATES,
  contactMode: CONTACT_MODE,
  liability: LIABILITY,
  decision: DECISION,
  declineGround: DECLINE_GROUND,
  suspensionGround: SUSPENSION_GROUND,
  disclosureKind: DISCLOSURE_KIND,
  leakKind: LEAK_KIND,
} as const;

const list = z.array(z.strictObject({ code: z.string(), name: z.string() }));

export const vocabulary = z
  .strictObject({
    tables: z.strictObject(
      Object.fromEntries(Object.keys(TABLES).map((name) => [name, list])) as Record<
        keyof typeof TABLES,
        typeof list
      >,
    ),
    departments: list,
    emergencyReasons: list,
    emergencyMaxFen: fen.meta({ description: '先行处理最多花多少（R35）' }),
  })
  .meta({ id: 'Vocabulary' });

export type Me = z.output<typeof me>;
export type Vocabulary = z.output<typeof vocabulary>;

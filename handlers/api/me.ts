import { z } from 'zod';
import { endpoint } from '../../src/api/endpoint';
import { BUSINESS, CHANNEL, LEVEL, MAJOR_REASON, REASON, SOURCE } from '../../src/domain/classification';
import {
  CONTACT_MODE,
  DECISION,
  DECLINE_GROUND,
  DISCLOSURE_KIND,
  LIABILITY,
  STATES,
  SUSPENSION_GROUND,
} from '../../src/domain/complaint';
import { LEAK_KIND } from '../../src/domain/incident';
import { holdsPower } from '../../src/domain/transitions';
import { departmentName } from '../../src/wecom/copy-tasks';

/** 我是谁, and which pages are mine. */
export const showMe = endpoint({
  name: 'showMe',
  method: 'get',
  path: '/me',
  tag: 'session',
  summary: '我的身份和能做的事',
  answer: z
    .strictObject({
      userId: z.string(),
      name: z.string(),
      position: z.string(),
      department: z.string(),
      roles: z.array(z.string()),
      mayFile: z.boolean(),
    })
    .meta({ id: 'Me' }),
  run: (_asked, { by, org }) => {
    const { userId, name, position, roles } = by;
    return Promise.resolve({
      body: {
        ...{ userId, name, position, roles: [...roles], department: departmentName(org, by.department) },
        mayFile: holdsPower(by, 'register', undefined),
      },
    });
  },
});

const list = z.array(z.strictObject({ code: z.string(), name: z.string() }));

const TABLES = {
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

/** 词表: every code that forms choose from, with its name, from the tables of the domain. */
export const showVocabulary = endpoint({
  name: 'showVocabulary',
  method: 'get',
  path: '/vocabulary',
  tag: 'session',
  summary: '各项选择的代码和名称',
  answer: z
    .strictObject({
      tables: z.strictObject(
        Object.fromEntries(Object.keys(TABLES).map((name) => [name, list])) as Record<
          keyof typeof TABLES,
          typeof list
        >,
      ),
      departments: list,
      emergencyReasons: list,
    })
    .meta({ id: 'Vocabulary' }),
  run: (_asked, { org, visit }) => {
    const codes = (table: Readonly<Record<string, string>>) =>
      Object.entries(table).map(([code, name]) => ({ code, name }));
    const departments = org.departments
      .filter(({ isOutOfScope }) => !isOutOfScope)
      .map(({ id, name }) => ({ code: id, name }));
    const tables = Object.fromEntries(
      Object.entries(TABLES).map(([name, table]) => [name, codes(table)]),
    ) as Record<keyof typeof TABLES, { code: string; name: string }[]>;
    return Promise.resolve({
      body: { tables, departments, emergencyReasons: codes(visit.rules.emergency.reasons) },
    });
  },
});

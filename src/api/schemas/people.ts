import { z } from 'zod';

/** 可选的人 (L4): for what somebody is chosen, and who may be. `subject`: 被投诉人员, anybody of the staff. */
export const peopleQuery = z.strictObject({
  for: z.enum(['assign', 'reassign', 'forward_task', 'subject']),
  no: z.coerce.number().int().min(1).optional(),
});

export const candidates = z
  .strictObject({
    people: z.array(
      z.strictObject({
        userId: z.string(),
        name: z.string(),
        position: z.string(),
        load: z.int().meta({ description: '在办几件' }),
        isOffDuty: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'People' });

export type PeopleQuery = z.output<typeof peopleQuery>;
export type Candidates = z.output<typeof candidates>;

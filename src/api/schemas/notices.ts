import { z } from 'zod';
import { caseNumber, moment, person } from './shapes';

/** 通知与呼叫: what one was told, and what one is asked to answer. */

export const done = z.strictObject({ id: z.string() }).meta({ id: 'Done' });

const notice = z
  .strictObject({
    id: z.string(),
    from: person,
    at: moment,
    text: z.string(),
    confirmBy: moment,
    confirmedAt: moment.optional(),
  })
  .meta({ id: 'Notice' });
export const notices = z.strictObject({ items: z.array(notice) }).meta({ id: 'Notices' });

const alert = z
  .strictObject({
    id: z.string(),
    about: z.string().meta({ description: '投诉或泄露事件的编号' }),
    caseId: caseNumber.optional().meta({ description: '是投诉时才有' }),
    title: z.string(),
    raisedAt: moment,
    mayAcknowledge: z.boolean(),
    call: z.strictObject({ no: z.int(), to: person, askedAt: moment }).optional(),
  })
  .meta({ id: 'Alert' });
export const alerts = z.strictObject({ items: z.array(alert) }).meta({ id: 'Alerts' });

export const callResult = z
  .strictObject({ no: z.int().min(1).max(1_000), isReached: z.boolean() })
  .meta({ id: 'CallResult' });

export type Notice = z.output<typeof notice>;
export type Alert = z.output<typeof alert>;
export type CallResult = z.input<typeof callResult>;

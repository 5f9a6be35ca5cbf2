import { Schema } from 'mongoose';
import { plain } from './schema-options';

/** 发送记录: when a member, or the group, was sent something in the last hour, by the database's own clock. */
export interface SendBudgetRow {
  /** userid; or the group's sign. */
  readonly _id: string;
  readonly sent: readonly Date[];
  /** Of the last one who asked: when, and whether there was room. */
  readonly askedAt: Date;
  readonly granted: boolean;
}

export const sendBudget = new Schema<SendBudgetRow>(
  { _id: String, sent: [Date], askedAt: Date, granted: Boolean },
  { ...plain, collection: 'send_budgets' },
);
// An hour after the last question nothing in it counts any more; the rest is for a database that sweeps late.
sendBudget.index({ askedAt: 1 }, { expireAfterSeconds: 7_200 });

/** 全行当日发送数, of the day in Shanghai. There is one. */
export interface SendDayRow {
  readonly _id: string;
  readonly day: string;
  readonly sent: number;
  readonly askedAt: Date;
  readonly granted: boolean;
}

export const sendDay = new Schema<SendDayRow>(
  { _id: String, day: String, sent: Number, askedAt: Date, granted: Boolean },
  { ...plain, collection: 'send_days' },
);

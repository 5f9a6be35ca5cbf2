import { Schema } from 'mongoose';
import { plain } from './schema-options';

/** 例行任务: when it comes next. `version` grows with every turn, so that a job of an older one is told apart. */
export interface RoutineRow {
  /** Its name. */
  readonly _id: string;
  readonly dueAt: Date;
  readonly version: number;
  /** Its work is done, or it is new: only when it comes next is to be found out. */
  readonly unplanned?: true;
  /** Not taken again before this moment; equals dueAt until somebody takes it. */
  readonly claimedUntil: Date;
  readonly claimedBy?: string;
}

export const routine = new Schema<RoutineRow>(
  {
    _id: String,
    dueAt: { type: Date, required: true },
    version: { type: Number, required: true },
    unplanned: Boolean,
    claimedUntil: { type: Date, required: true },
    claimedBy: String,
  },
  { ...plain, collection: 'routines' },
);
routine.index({ claimedUntil: 1 });
routine.index({ dueAt: 1 });

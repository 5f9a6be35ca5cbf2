import { Schema } from 'mongoose';
import { plain } from './schema-options';

/** 留痕链上的一环 (R24): one entry of a case's chain, unique by case and place. */
export interface ChainedRow<Event> {
  readonly complaintId: string;
  readonly seq: number;
  readonly causedBy: string;
  readonly event: Event;
  readonly prevHash: string;
  readonly hash: string;
}

export function chainedSchema<Event>(collection: string): Schema<ChainedRow<Event>> {
  const schema = new Schema<ChainedRow<Event>>(
    {
      complaintId: { type: String, required: true },
      seq: { type: Number, required: true },
      causedBy: { type: String, required: true },
      event: { type: Schema.Types.Mixed, required: true },
      prevHash: String,
      hash: { type: String, required: true },
    },
    { ...plain, collection },
  );
  schema.index({ complaintId: 1, seq: 1 }, { unique: true });
  return schema;
}

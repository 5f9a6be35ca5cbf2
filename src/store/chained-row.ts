import { Schema } from 'mongoose';
import type { Recorded } from '../desk/ports';
import { plain } from './schema-options';

/** 留痕链上的一环 (R24): unique by case and place. */
export function chainedSchema<Event>(collection: string): Schema<Recorded<Event>> {
  const schema = new Schema<Recorded<Event>>(
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

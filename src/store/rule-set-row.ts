import { Schema } from 'mongoose';
import type { RuleChange } from '../domain/rules';
import { plain } from './schema-options';

/** 制度参数的版本记录 (section 2: who, when, old, new, reason). Numbered from 1, never changed; the last is in force. */
export interface RuleSetRow {
  readonly _id: number;
  /** Fingerprint of the content; stands twice where the bank went back to it. */
  readonly version: string;
  readonly text: string;
  readonly appliedAt: Date;
  readonly appliedBy: string;
  readonly reason: string;
  /** The version this one took over from, and what it changed of it. */
  readonly previous?: string;
  readonly changes: readonly RuleChange[];
}
export const ruleSet = new Schema<RuleSetRow>(
  {
    _id: { type: Number, required: true },
    version: { type: String, required: true },
    text: { type: String, required: true },
    appliedAt: { type: Date, required: true },
    appliedBy: { type: String, required: true },
    reason: { type: String, required: true },
    previous: String,
    changes: [Schema.Types.Mixed],
  },
  { ...plain, collection: 'rule_sets' },
);

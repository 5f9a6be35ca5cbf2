import { Schema } from 'mongoose';
import type { LinkKind } from '../domain/customer-link';
import { plain } from './schema-options';

/** 投诉人链接: one of a kind for a case, known by the digest of its token. */
export interface CustomerLinkRow {
  /** `<case>-<kind>`. */
  readonly _id: string;
  readonly link: string;
  readonly complaintId: string;
  readonly kind: LinkKind;
  readonly cycle: number;
  readonly until: Date;
  readonly planHash?: string;
  readonly missed?: number;
}
export const customerLink = new Schema<CustomerLinkRow>(
  {
    ...{ _id: String, link: String, complaintId: String, kind: String, cycle: Number, until: Date },
    ...{ planHash: String, missed: Number },
  },
  { ...plain, collection: 'customer_links' },
);
customerLink.index({ link: 1 }, { unique: true });

import { mongo } from 'mongoose';

/** 版本冲突: somebody else moved the case meanwhile. Labelled as MongoDB labels its own, so the transaction runs again. */
export class VersionConflict extends mongo.MongoError {
  constructor(complaintId: string) {
    super(`version_conflict: ${complaintId}`);
    this.addErrorLabel('TransientTransactionError');
  }
}

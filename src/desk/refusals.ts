import { undelivered } from '../domain/alert-ladder';
import type { Org } from '../domain/org';
import { isAsking, isOfAlert, unreached } from '../domain/unreached';
import type { Note } from './note';
import type { Transaction } from './ports';

/** 未送达: what follows when WeCom does not take a message for its reader. */
export interface Refusals {
  /** `failure`: what WeCom said, for the record. */
  tellNext(deliveryId: string, failure: string): Promise<void>;
}

export interface RefusalParts {
  readonly tx: Transaction;
  readonly at: Date;
  readonly org: Org;
  readonly note: Note;
}

export function refusalsOf({ tx, at, org, note }: RefusalParts): Refusals {
  return {
    tellNext: async (deliveryId, failure) => {
      const { to, notice, complaintId } = (await tx.card(deliveryId)) ?? {};
      if (!notice || to === undefined) return;
      if (notice.kind === 'digest') {
        // One by one, each finds the next in line.
        const folded = await tx.folded(to);
        const ids = folded.map(({ id }) => id);
        await tx.release(to, ids, at);
        return;
      }
      if (isOfAlert(notice)) {
        const alert = await tx.alert(notice.alert);
        const next = alert && undelivered(alert, to, at);
        if (next && next !== alert) await tx.saveAlert(next);
        return;
      }
      if (complaintId === undefined || !isAsking(notice)) return;
      const loaded = await tx.load(complaintId);
      if (loaded) await note(complaintId, unreached(notice, loaded.complaint, failure, { at, org }));
    },
  };
}

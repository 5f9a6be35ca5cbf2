import type { AddEvidence } from '../domain/acts/add-evidence';
import type { Complaint } from '../domain/complaint';
import { ruleOn } from '../domain/decide-act';
import type { Evidence, EvidenceFile } from '../domain/evidence';
import { evidenceToShow, isInReach } from '../domain/evidence-access';
import { kindOffered, tidyName, type EvidenceOffer } from '../domain/evidence-offer';
import { leavesFor, type Access } from '../domain/access-log';
import { personOf, type Person } from '../domain/org';
import type { Rules } from '../domain/rules';
import { isRefusal, refuse, type Refusal } from '../domain/ruling';
import type { PartyField } from '../domain/vocabulary';
import { logAccess, type DisclosureParts } from './disclosures';
import type { Settled, WaitingUpload } from './evidence-ports';

/** 证据 (R20, R26): files come to a case, and are looked at. */
export interface EvidenceActs {
  /** 开始上传: told at once whether the file will be taken; gives the id of the upload. Who cannot see the case is told there is none. */
  beginUpload(
    complaintId: string,
    offer: EvidenceOffer,
    by: Person,
  ): Promise<{ readonly id: string } | Refusal>;
  /** 检查完毕: what was found fit to be kept comes to the case, if its sender may still bring it there; the upload is settled either way. */
  settleUpload(id: string, found: EvidenceFile | Refusal): Promise<void>;
  /** 看证据: each look, and each try, is in the access log. `goesOn`: a later part of what was shown since that moment. */
  showEvidence(
    complaintId: string,
    no: number,
    by: Person,
    goesOn?: { readonly since: Date },
  ): Promise<{ readonly evidence: Evidence } | Refusal>;
  /** 看文书, logged likewise: who sees the case reads it, and needs a right to the personal data it prints. */
  showDocument(
    complaintId: string,
    document: { readonly no: string; readonly prints: readonly PartyField[] },
    by: Person,
  ): Promise<{ readonly complaint: Complaint } | Refusal>;
}

export interface EvidenceParts extends Omit<DisclosureParts, 'rules'> {
  readonly rulesOf: (version: string) => Rules;
  readonly act: (
    complaintId: string,
    act: AddEvidence,
    by: Person,
  ) => Promise<{ readonly complaint: Complaint } | Refusal>;
}

/** 同时上传: so many of one person's may be open. */
const MOST_OPEN = 10;

export function evidenceOf(parts: EvidenceParts): EvidenceActs {
  const { tx, at, org } = parts;
  return {
    beginUpload: async (complaintId, offer, by) => {
      const { complaint } = (await tx.load(complaintId)) ?? {};
      if (!complaint || !isInReach(by, complaint, org)) return refuse('not_found');
      const sound = rehearsed(complaint, offer, by, parts);
      if (isRefusal(sound)) return sound;
      const { maxFiles } = parts.rulesOf(complaint.rulesVersion).evidence;
      if (complaint.evidence.length + (await tx.openUploadsOf(complaintId)) >= maxFiles)
        return refuse('evidence_full', { rule: 'R20', limit: maxFiles });
      const { kind, size, source, takenAt, purpose, task } = sound;
      const upload = {
        ...{ complaintId, by: by.userId, name: tidyName(offer.name), kind, size, source },
        ...(takenAt && { takenAt }),
        ...(purpose && { purpose }),
        ...(task !== undefined && { task }),
      };
      const id = await tx.beginUpload(upload, MOST_OPEN, at);
      return id === undefined ? refuse('uploads_open', { limit: MOST_OPEN }) : { id };
    },

    settleUpload: async (id, found) => {
      const upload = await tx.waitingUpload(id);
      if (!upload) return;
      await tx.settleUpload(id, isRefusal(found) ? found : await brought(upload, found, parts), at);
    },

    showEvidence: async (complaintId, no, by, goesOn) => {
      const { complaint } = (await tx.load(complaintId)) ?? {};
      if (!complaint) return refuse('not_found');
      const evidence = evidenceToShow(no, by, complaint, org);
      const look = { at, by: by.userId, use: 'view', fields: [], evidence: no, leaves: [] } as const;
      if (isRefusal(evidence)) {
        await logAccess(parts, complaintId, { ...look, result: 'denied' });
        return evidence;
      }
      const isKnown = goesOn && (await tx.wasShown(complaintId, by.userId, no, goesOn.since));
      if (!isKnown) await logAccess(parts, complaintId, { ...look, result: 'shown' });
      return { evidence };
    },

    showDocument: async (complaintId, { no, prints }, by) => {
      const { complaint } = (await tx.load(complaintId)) ?? {};
      if (!complaint || !complaint.documents.some((each) => each.no === no)) return refuse('not_found');
      const leaves = leavesFor(by, complaint, org, { fields: prints, use: 'view' }, []);
      const look = { at, by: by.userId, use: 'view', fields: prints, document: no } as const;
      const seen: Access = isRefusal(leaves)
        ? { ...look, result: 'denied', leaves: [] }
        : { ...look, result: 'shown', leaves };
      await logAccess(parts, complaintId, seen);
      return isRefusal(leaves) ? leaves : { complaint };
    },
  };
}

/** 预演: the act as it will be when the file was looked at, so that nobody sends what is refused in the end. */
function rehearsed(
  complaint: Complaint,
  offer: EvidenceOffer,
  by: Person,
  { at, org, digest, rulesOf }: EvidenceParts,
): Evidence | Refusal {
  const rules = rulesOf(complaint.rulesVersion);
  const kind = kindOffered(offer, rules);
  if (typeof kind === 'object') return kind;
  const { size, source, takenAt, purpose, task } = offer;
  const file = {
    ...{ fileId: '', kind, mime: '', size, sha256: '', sourceSha256: '', source },
    ...(takenAt && { takenAt }),
    ...(purpose && { purpose }),
  };
  const asked = { type: 'add_evidence' as const, file, ...(task !== undefined && { task }) };
  const ruling = ruleOn(complaint, asked, by, { at, rules, org, digest, load: () => 0, linked: [] });
  if (isRefusal(ruling)) return ruling;
  const [event] = ruling.events;
  return event?.type === 'evidence_added' ? event.evidence : refuse('not_permitted');
}

async function brought(
  { complaintId, by, task }: WaitingUpload,
  file: EvidenceFile,
  { org, act }: EvidenceParts,
): Promise<Settled> {
  const sender = personOf(org, by);
  if (!sender) return refuse('not_permitted', { rule: 'R10' });
  const asked = { type: 'add_evidence' as const, file, ...(task !== undefined && { task }) };
  const outcome = await act(complaintId, asked, sender);
  return isRefusal(outcome) ? outcome : { fileId: file.fileId, no: outcome.complaint.evidence.length };
}

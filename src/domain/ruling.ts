import type { DomainEvent } from './events';

/** 拒绝码: every business no, closed. Each has its Chinese sentence in src/wecom/copy.ts. */
export type RefusalCode =
  | 'not_found'
  | 'not_permitted'
  | 'wrong_state'
  | 'case_closed'
  | 'conflict_of_interest'
  | 'received_in_future'
  | 'moment_impossible'
  | 'group_missing'
  | 'nobody_eligible'
  | 'not_a_candidate'
  | 'finding_needs_evidence'
  | 'contact_missing'
  | 'amount_unknown'
  | 'amount_invalid'
  | 'actions_missing'
  | 'plan_changed'
  | 'last_signer'
  | 'already_decided'
  | 'not_the_approver'
  | 'reason_missing'
  | 'proof_missing'
  | 'text_missing'
  | 'text_too_long'
  | 'score_missing'
  | 'waits_for_signature'
  | 'calendar_uncovered'
  | 'clock_stopped'
  | 'ground_missing'
  | 'asked_already'
  | 'nothing_to_tell'
  | 'extension_untold'
  | 'too_late'
  | 'no_longer_tier'
  | 'end_date_invalid'
  | 'papers_not_awaited'
  | 'level_unchanged'
  | 'downgrade_by_head'
  | 'upgrade_by_lead'
  | 'parent_unusable'
  | 'other_person'
  | 'new_facts'
  | 'linked_already'
  | 'emergency_open'
  | 'emergency_not_listed'
  | 'emergency_too_dear'
  | 'no_backfill_owed'
  | 'emergency_unexplained'
  | 'reviewer_involved'
  | 'documents_missing'
  | 'no_transfer'
  | 'department_unknown'
  | 'own_department'
  | 'no_addressee'
  | 'which_task'
  | 'task_acknowledged'
  | 'not_a_colleague'
  | 'seen_already'
  | 'nothing_masked'
  | 'masked_only'
  | 'export_not_granted'
  | 'request_over'
  | 'incident_not_found'
  | 'incident_closed'
  | 'inquiry_open'
  | 'inquiry_not_open'
  | 'discovered_after_report'
  | 'cause_or_remedy_missing'
  | 'closing_agreed'
  | 'no_such_evidence'
  | 'file_destroyed'
  | 'document_unready'
  | 'plan_unsigned'
  | 'surveyed_already'
  | 'no_public_address'
  | 'nothing_to_check_by'
  | 'not_the_complainant'
  | 'evidence_full'
  | 'taken_in_future'
  | FileRefusal;

/** 文件不收的原因: told before it is sent, while it is sent, or when what it holds was looked at. */
export type FileRefusal =
  | 'file_empty'
  | 'file_too_large'
  | 'kind_not_taken'
  | 'office_file'
  | 'heic_image'
  | 'uploads_open'
  | 'upload_unknown'
  | 'chunk_too_large'
  | 'file_broken'
  | 'file_disguised'
  | 'file_padded'
  | 'pdf_active'
  | 'pdf_locked'
  | 'image_too_large'
  | 'image_moving'
  | 'file_infected';

/** Facts for the refusal's sentence; ids, dates and codes only. */
export interface Refusal {
  readonly refused: RefusalCode;
  /** The rule that says no, e.g. `R23`. */
  readonly rule?: string;
  readonly by?: string;
  readonly at?: Date;
  readonly result?: string;
  readonly year?: number;
  /** Integer fen. */
  readonly limitFen?: number;
  /** A number of things, or of MB. */
  readonly limit?: number;
  readonly missing?: readonly string[];
}

/** 裁定: what the domain says to an act. */
export type Ruling = { readonly events: readonly DomainEvent[] } | Refusal;

export function rule(...events: readonly DomainEvent[]): Ruling {
  return { events };
}

export function refuse(refused: RefusalCode, facts: Omit<Refusal, 'refused'> = {}): Refusal {
  return { refused, ...facts };
}

/** Whether a text somebody must write says nothing. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

export function isRefusal<T extends object>(ruling: T | Refusal): ruling is Refusal {
  return 'refused' in ruling;
}

import type { Approval, ApproverRole } from './complaint';

/** 上一级 (section 3): above finance and the leads stands the head, above the head the executive. */
export function nextUp(role: ApproverRole | undefined): 'HEAD' | 'EXEC' {
  return role === 'FIN' || role === 'LEAD' ? 'HEAD' : 'EXEC';
}

/** What a level above may sign as well; a decline has no gate of its own. */
const PASSES: readonly (Approval['gates'][number] | undefined)[] = ['G0', 'G4', 'G5', undefined];

/**
 * 越级审批 (section 7, C6): who may sign as well when the approver stayed silent. A major case is the head's in person
 * (G1, R23), money is the executive's and finance's own (G2, G3), leave to read has its own ladder (G6): those are only
 * told of. Nor does an executive sign in place of the head where the plan needs both (R34).
 */
export function passesUpTo({
  gates,
  role,
  subject,
  required,
}: Pick<Approval, 'gates' | 'role' | 'subject' | 'required'>): ApproverRole | undefined {
  if (role === 'EXEC' || subject === 'disclose' || required.includes('G2')) return undefined;
  const [gate] = gates;
  return gates.length <= 1 && PASSES.includes(gate) ? nextUp(role) : undefined;
}

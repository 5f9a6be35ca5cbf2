import type { z } from 'zod';
import type { Part } from '../../documents/content';
import { decisionOf, openingOf } from '../../documents/templates/decision-notice';
import { DECISION, type Complaint } from '../../domain/complaint';
import type { Org } from '../../domain/org';
import { named } from '../schemas/shapes';
import type { noticePage } from '../schemas/customer';

/** 答复页 (L2): what 投诉处理决定告知书 says, but for what the vault holds. */
export function decisionPage(complaint: Complaint, { bank }: Org): z.input<typeof noticePage> {
  const { id, plan } = complaint;
  return {
    bank: bank.name,
    id,
    decision: named(DECISION, plan?.decision ?? 'rejected'),
    opening: openingOf(complaint),
    sections: decisionOf(complaint, bank).map(({ title, parts }) => ({
      title,
      lines: parts.flatMap(linesOf),
    })),
  };
}

function linesOf(part: Part): readonly string[] {
  switch (part.kind) {
    case 'heading':
    case 'paragraph':
      return [part.text];
    case 'items':
      return part.items.map((text, at) => `${at + 1}. ${text}`);
    case 'table':
      return part.rows.map(([label, value]) => `${label}：${value}`);
  }
}

import type { Complaint } from '../../src/domain/complaint';
import { approvalCard } from '../../src/wecom/cards/approval-card';
import { at, filed, org } from '../support/builders';
import { did } from '../support/side-states';

const rows = (complaint: Complaint) => {
  const no = complaint.approvals.findLast(({ subject }) => subject === 'backfill')?.no ?? 0;
  const card = approvalCard(no, complaint, org, 'task-1');
  if (card?.card_type !== 'button_interaction') throw new Error('no card with buttons');
  return (card.horizontal_content_list ?? []).map(({ keyname, value }) => `${keyname} ${value}`);
};

describe('the card that asks to ratify an emergency act (T25, R35)', () => {
  const acted = did(filed(), 'emergency');

  it('says who acted and when the form came', () => {
    expect(rows(did(acted, 'backfill', at('2026-03-03 09:00')))).toEqual(
      expect.arrayContaining(['提交人 周敏', '补办 3月3日 09:00']),
    );
  });

  it('marks a form that came too late, of the act it is about', () => {
    const twice = did(did(acted, 'backfill'), 'emergency');
    expect(rows(twice)).toContain('补办 3月2日 09:30');
    expect(rows(did(twice, 'backfill', at('2026-03-03 09:31')))).toContain('补办 3月3日 09:31（补办逾期）');
  });

  it('has no such row for any other signature', () => {
    const declined = did(filed(), 'decline');
    const card = approvalCard(declined.approvals[0]?.no ?? 0, declined, org, 'task-1');
    expect(JSON.stringify(card)).not.toContain('补办');
  });
});

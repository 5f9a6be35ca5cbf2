import { answerSurvey, type SurveyAnswer } from '../domain/acts/answer-survey';
import type { GiveNoticeLink, GiveSurveyLink } from '../domain/acts/give-link';
import type { Complaint } from '../domain/complaint';
import {
  COMPLAINANT,
  isNoticeOpen,
  lastFour,
  newLink,
  surveyStatus,
  type CustomerLink,
  type LinkKind,
} from '../domain/customer-link';
import { forbidden } from '../domain/decide-act';
import type { Person } from '../domain/org';
import type { Rules } from '../domain/rules';
import { isRefusal, refuse, type Refusal } from '../domain/ruling';
import { logAccess, type DisclosureParts } from './disclosures';
import type { Note } from './note';

/** 投诉人一侧 (R22, L2): links are given by officers; what comes by them comes from who has no account. */
export interface CustomerActs {
  /** Told this once; the one of its kind before is over. Who cannot see the case is told there is none by the caller. */
  giveLink(
    complaintId: string,
    kind: LinkKind,
    by: Person,
  ): Promise<{ readonly complaint: Complaint; readonly url: string; readonly until: Date } | Refusal>;
  /** 打开回访链接. */
  openSurvey(link: string): Promise<{ readonly complaint: Complaint; readonly isAnswered: boolean } | 'over'>;
  /** 提交评价, once. */
  answerSurvey(link: string, answer: SurveyAnswer): Promise<'taken' | 'over'>;
  /** 看答复: for who knows the last four of a number on record; each look, and each wrong try, is in the access log. */
  openNotice(link: string, last4: string): Promise<{ readonly complaint: Complaint } | 'over' | Refusal>;
}

export interface CustomerParts extends Omit<DisclosureParts, 'rules'> {
  readonly rulesOf: (version: string) => Rules;
  readonly act: (
    complaintId: string,
    act: GiveSurveyLink | GiveNoticeLink,
    by: Person,
  ) => Promise<{ readonly complaint: Complaint } | Refusal>;
  readonly note: Note;
  /** 本服务的地址, without a slash at its end. */
  readonly publicUrl?: () => string;
}

const ACT = {
  survey: { type: 'give_survey_link' },
  notice: { type: 'give_notice_link' },
} as const;

export function customerOf(parts: CustomerParts): CustomerActs {
  const { tx, at, rulesOf, act, note, publicUrl } = parts;
  const found = async (
    link: string,
  ): Promise<{ readonly link: CustomerLink; readonly complaint: Complaint } | undefined> => {
    const known = await tx.link(link);
    const { complaint } = (known && (await tx.load(known.complaintId))) ?? {};
    return known && complaint && { link: known, complaint };
  };
  const numbersOf = async (complaintId: string): Promise<readonly string[]> => {
    const { phone, idNo } = await tx.readParty(complaintId, ['phone', 'idNo']);
    return [lastFour(phone), lastFour(idNo)].filter((four) => four !== undefined);
  };

  return {
    giveLink: async (complaintId, kind, by) => {
      const { complaint } = (await tx.load(complaintId)) ?? {};
      if (!complaint) return refuse('not_found');
      const refusal = forbidden(complaint, ACT[kind].type, by);
      if (refusal) return refusal;
      if (!publicUrl) return refuse('no_public_address');
      if (kind === 'notice' && (await numbersOf(complaintId)).length === 0)
        return refuse('nothing_to_check_by', { rule: 'L2' });
      const outcome = await act(complaintId, ACT[kind], by);
      if (isRefusal(outcome)) return outcome;
      const link = newLink(kind, outcome.complaint, rulesOf(complaint.rulesVersion), at);
      const token = await tx.giveLink(link);
      return { ...outcome, url: `${publicUrl()}/c/${token}`, until: link.until };
    },

    openSurvey: async (wanted) => {
      const { link, complaint } = (await found(wanted)) ?? {};
      const status = link && complaint ? surveyStatus(link, complaint, at) : 'over';
      if (!complaint || status === 'over') return 'over';
      return { complaint, isAnswered: status === 'answered' };
    },

    answerSurvey: async (wanted, answer) => {
      const { link, complaint } = (await found(wanted)) ?? {};
      if (!link || !complaint) return 'over';
      const ruling = answerSurvey(complaint, link, answer, { at });
      if (isRefusal(ruling)) return 'over';
      for (const event of ruling.events) await note(complaint.id, event);
      return 'taken';
    },

    openNotice: async (wanted, last4) => {
      const { link, complaint } = (await found(wanted)) ?? {};
      if (!link || !complaint || !isNoticeOpen(link, complaint, at)) return 'over';
      const isTheirs = (await numbersOf(complaint.id)).includes(last4);
      await logAccess(parts, complaint.id, {
        ...{ at, by: COMPLAINANT, use: 'view', fields: [], leaves: [] },
        document: complaint.execution?.documentNo ?? complaint.plan?.documentNo ?? complaint.id,
        result: isTheirs ? 'shown' : 'denied',
      });
      if (isTheirs) return { complaint };
      await tx.missed(wanted);
      return refuse('not_the_complainant');
    },
  };
}

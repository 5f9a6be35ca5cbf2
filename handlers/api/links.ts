import { z } from 'zod';
import { endpoint, openEndpoint } from '../../src/api/endpoint';
import {
  linkGiven,
  linkWanted,
  noticeLook,
  noticePage,
  surveyAnswer,
  surveyLook,
  surveyPage,
} from '../../src/api/schemas/customer';
import { caseNumber, named } from '../../src/api/schemas/shapes';
import { decisionPage } from '../../src/api/views/decision-page';
import { shanghaiDate } from '../../src/domain/calendar';
import { BUSINESS } from '../../src/domain/classification';
import type { Complaint } from '../../src/domain/complaint';
import type { Org } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import { redactorFor, seenCase } from './caller';

/** 给投诉人的链接 (R22, L2): told to the officer, who sends it; we send none. */
export const giveLink = endpoint({
  name: 'giveLink',
  method: 'post',
  path: '/cases/{id}/links',
  tag: 'customer',
  summary: '给投诉人的链接：在线评价，或看答复',
  params: z.strictObject({ id: caseNumber }),
  body: linkWanted,
  answer: linkGiven,
  run: async ({ params: { id }, body: { kind } }, caller) => {
    const seen = await seenCase(id, caller);
    if (isRefusal(seen)) return seen;
    const given = await caller.visit.giveLink(id, kind, caller.by);
    if (isRefusal(given)) return given;
    const { complaint, url, until } = given;
    return { body: { url, until: until.toISOString() }, version: complaint.version, created: true };
  },
});

export const openSurvey = openEndpoint({
  name: 'openSurvey',
  path: '/public/survey/look',
  summary: '打开回访链接',
  body: surveyLook,
  answer: surveyPage,
  run: async (_asked, { link, org, visit }) => {
    const found = await visit.openSurvey(link);
    return found === 'over' ? 'over' : { body: surveyPageOf(found, org) };
  },
});

function surveyPageOf(
  { complaint, isAnswered }: { readonly complaint: Complaint; readonly isAnswered: boolean },
  { bank }: Org,
): z.input<typeof surveyPage> {
  return {
    bank: bank.name,
    business: named(BUSINESS, complaint.classification?.business ?? 'other'),
    receivedOn: shanghaiDate(complaint.receivedAt),
    isAnswered,
  };
}

export const answerSurvey = openEndpoint({
  name: 'answerSurvey',
  path: '/public/survey',
  summary: '提交在线评价',
  body: surveyAnswer,
  answer: surveyPage,
  run: async ({ body: { score, objection, remark } }, { link, org, visit }) => {
    const found = await visit.openSurvey(link);
    if (found === 'over') return 'over';
    const redact = await redactorFor(found.complaint.id, { visit });
    const tidy = remark === undefined ? {} : { remark: redact(remark) };
    const outcome = await visit.answerSurvey(link, { score, objection, ...tidy });
    if (outcome === 'over') return 'over';
    return { body: surveyPageOf({ ...found, isAnswered: true }, org), created: true };
  },
});

export const openNotice = openEndpoint({
  name: 'openNotice',
  path: '/public/notice',
  summary: '看处理决定，先核对身份；输错 5 次链接失效',
  body: noticeLook,
  answer: noticePage,
  run: async ({ body: { last4 } }, { link, org, visit }) => {
    const found = await visit.openNotice(link, last4);
    if (found === 'over' || isRefusal(found)) return found;
    return { body: decisionPage(found.complaint, org) };
  },
});

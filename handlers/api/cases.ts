import { z } from 'zod';
import { endpoint, type Caller } from '../../src/api/endpoint';
import { cursorOf } from '../../src/api/cursor';
import { casePage, seen, whyView } from '../../src/api/schemas/cases';
import { paging } from '../../src/api/schemas/paging';
import { caseNumber, codeOf } from '../../src/api/schemas/shapes';
import { caseLine, todosFor } from '../../src/api/views/case-line';
import { caseView as viewCase, taskView as viewTask } from '../../src/api/views/case-view';
import { withClocksFor } from '../../src/api/views/due';
import { seesWhole } from '../../src/domain/access';
import { UncoveredYear } from '../../src/domain/calendar';
import { PARTY_FIELDS, STATES, type Complaint } from '../../src/domain/complaint';
import { evidenceFor } from '../../src/domain/evidence-access';
import { isRefusal, refuse } from '../../src/domain/ruling';
import { explain } from '../../src/domain/why';
import { whyBlocks } from '../../src/wecom/copy-why';
import { caseToActOn, readerOf, seenCase } from './caller';

const MAX_WAITING = 500;

/** 我的待办: what waits for the caller, the nearest due first. */
export const listWork = endpoint({
  name: 'listWork',
  method: 'get',
  path: '/work',
  tag: 'work',
  summary: '等我办的',
  answer: casePage,
  run: async (_asked, caller) => {
    const { by, org, visit } = caller;
    const waiting = (await visit.tx.waiting(by, org, MAX_WAITING))
      .filter((complaint) => todosFor(by, complaint, org).length > 0)
      .map((complaint) => caseLine(complaint, readerOf(caller, complaint)));
    return { body: { items: waiting.sort((a, b) => dueAt(a) - dueAt(b)) } };
  },
});

function dueAt({ due }: { readonly due?: { readonly at: string } | undefined }): number {
  return due ? Date.parse(due.at) : Infinity;
}

export const listCases = endpoint({
  name: 'listCases',
  method: 'get',
  path: '/cases',
  tag: 'work',
  summary: '我能看的案件，最近收到的在前',
  query: z.strictObject({
    scope: z.enum(['all', 'open', 'filed']).default('all').meta({ description: 'filed：我登记的' }),
    state: codeOf(STATES).optional(),
    ...paging,
  }),
  answer: casePage,
  run: async ({ query: { scope, state, limit, cursor: after } }, caller) => {
    const { by, org, visit } = caller;
    const found = await visit.tx.listed(by, org, {
      ...(scope === 'open' && { open: true as const }),
      ...(scope === 'filed' && { filed: true as const }),
      ...(state !== undefined && { state }),
      ...(after && { after }),
      limit: limit + 1,
    });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      body: {
        items: shown.map((complaint) => caseLine(complaint, readerOf(caller, complaint))),
        ...(found.length > limit && last && { next: cursorOf(last) }),
      },
    };
  },
});

const params = z.strictObject({ id: caseNumber });

export const showCase = endpoint({
  name: 'showCase',
  method: 'get',
  path: '/cases/{id}',
  tag: 'work',
  summary: '一件投诉',
  params,
  answer: seen,
  run: async ({ params: { id } }, caller) => {
    const complaint = await caseToActOn(id, caller);
    if (isRefusal(complaint)) return complaint;
    return { body: await viewFor(complaint, caller), version: complaint.version };
  },
});

/** The whole, or the task alone for who has no more of the case (R3). */
export async function viewFor(complaint: Complaint, caller: Caller) {
  const { by, org, visit } = caller;
  const reader = readerOf(caller, complaint);
  const shown = evidenceFor(by, complaint, org).map(({ fileId }) => fileId);
  const names = await visit.tx.fileNames(complaint.id, shown);
  if (!seesWhole(by, complaint, org)) return viewTask(complaint, names, reader);
  const party = await visit.tx.readParty(complaint.id, PARTY_FIELDS);
  return viewCase(complaint, { party, names }, reader);
}

export const explainCase = endpoint({
  name: 'explainCase',
  method: 'get',
  path: '/cases/{id}/why',
  tag: 'work',
  summary: '时限怎么算的',
  params,
  answer: whyView,
  run: async ({ params: { id } }, caller) => {
    const complaint = await seenCase(id, caller);
    if (isRefusal(complaint)) return complaint;
    if (!seesWhole(caller.by, complaint, caller.org)) return refuse('not_found');
    try {
      const counted = withClocksFor(caller.by, complaint, caller.org);
      const blocks = whyBlocks(complaint, explain(counted, caller.visit.rulesOf(complaint)), caller.org);
      return { body: { id, clocks: blocks.map(({ lines, ...block }) => ({ ...block, lines: [...lines] })) } };
    } catch (error) {
      // A year that was taken out of the calendar is named, never guessed at (6.5).
      if (error instanceof UncoveredYear) return refuse('calendar_uncovered', { year: error.year });
      throw error;
    }
  },
});

import type { Todo } from './api/types';
import type { ActType } from '../../src/domain/transitions';

interface Place {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | undefined>>;
}

/** 去办: the page on which a to-do is done. A question is answered on its case, where it is read (R3). */
export function pageOf(caseId: string, { kind, no }: Pick<Todo, 'kind' | 'no'>): Place {
  const type = ACT_OF[kind];
  return type ? act(caseId, type, no) : { path: 'pages/case/index', query: { id: caseId } };
}

const ACT_OF: Readonly<Record<string, ActType | undefined>> = {
  approve: 'decide',
  classify: 'classify',
  assign: 'assign',
  find: 'find',
  plan: 'submit',
  execute: 'execute',
  follow_up: 'follow_up',
  tell_declined: 'tell',
  tell_extension: 'tell',
  backfill: 'backfill',
  reassign: 'reassign',
};

/** 一步的页: some acts have one of their own. */
export function act(caseId: string, type: ActType, no?: number): Place {
  const query = { id: caseId };
  switch (type) {
    case 'follow_up':
      return { path: 'pages/follow-up/index', query };
    case 'emergency':
      return { path: 'pages/emergency/index', query };
    case 'add_evidence':
      return { path: 'pages/evidence/index', query };
    case 'give_survey_link':
      return { path: 'pages/link/index', query: { ...query, kind: 'survey' } };
    case 'give_notice_link':
      return { path: 'pages/link/index', query: { ...query, kind: 'notice' } };
    case 'decide':
      return { path: 'pages/approve/index', query: { ...query, no } };
    default:
      return { path: 'pages/act/index', query: { ...query, act: type, no } };
  }
}

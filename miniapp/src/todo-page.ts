import type { WorkItem } from './api/types';
import type { ActType } from '../../src/domain/transitions';

interface Place {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | undefined>>;
}

/** 去办: the page on which a to-do is done. */
export function pageOf({ todo, caseId, no }: Pick<WorkItem, 'todo' | 'caseId' | 'no'>): Place {
  switch (todo) {
    case 'approve':
      return { path: 'pages/approve/index', query: { id: caseId, no } };
    case 'follow_up':
      return { path: 'pages/follow-up/index', query: { id: caseId } };
    case 'call':
      return { path: 'pages/call/index', query: { id: caseId } };
    case 'confirm':
      return { path: 'pages/notices/index', query: {} };
    default:
      return act(caseId, ACT_OF[todo], no);
  }
}

const ACT_OF: Readonly<
  Record<Exclude<WorkItem['todo'], 'approve' | 'follow_up' | 'call' | 'confirm'>, ActType>
> = {
  classify: 'classify',
  assign: 'assign',
  find: 'find',
  plan: 'submit',
  execute: 'execute',
  tell_declined: 'tell',
  tell_extension: 'tell',
  backfill: 'backfill',
  reassign: 'reassign',
  cooperate: 'answer_task',
};

/** 一步的页: some acts have one of their own. */
export function act(caseId: string, type: ActType, no?: number): Place {
  switch (type) {
    case 'follow_up':
      return { path: 'pages/follow-up/index', query: { id: caseId } };
    case 'emergency':
      return { path: 'pages/emergency/index', query: { id: caseId } };
    case 'decide':
      return { path: 'pages/approve/index', query: { id: caseId, no } };
    default:
      return { path: 'pages/act/index', query: { id: caseId, act: type, no } };
  }
}

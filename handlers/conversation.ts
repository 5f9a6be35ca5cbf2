import type { Visit } from '../src/desk/desk';
import type { Notice } from '../src/domain/notice';
import type { Org, Person } from '../src/domain/org';
import type { InteractiveCard } from '../src/wecom/cards/template-card';

/** 一次来访: what a handler is given. Everything it does stands or falls with the callback being taken. */
export interface Conversation {
  readonly by: Person;
  readonly org: Org;
  readonly visit: Visit;
  /** Answers the person in chat; sent by a job, from the ledger. */
  readonly say: (content: string) => Promise<void>;
  /** The same, and nothing of it is kept once it was sent. */
  readonly sayUntraced: (content: string) => Promise<void>;
  /** Tells somebody else, for what belongs to no case; of a case its events tell. */
  readonly sendText: (to: string, content: string) => Promise<void>;
  /** A task_id that was never used before. */
  readonly newTaskId: (no: number) => string;
  readonly sendCard: (notice: Notice, card: (taskId: string) => InteractiveCard) => Promise<void>;
}

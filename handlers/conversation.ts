import type { Visit } from '../src/desk/desk';
import type { Org, Person } from '../src/domain/org';

/** 一次来访: what a handler is given. Everything it does stands or falls with the callback being taken. */
export interface Conversation {
  readonly by: Person;
  readonly org: Org;
  readonly visit: Visit;
  /** Answers the person in chat; sent by a job, from the ledger. */
  readonly say: (content: string) => Promise<void>;
}

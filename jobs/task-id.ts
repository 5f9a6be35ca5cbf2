import { randomBytes } from 'node:crypto';

/** WeCom wants a task_id never used before by this app, also after the database was set up anew. */
export function newTaskId(id: string): string {
  return `${id}-${randomBytes(4).toString('hex')}`;
}

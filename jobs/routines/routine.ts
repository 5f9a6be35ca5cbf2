import type { Rules } from '../../src/domain/rules';
import type { RoutineName } from '../../src/wecom/copy-routines';
import type { JobParts } from '../parts';

/**
 * 例行任务: what is to be done again and again. `run` may run twice for one `dueAt` (killed in the middle, an emptied
 * Redis), so what it tells people has ids made of that moment, or of the day; after days of silence it runs once.
 */
export interface Routine {
  readonly name: RoutineName;
  /** The first moment after `after` at which it is due again. Throws UncoveredYear. */
  readonly next: (after: Date, rules: Rules) => Date;
  readonly run: (parts: JobParts, dueAt: Date) => Promise<void>;
}

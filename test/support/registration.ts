import { register, type Register } from '../../src/domain/acts/register';
import type { EventOf } from '../../src/domain/events';
import { context, eventsOf, MONDAY, person } from './builders';

const FILED: Register = {
  type: 'register',
  complaintId: 'KFB26000001',
  receivedAt: MONDAY,
  claimedFen: 30_000,
  suggested: {},
};

/** The event a case begins with. */
export function registration(): EventOf<'registered'> {
  const [first] = eventsOf(register(FILED, person('zhou.min'), context()));
  if (first?.type !== 'registered') throw new Error('it was not registered');
  return first;
}

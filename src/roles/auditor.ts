import { createAuditor } from '../auditor/auditor';
import { look } from '../auditor/look';
import { KINDS } from '../auditor/waiting';
import { createWebhook } from '../auditor/webhook';
import type { Foundation } from '../foundation';
import { factsOf } from '../log';
import { createAudit } from '../store/audit';
import { createHeartbeats } from '../store/heartbeats';
import type { Role } from './role';

/** auditor: looks whether everybody was told in time. It needs MongoDB and nothing else; several may run side by side. */
export function startAuditor({
  env,
  log,
  clock,
  orgAt,
  rulesOf,
  connection,
  models,
  metrics,
}: Foundation): Role {
  const audit = createAudit(connection, models);
  const auditor = createAuditor({
    look: () =>
      look({
        audit,
        now: clock.now,
        orgAt,
        rulesOf,
        onError: (id, error) => log.error({ id, ...factsOf(error) }, 'could not be put back'),
      }),
    heartbeats: createHeartbeats(models),
    webhook: createWebhook(),
    ...env.audit,
    metrics: metrics.auditing(KINDS),
    log,
  });
  auditor.start();
  return { ready: () => Promise.resolve({}), stop: auditor.stop };
}

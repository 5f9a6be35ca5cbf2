import { loadEnv } from '../config/env';
import { startService } from './compose';
import { Fault } from './errors';
import { createLog, factsOf } from './log';

/** Kubernetes and compose kill after this long; stopping by ourselves is cleaner. */
const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  const env = loadEnv(process.env);
  const log = createLog(env.logLevel);
  const service = await startService(env, { log });

  const stop = (): void => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(factsOf(error), 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  // Before there is a log, and for a person who reads the terminal.
  const said = error instanceof Fault ? error.message : `unexpected: ${factsOf(error).code}`;
  process.stderr.write(`诉达没有启动。${said}\n`);
  process.exit(1);
});

import { loadEnv } from '../config/env';
import { startService } from './compose';
import { Fault } from './errors';
import { createLog, factsOf } from './log';

/** Kubernetes and compose kill after this long; stopping by ourselves is cleaner. */
const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  const env = loadEnv(process.env);
  const log = createLog(env.logLevel);
  const starting = startService(env, { log });

  // Asked to stop while it starts, it starts and stops: nothing is left half done.
  const stop = (): void => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void starting
      .then((service) => service.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error(factsOf(error), 'stopping failed');
          process.exit(1);
        },
      );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await starting;
}

main().catch((error: unknown) => {
  // Before there is a log, and for a person who reads the terminal.
  const said = error instanceof Fault ? error.message : `unexpected: ${factsOf(error).code}`;
  process.stderr.write(`诉达没有启动。${said}\n`);
  process.exit(1);
});

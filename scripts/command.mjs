const STOP_WITHIN_MS = 9_500;
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** A sentence for the person at the terminal; nothing else is printed with it. */
export class Told extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command to its exit code. What it started and handed to `onEnd` is stopped in reverse order, whether it
 * ended by itself, by an error or by Ctrl-C. `last` prints the very last lines; `interrupted` overrides the code.
 */
export async function runCommand(main, { interrupted, last = () => {} } = {}) {
  const stops = [];
  let ending;
  const end = (code) => (ending ??= stopAll(stops, code, last));
  // npm passes Ctrl-C on to us a second time: a repeated signal must not mean "harder".
  for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => end(interrupted ?? code));
  try {
    await end(await main({ onEnd: (stop) => void stops.push(stop) }));
  } catch (error) {
    if (!ending) console.error(error instanceof Told ? error.message : error);
    await end(error instanceof Told ? error.exitCode : 1);
  }
}

async function stopAll(stops, code, last) {
  setTimeout(() => process.exit(code || 1), STOP_WITHIN_MS).unref();
  for (const stop of stops.reverse()) await stop().catch((error) => console.error(error));
  last(code);
  process.exit(code);
}

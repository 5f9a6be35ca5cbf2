import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const KEEPER = fileURLToPath(new URL('keeper.mjs', import.meta.url));

/** Starts a program that cannot outlive us. `exited` resolves to its exit code; `stop` ends it within the grace period. */
export function keepProcess(program, args, { graceMs = 8_000, output = 'inherit', ...options } = {}) {
  const child = spawn(process.execPath, [KEEPER, String(graceMs), program, ...args], {
    ...options,
    // Ctrl-C reaches every process of the terminal's group; what is to stop in order must not be in it.
    detached: true,
    stdio: ['pipe', output, output],
  });
  child.stdin.on('error', () => {});
  const exited = once(child, 'exit').then(([code]) => code ?? 1);
  return {
    child,
    exited,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

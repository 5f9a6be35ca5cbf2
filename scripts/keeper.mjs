// Stands between us and a program we start: when the pipe to us closes, by our will or by our death (even kill -9),
// the program and everything it started are told to stop, and after the grace period killed.
// Usage: node keeper.mjs <grace ms> <program> [arguments…]
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const [grace, program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
let stopping = false;

function signal(name) {
  try {
    // We lead a process group of our own (started detached), hence the minus; Windows knows no groups.
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-process.pid, name);
  } catch {
    // Nobody is left to tell.
  }
}

function stop() {
  if (stopping) return;
  stopping = true;
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), Number(grace)).unref();
}

for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, stop);
process.stdin.on('end', stop).on('error', stop).resume();
child.on('error', () => process.exit(127));
child.on('exit', (code, name) => process.exit(code ?? 128 + (constants.signals[name] ?? 0)));

import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** Runs lines of a module in a process of its own: our scripts are ES modules, which the test runner cannot import. */
export function runModule(code: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return runNode(['--input-type=module', '-e', code], env);
}

export function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      args,
      { env: { PATH: process.env['PATH'], ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, output: `${stdout}${stderr}`.trim() }),
    );
  });
}

/** What an expression over one script's exports comes to. */
export async function evaluate(script: string, expression: string, env?: Readonly<Record<string, string>>) {
  const { code, output } = await runModule(
    `import * as it from ${JSON.stringify(moduleUrl(script))};
     console.log(JSON.stringify((await (${expression})) ?? null));`,
    env,
  );
  if (code !== 0) throw new Error(output);
  return JSON.parse(output.split('\n').at(-1) ?? '') as unknown;
}

export function moduleUrl(script: string): string {
  return pathToFileURL(`scripts/${script}.mjs`).href;
}

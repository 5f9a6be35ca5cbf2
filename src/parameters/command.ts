import { parseArgs } from 'node:util';

/** 命令: what the person at the terminal asked for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'list' }
  | { readonly name: 'show'; readonly version: string }
  | { readonly name: 'diff'; readonly file: string }
  | { readonly name: 'apply'; readonly file: string; readonly by: string; readonly reason: string };

/** Undefined when it is none of ours: then the usage is shown. */
export function readCommand(args: readonly string[]): Command | undefined {
  const given = argumentsOf(args);
  if (!given) return undefined;
  const { values, positionals } = given;
  if (values.help) return { name: 'help' };
  const [name, object = '', ...more] = positionals;
  const [by, reason] = [values.by, values.reason].map((text) => text?.replace(/\s+/gu, ' ').trim());
  if (more.length > 0) return undefined;
  if (name === 'apply') return object && by && reason ? { name, file: object, by, reason } : undefined;
  if (by !== undefined || reason !== undefined) return undefined;
  if (name === 'list') return object ? undefined : { name };
  if (object === '') return undefined;
  if (name === 'show') return { name, version: object };
  return name === 'diff' ? { name, file: object } : undefined;
}

function argumentsOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { by: { type: 'string' }, reason: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch {
    return undefined;
  }
}

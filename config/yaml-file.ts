import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { Fault } from '../src/errors';

/** Reads a settings file as text; a missing one is told in a sentence. */
export function readSettings(file: string, code: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Fault(code, `读不到文件 ${file}`, { cause });
  }
}

/** Checks YAML against a schema; every fault at once, each with its line, so that one edit mends them all. */
export function parseSettings<T>(text: string, schema: z.ZodType<T>, name: string, code: string): T {
  const document = parseDocument(text);
  const [syntax] = document.errors;
  if (syntax)
    throw new Fault(code, `${name} 不是合法的 YAML：第 ${syntax.linePos?.[0].line ?? '?'} 行 ${syntax.code}`);

  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => {
    const line = lineOf(
      text,
      document.getIn(path.map(String), true) ?? document.getIn(path.slice(0, -1).map(String), true),
    );
    return `  ${path.join('.') || '（顶层）'}${line}：${message}`;
  });
  throw new Fault(code, `${name} 有 ${faults.length} 处不对：\n${faults.join('\n')}`);
}

function lineOf(text: string, node: unknown): string {
  const range =
    node !== null && typeof node === 'object' && 'range' in node ? (node.range as number[] | null) : null;
  if (!range) return '';
  return `（第 ${text.slice(0, range[0]).split('\n').length} 行）`;
}

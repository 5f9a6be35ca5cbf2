import { readFileSync } from 'node:fs';
import { isMap, isNode, isScalar, isSeq, parseDocument, type Node } from 'yaml';
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

  const result = schema.safeParse(document.toJS(), { error: inChinese });
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap(placesOf).map(({ path, message }) => {
    const place = placeOf(document.contents, path.map(String));
    const line = place?.range ? `（第 ${text.slice(0, place.range[0]).split('\n').length} 行）` : '';
    return `  ${path.join('.') || '（顶层）'}${line}：${message}`;
  });
  throw new Fault(code, `${name} 有 ${faults.length} 处不对：\n${faults.join('\n')}`);
}

const KINDS: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: ' true 或 false',
  object: '「名称: 值」的一组',
  record: '「名称: 值」的一组',
  array: '列表',
};

/** What the schema has no sentence of its own for. */
function inChinese(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? '没有写' : `要写成${KINDS[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'too_small') return `至少 ${issue.minimum} 项`;
  if (issue.code === 'invalid_value') return `只能是 ${issue.values.join('、')}`;
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => message).join('；');
  return issue.code === 'unrecognized_keys' ? '没有这一项' : '写法不对';
}

/** Unknown names are told one by one, each where it stands. */
function placesOf(issue: z.core.$ZodIssue): readonly Pick<z.core.$ZodIssue, 'path' | 'message'>[] {
  const { path, message } = issue;
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: [...path, key], message }))
    : [{ path, message }];
}

/** The node a path leads to; where it leads nowhere, the name that comes nearest. Years are numbers to YAML. */
function placeOf(root: unknown, path: readonly string[]): Node | undefined {
  let node = root;
  let place: Node | undefined;
  for (const name of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name);
      if (!pair) return place;
      node = pair.value;
      place = isNode(pair.key) ? pair.key : place;
    } else if (isSeq(node)) {
      node = node.items[Number(name)];
      place = isNode(node) ? node : place;
    } else return place;
  }
  return place;
}

import { CONTACT_MODE, type ContactMode, type Execution } from '../domain/complaint';
import { toldMoment } from './moments';

/** 读好的一步: its fields, or the labels of what the sentence leaves out. */
export type Reading<Fields> = { readonly fields: Fields } | { readonly missing: readonly string[] };

export function reading<Fields>(fields: Fields, gaps: Readonly<Record<string, boolean>>): Reading<Fields> {
  const missing = Object.keys(gaps).filter((label) => gaps[label]);
  return missing.length > 0 ? { missing } : { fields };
}

/** Words by which people say that nobody answered. */
export const UNREACHED =
  /没(?:有)?(?:联系上|接通|接(?![受到收]))|未接(?![受到收])|(?:无人|没人|[拒不])接(?![受到收])|联系不上|无法联系|失联|无法接通|占线|空号|停机|关机/u;

export const MODE_WORDS = /电话|短信|当面|面谈|微信|邮件|信函/u;

export function modeIn(text: string): ContactMode | undefined {
  if (/面谈/u.test(text)) return 'in-person';
  const word = MODE_WORDS.exec(text)?.[0];
  return (Object.entries(CONTACT_MODE) as [ContactMode, string][]).find(([, name]) => name === word)?.[0];
}

/** The longest name of a table that stands in the text, so that 「其他前台渠道」 is not read as 「其他」. */
export function named<Id extends string>(table: Readonly<Record<Id, string>>, text: string): Id | undefined {
  const found = (Object.entries(table) as [Id, string][]).filter(([, name]) => text.includes(name));
  return found.sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

/** What stands before the first label. */
export const HEAD = 'head';

/** Where a thing is said plainly it counts, before what a longer part says in passing: 「依据：系统不支持…」. */
export function first<Id>(
  rows: readonly (readonly [RegExp, Id])[],
  head: string | undefined,
  text: string,
): Id | undefined {
  const said = (where: string) => rows.find(([words]) => words.test(where))?.[1];
  return said(head ?? '') ?? said(text);
}

/** Splits `标签：内容` parts; a part runs until the next label, so its own commas stay. */
export function labelled(
  text: string,
  labels: Readonly<Record<string, RegExp>>,
): Readonly<Record<string, string>> {
  const parts: Record<string, string> = {};
  let current = HEAD;
  // 「…，证据：…」: a comma before a label ends the part as a semicolon does.
  const known = Object.values(labels).map(({ source }) => source);
  const comma = new RegExp(`[,，、\\s]+(?=(?:${known.join('|')})\\s*[:：])`, 'gu');
  for (const clause of text.replace(comma, '；').split(/[;；。\n]+/u)) {
    const [head = '', ...rest] = clause.split(/[:：]/u);
    const label = Object.keys(labels)
      .reverse()
      .find((name) => labels[name]?.test(head.trim()) && head.trim().length <= 6 && rest.length > 0);
    const content = trimmed(label === undefined ? clause : rest.join('：'));
    current = label ?? current;
    if (content === '') continue;
    parts[current] = parts[current] === undefined ? content : `${parts[current]}；${content}`;
  }
  return parts;
}

export function trimmed(text: string): string {
  return text.replace(/^[\s,，。;；、:：]+|[\s,，。;；、:：]+$/gu, '');
}

/** `电话，投诉人确认收到`: how somebody was told, and the proof of it (L2). */
export function tellingIn(told: string): {
  readonly mode?: Execution['notice']['mode'];
  readonly proof: string;
} {
  const mode = UNREACHED.test(told) ? 'unreachable' : modeIn(told);
  return { ...(mode && { mode }), proof: trimmed(told.replace(MODE_WORDS, '')) };
}

/** What is told of the moment a thing happened (R5): the field, the gap, and the sentence without it. */
export function happened(
  text: string,
  of = '',
): {
  readonly when: { readonly happenedAt?: Date };
  readonly gaps: Readonly<Record<string, boolean>>;
  readonly rest: string;
} {
  const { isTold, at, rest } = toldMoment(text, of);
  return {
    when: at ? { happenedAt: at } : {},
    gaps: { [`几点（写「${of}时间：昨天 15:20」）`]: isTold && !at },
    rest: trimmed(rest),
  };
}

import type { PartyFields } from '../desk/ports';
import type { Complaint, DocumentRef } from '../domain/complaint';
import type { DomainEvent } from '../domain/events';
import { personOf, type Org } from '../domain/org';
import { Fault } from '../errors';
import type { DocumentContent, Part, Signature, Signed } from './content';

/** What every document stands on. `party` holds the fields its template needs and no others. */
export interface Setting {
  readonly document: DocumentRef;
  readonly org: Org;
  readonly party: PartyFields;
}

/** 案件文书: the event that carries the document, and the case as it was right after it. */
export interface CaseSetting extends Setting {
  readonly event: DomainEvent;
  readonly complaint: Complaint;
}

/** 已发布的模板 (R25, R31). A change of wording is a new version: `GZ-2` after `GZ-1`. */
export interface Template<Input extends Setting> {
  readonly title: string;
  readonly version: string;
  /** Personal data it prints, read from the vault for it alone (R32). */
  readonly needs: readonly (keyof PartyFields)[];
  readonly body: (input: Input) => Body;
}

export interface Body {
  /** Whose letterhead, when it is not the bank's own. */
  readonly issuer?: string;
  readonly parts: readonly Part[];
  readonly signed: Signed;
  readonly annex?: readonly Part[];
}

export function contentOf<Input extends Setting>(template: Template<Input>, input: Input): DocumentContent {
  const { document, org } = input;
  const { title, version: templateVersion } = template;
  const { issuer = org.bank.name, parts, signed, annex = [] } = template.body(input);
  return { no: document.no, at: document.at, bank: issuer, title, templateVersion, parts, signed, annex };
}

/** What a document cannot do without. Throws Fault `document_incomplete`: the case does not hold it at that event. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Fault('document_incomplete', what);
  return value;
}

/** `赵磊（客户服务部总经理）`. */
export function whoIs(org: Org, userId: string): string {
  const person = personOf(org, userId);
  return person ? `${person.name}（${person.position}）` : userId;
}

export function signature(org: Org, role: string, userId: string, at: Date): Signature {
  return { role, name: personOf(org, userId)?.name ?? userId, at };
}

export const byPeople = (...lines: readonly Signature[]): Signed => ({ kind: 'people', lines });
export const bySeal = (by: string): Signed => ({ kind: 'seal', by });

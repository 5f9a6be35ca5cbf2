/** 文书内容: what one printed document says, before it is laid out. Holds personal data: never logged, only rendered. */
export interface DocumentContent {
  /** 文书编号 (R25). */
  readonly no: string;
  /** The bank of the letterhead. */
  readonly bank: string;
  readonly title: string;
  readonly templateVersion: string;
  /** The moment the document stands for, also in the file itself: the same content gives the same bytes. */
  readonly at: Date;
  readonly parts: readonly Part[];
  readonly signed: Signed;
  /** 附: a page of its own for our files, so that the letter goes out without it. */
  readonly annex: readonly Part[];
}

export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  /** `flush` begins at the margin, as an addressee does. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly flush?: boolean }
  /** 1. 2. 3. */
  | { readonly kind: 'items'; readonly items: readonly string[] }
  /** 表格: label on the left, what is known on the right. */
  | { readonly kind: 'table'; readonly rows: readonly Row[] };

export type Row = readonly [label: string, value: string];

/** 落款: people who signed in the system, or the bank with its seal. */
export type Signed =
  | { readonly kind: 'people'; readonly lines: readonly Signature[] }
  | { readonly kind: 'seal'; readonly by: string };

export interface Signature {
  readonly role: string;
  readonly name: string;
  readonly at: Date;
}

export const heading = (text: string): Part => ({ kind: 'heading', text });
export const paragraph = (text: string): Part => ({ kind: 'paragraph', text });
export const addressee = (text: string): Part => ({ kind: 'paragraph', text, flush: true });
export const items = (...texts: readonly string[]): Part => ({ kind: 'items', items: texts });
export const table = (...rows: readonly Row[]): Part => ({ kind: 'table', rows });

import { SaxesParser } from 'saxes';

/** An element: its text, or its children by name. Values stay strings: `00123` and `1e3` are not numbers here. */
export type XmlValue = string | XmlRecord | readonly (string | XmlRecord)[];
export interface XmlRecord {
  readonly [name: string]: XmlValue | undefined;
}

/** May repeat (doc 90240), so always a list. */
const LISTS: ReadonlySet<string> = new Set(['SelectedItem', 'OptionId']);
const MAX_DEPTH = 8;
/** Nothing WeCom sends. Inside CDATA the same letters are words somebody typed, so the parser is asked, not the text. */
const FORBIDDEN = ['doctype', 'comment', 'processinginstruction'] as const;

interface Open {
  readonly name: string;
  text: string;
  children: Record<string, unknown> | undefined;
}

/** 严格读取 XML: the children of the root `xml`; undefined for anything that is not well formed. Never throws. */
export function readXml(text: string): XmlRecord | undefined {
  const plain = readPlainXml(text);
  if (plain) return plain;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/**
 * One element of a text or of one CDATA: no attribute, no reference, no bracket, no CR, nothing beyond U+FFFD. Of these
 * the parser would make exactly the same.
 */
const ELEMENT =
  /[ \t\n]*<([A-Za-z][A-Za-z0-9_]*)>(?:<!\[CDATA\[([\t\n\x20-\x5c\x5e-\ud7ff\ue000-\ufffd]*)\]\]>|([\t\n\x20-\x25\x27-\x3b\x3d\x3f-\x5c\x5e-\ud7ff\ue000-\ufffd]*))<\/\1>/y;
const ROOT = '<xml>';
const ROOT_END = /[ \t\n]*<\/xml>[ \t\n]*$/y;

/**
 * 平铺的 XML: how WeCom writes all but the tap with answers, read many times faster than by the parser, which is asked
 * about everything else (emoji too). Undefined says only that.
 */
function readPlainXml(text: string): XmlRecord | undefined {
  if (!text.startsWith(ROOT)) return undefined;
  const root: Open = { name: 'xml', text: '', children: undefined };
  let end = (ELEMENT.lastIndex = ROOT.length);
  for (let found = ELEMENT.exec(text); found; found = ELEMENT.exec(text)) {
    const [, name = '', cdata, plain = ''] = found;
    addChild(root, name, cdata ?? plain);
    end = ELEMENT.lastIndex;
  }
  ROOT_END.lastIndex = end;
  return ROOT_END.test(text) ? (root.children as XmlRecord | undefined) : undefined;
}

function parse(text: string): XmlRecord | undefined {
  const stack: Open[] = [];
  let root: unknown;
  const parser = new SaxesParser();
  const append = (chunk: string) => {
    const top = stack.at(-1);
    if (top) top.text += chunk;
  };
  // Without a listener of its own an error is thrown. One listener more, and V8 would take the parser for a dictionary and
  // read it seven times slower.
  for (const kind of FORBIDDEN) {
    parser.on(kind, () => {
      throw new SyntaxError(kind);
    });
  }
  parser.on('opentag', ({ name }) => {
    if (stack.length === MAX_DEPTH) throw new RangeError('depth');
    stack.push({ name, text: '', children: undefined });
  });
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    const { name, text: content, children } = stack.pop() as Open;
    const parent = stack.at(-1);
    const value = children ?? content;
    if (parent) addChild(parent, name, value);
    else root = name === 'xml' ? value : undefined;
  });
  parser.write(text).close();
  return typeof root === 'object' ? (root as XmlRecord) : undefined;
}

function addChild(parent: Open, name: string, value: unknown): void {
  // No prototype: a tag named __proto__ is a name like any other.
  const children = (parent.children ??= Object.create(null) as Record<string, unknown>);
  const before = children[name];
  if (LISTS.has(name)) children[name] = [...((before as unknown[] | undefined) ?? []), value];
  else if (before === undefined) children[name] = value;
  // A second element where one is expected: the schema refuses the list.
  else children[name] = [before, value].flat();
}

import { timingSafeEqual } from 'node:crypto';

import { decrypt, getSignature } from '@wecom/crypto';
import { SaxesParser } from 'saxes';

import type { CallbackConfig } from './model';

/** What the body of an answered callback amounts to. */
export type PassiveReply =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly content: string }
  | { readonly kind: 'ignored'; readonly why: string };

/** 被动回复: an empty body or `success` is no reply; a text is shown; anything else is named and left. */
export function readPassiveReply(body: string, config: CallbackConfig, corpId: string): PassiveReply {
  const trimmed = body.trim();
  if (trimmed === '' || trimmed === 'success') return { kind: 'none' };
  try {
    const inner = leaves(open(leaves(trimmed), config, corpId));
    const type = inner.get('MsgType') ?? '';
    if (type === 'text') return { kind: 'text', content: inner.get('Content') ?? '' };
    return { kind: 'ignored', why: `passive reply of type ${type}` };
  } catch (error) {
    return {
      kind: 'ignored',
      why: `passive reply unreadable: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function open(
  envelope: ReadonlyMap<string, string>,
  { token, aesKey }: CallbackConfig,
  corpId: string,
): string {
  const field = (name: string): string => envelope.get(name)?.trim() ?? '';
  const expected = getSignature(token, field('TimeStamp'), field('Nonce'), field('Encrypt'));
  const given = field('MsgSignature');
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) {
    throw new Error('signature does not match');
  }
  const { message, id } = decrypt(aesKey, field('Encrypt'));
  if (id !== corpId) throw new Error('receiveid is not the corp');
  return message;
}

/** Every element without children by its name, the first of a name. */
function leaves(xml: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const parser = new SaxesParser();
  let text = '';
  const collect = (more: string): void => {
    text += more;
  };
  parser.on('doctype', () => {
    throw new Error('a doctype is not allowed');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', () => {
    text = '';
  });
  parser.on('text', collect);
  parser.on('cdata', collect);
  parser.on('closetag', ({ name }) => {
    if (!found.has(name)) found.set(name, text);
    text = '';
  });
  parser.write(xml).close();
  return found;
}

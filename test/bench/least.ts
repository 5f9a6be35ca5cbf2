import crypto from 'node:crypto';
import { SAMPLE } from '../support/signed-callback';

export interface Delivery {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

const KEY = Buffer.from(`${SAMPLE.aesKey}=`, 'base64');
const IV = KEY.subarray(0, 16);
const ENCRYPT = '<Encrypt><![CDATA[';
const FIELDS: readonly (readonly [string, string])[] = [
  ['<FromUserName><![CDATA[', ']]>'],
  ['<CreateTime>', '<'],
  ['<MsgType><![CDATA[', ']]>'],
  ['<Content><![CDATA[', ']]>'],
  ['<MsgId>', '<'],
];

/** 最少的做法: no check but the signature, no form but the usual one, no key to count the message by. */
export function openLeast({ query, body }: Delivery): readonly string[] {
  const encrypted = between(body.toString('latin1'), ENCRYPT, ']]>');
  const signed = [SAMPLE.token, query['timestamp'], query['nonce'], encrypted].sort().join('');
  if (crypto.hash('sha1', signed, 'hex') !== query['msg_signature'])
    throw new Error('the bench signs wrongly');
  const opener = crypto.createDecipheriv('aes-256-cbc', KEY, IV).setAutoPadding(false);
  const plain = Buffer.concat([opener.update(encrypted, 'base64'), opener.final()]);
  const xml = plain.toString('utf8', 20, 20 + plain.readUInt32BE(16));
  return FIELDS.map(([begin, end]) => between(xml, begin, end));
}

function between(text: string, begin: string, end: string): string {
  const from = text.indexOf(begin) + begin.length;
  return text.slice(from, text.indexOf(end, from));
}

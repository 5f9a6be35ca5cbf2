import { createDecipheriv, hash } from 'node:crypto';
import { createReceiver } from '../../src/wecom/receiver';
import { RETENTION_MS } from '../../src/store/inbox';
import { SAMPLE } from '../support/signed-callback';
import { freshDelivery } from './deliveries';
import { interleaved, median, ratio } from './rounds';

/** 验签、解密、解析: our receiver with an inbox that does nothing, against the least that could pass for the same. */
const MESSAGES = 500;
const ROUNDS = 41;
const WARM_UP = 8;

interface Delivery {
  readonly query: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export async function measureOpening() {
  const deliveries = Array.from({ length: MESSAGES }, (): Delivery => {
    const { query, body } = freshDelivery();
    return { query: { ...query }, body: Buffer.from(body) };
  });
  const receiver = createReceiver({
    keys: { corpId: SAMPLE.corpId, tokens: [SAMPLE.token], aesKeys: [SAMPLE.aesKey] },
    inbox: { put: () => Promise.resolve('stored') },
    now: () => new Date(),
    retentionMs: RETENTION_MS,
  });
  const contestants = {
    ours: () => timed(deliveries, ({ query, body }) => receiver.receive(query, body)),
    least: () => timed(deliveries, openLeast),
  };
  await interleaved(WARM_UP, contestants);
  const { ours = [], least = [] } = await interleaved(ROUNDS, contestants);
  return { ratio: ratio(ours, least), oursUs: median(ours), leastUs: median(least) };
}

/** Microseconds each. */
async function timed(
  deliveries: readonly Delivery[],
  open: (delivery: Delivery) => unknown,
): Promise<number> {
  const begin = performance.now();
  for (const delivery of deliveries) await open(delivery);
  return ((performance.now() - begin) / deliveries.length) * 1_000;
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

/** No check but the signature, no form but the usual one, no key to count the message by. */
function openLeast({ query, body }: Delivery): readonly string[] {
  const encrypted = between(body.toString('latin1'), ENCRYPT, ']]>');
  const signed = [SAMPLE.token, query['timestamp'], query['nonce'], encrypted].sort().join('');
  if (hash('sha1', signed, 'hex') !== query['msg_signature']) throw new Error('the bench signs wrongly');
  const opener = createDecipheriv('aes-256-cbc', KEY, IV).setAutoPadding(false);
  const plain = Buffer.concat([opener.update(encrypted, 'base64'), opener.final()]);
  const xml = plain.toString('utf8', 20, 20 + plain.readUInt32BE(16));
  return FIELDS.map(([begin, end]) => between(xml, begin, end));
}

function between(text: string, begin: string, end: string): string {
  const from = text.indexOf(begin) + begin.length;
  return text.slice(from, text.indexOf(end, from));
}

import { decrypt, getSignature } from '@wecom/crypto';
import { createReceiver } from '../../src/wecom/receiver';
import { RETENTION_MS } from '../../src/store/inbox';
import { SAMPLE } from '../support/signed-callback';
import { freshDelivery } from './deliveries';
import { openLeast, type Delivery } from './least';
import { interleaved, median, ratio } from './rounds';

/** 验签、解密、解析: our receiver with an inbox that does nothing, against the least that could pass for the same. */
const MESSAGES = 500;
const ROUNDS = 41;
const WARM_UP = 8;

export async function measureOpening() {
  const deliveries = Array.from({ length: MESSAGES }, () => {
    const { query, body, encrypted } = freshDelivery();
    return { query: { ...query }, body: Buffer.from(body), encrypted };
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
    library: () =>
      timed(deliveries, ({ query, encrypted }) => {
        getSignature(SAMPLE.token, query['timestamp'] ?? '', query['nonce'] ?? '', encrypted);
        return decrypt(SAMPLE.aesKey, encrypted);
      }),
  };
  await interleaved(WARM_UP, contestants);
  const { ours = [], least = [], library = [] } = await interleaved(ROUNDS, contestants);
  return {
    ratio: ratio(ours, least),
    /** The two calls of @wecom/crypto that the design prescribes, and nothing else. */
    libraryRatio: ratio(library, least),
    us: { ours: median(ours), least: median(least), library: median(library) },
  };
}

/** Microseconds each. */
async function timed<D extends Delivery>(
  deliveries: readonly D[],
  open: (delivery: D) => unknown,
): Promise<number> {
  const begin = performance.now();
  for (const delivery of deliveries) await open(delivery);
  return ((performance.now() - begin) / deliveries.length) * 1_000;
}

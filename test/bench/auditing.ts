import { look } from '../../src/auditor/look';
import { createAudit } from '../../src/store/audit';
import { residentMb } from './child';
import type { Bank } from './open-banks';
import { interleaved, median, ratio } from './rounds';

/** 审计: one look at a bank of so many open deadlines, against one at a bank of a thousand, in turn. */
const SIZES = [10_000, 100_000, 1_000_000];
const SMALL = 1_000;
const ROUNDS = 31;
const WARM_UP = 5;

export interface Audited {
  readonly deadlines: number;
  /** How much longer than the look at the small bank. */
  readonly ratio: number;
  readonly ms: number;
  readonly smallMs: number;
  /** Of this process, after it. */
  readonly residentMb: number;
}

/** Leaves the big bank at its largest. */
export async function measureAuditing(small: Bank, big: Bank): Promise<readonly Audited[]> {
  await small.fill(SMALL);
  const results: Audited[] = [];
  const contestants = { small: lookerAt(small), big: lookerAt(big) };
  for (const deadlines of SIZES) {
    await big.fill(deadlines);
    await interleaved(WARM_UP, contestants);
    const taken = await interleaved(ROUNDS, contestants);
    const [ofSmall, ofBig] = [taken['small'] ?? [], taken['big'] ?? []];
    results.push({
      deadlines,
      ratio: ratio(ofBig, ofSmall),
      ms: median(ofBig),
      smallMs: median(ofSmall),
      residentMb: await residentMb(process.pid),
    });
  }
  return results;
}

/** Milliseconds of one look. */
function lookerAt({ connection, models }: Bank): () => Promise<number> {
  const audit = createAudit(connection, models);
  const none = () => {
    throw new Error('nothing is lost in this bank');
  };
  return async () => {
    const begin = performance.now();
    const { findings } = await look({
      audit,
      now: () => new Date(),
      orgAt: none,
      rulesOf: none,
      onError: none,
    });
    if (findings.length > 0) throw new Error('nothing is late in this bank');
    return performance.now() - begin;
  };
}

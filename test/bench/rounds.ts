/** 交错轮次: what is compared runs A B A B … in one go, so that a busy moment of the machine falls on all alike. */
export async function interleaved<T>(
  rounds: number,
  contestants: Readonly<Record<string, () => T | Promise<T>>>,
): Promise<Readonly<Record<string, readonly T[]>>> {
  const results: Record<string, T[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) (results[name] ??= []).push(await run());
  }
  return results;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The median of the ratios of each round: both of a pair were measured within seconds of each other. */
export function ratio(of: readonly number[], to: readonly number[]): number {
  return median(of.map((value, round) => value / (to[round] ?? NaN)));
}

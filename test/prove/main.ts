import { parentPort, workerData } from 'node:worker_threads';
import { CLOCK_PROPERTIES } from './clock-properties';

/** One of several workers of scripts/prove.mjs: takes every `of`-th chunk and tells each as it is done. */
const { seed, chunks, size, at, of } = workerData as Record<'seed' | 'chunks' | 'size' | 'at' | 'of', number>;

for (const [index, { says, differs }] of CLOCK_PROPERTIES.entries()) {
  for (let chunk = 0; chunk < chunks; chunk++) {
    const number = index * chunks + chunk;
    if (number % of !== at) continue;
    parentPort?.postMessage({
      says,
      cases: size,
      difference: differs({ seed: seed + number, numRuns: size }),
    });
  }
}

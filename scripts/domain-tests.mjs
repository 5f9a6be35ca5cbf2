// For `npm run mutate`: the tests of the domain that say one thing each.
import { defineConfig } from 'vitest/config';

/** Random cases are left out: they are slow, and a mutant must not be found one day and missed the next. */
const RANDOM = ['properties', 'clock-oracle', 'approvals-model'];

export default defineConfig({
  test: {
    globals: true,
    include: ['test/domain/**/*.test.ts'],
    exclude: RANDOM.map((name) => `test/domain/${name}.test.ts`),
    testNamePattern: process.env.SUDA_TESTS,
    isolate: false,
  },
});

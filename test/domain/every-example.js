/**
 * All examples of the domain as one file, for `npm run mutate`: what they stand on is loaded once a mutant, not once a
 * test file. Tests of random cases are left out: they are slow, and a mutant must not be found one day and missed the next.
 */
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const RANDOM = ['properties', 'clock-oracle', 'tasks', 'why', 'approvals-model'].map(
  (name) => `${name}.test.ts`,
);

for (const file of readdirSync(__dirname)) {
  if (file.endsWith('.test.ts') && !RANDOM.includes(file)) require(join(__dirname, file));
}

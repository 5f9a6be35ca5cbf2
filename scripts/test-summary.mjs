/**
 * The last line of `npm test`, from vitest's results (null when it wrote none) and the exit code. A file that failed
 * without a failed test could not run and counts as one, and so does a run that ended badly with nothing else to blame.
 */
export function summaryOf(results, code) {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = results ?? {};
  const couldNotRun = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = numFailedTests + couldNotRun.length;
  return `${numPassedTests} passed, ${failed === 0 && code !== 0 ? 1 : failed} failed`;
}

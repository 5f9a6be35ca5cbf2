/**
 * The last line of `npm test`, from jest's results (null when it wrote none) and the exit code. A suite that could not
 * run counts as failed, and so does a run that ended badly with nothing else to blame.
 */
export function summaryOf(results, code) {
  const { numPassedTests = 0, numFailedTests = 0, numRuntimeErrorTestSuites = 0 } = results ?? {};
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return `${numPassedTests} passed, ${failed === 0 && code !== 0 ? 1 : failed} failed`;
}

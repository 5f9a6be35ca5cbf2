// For `npm run mutate`: the tests of the domain in one process that stays, where Jest would load everything anew for
// every mutant. They use little of Jest: its expect and snapshots, its tables and one spy, from Jest's own packages.
const Module = require('node:module');
const { basename, dirname, join } = require('node:path');
const { transformSync } = require('@swc/core');
const { expect } = require('expect');
const { bind } = require('jest-each');
const { ModuleMocker } = require('jest-mock');
const { SnapshotState, toMatchSnapshot } = require('jest-snapshot');
const { transform } = require('../jest.config.js');

const [[, options]] = Object.values(transform);
Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(require('node:fs').readFileSync(filename, 'utf8'), { ...options, filename });
  module._compile(code, filename);
};

const mocker = new ModuleMocker(globalThis);
Object.assign(globalThis, { expect, jest: { spyOn: (...target) => mocker.spyOn(...target) } });

let test;
exports.mochaHooks = {
  // What test files do while they are loaded would have Stryker start a fresh process for each mutant it reaches.
  beforeAll() {
    const { mutantCoverage } = globalThis.__stryker__ ?? {};
    if (mutantCoverage && process.env.SUDA_MUTATE === 'reached') mutantCoverage.static = {};
  },
  beforeEach() {
    test = this.currentTest;
  },
};

/** The snapshots that Jest wrote: read here, never written. */
expect.extend({
  toMatchSnapshot(received) {
    const stored = join(dirname(test.file), '__snapshots__', `${basename(test.file)}.snap`);
    const snapshotState = new SnapshotState(stored, {
      updateSnapshot: 'none',
      snapshotFormat: { escapeString: false, printBasicPrototype: false },
      rootDir: dirname(test.file),
    });
    // Jest tells all that differs at the end of a test; here the first throws, as with any other matcher.
    const told = { ...this, dontThrow: undefined, snapshotState, currentTestName: test.fullTitle() };
    return toMatchSnapshot.call(told, received);
  },
});

// Mocha puts its words in place when it reads the first test file; `each` is added as soon as they are there.
for (const word of ['describe', 'it']) {
  let given;
  Object.defineProperty(globalThis, word, {
    configurable: true,
    get: () => given,
    set: (define) => {
      given = define;
      if (define && !define.each) define.each = bind(define, false);
    },
  });
}
Object.defineProperty(globalThis, 'beforeAll', { get: () => globalThis.before });
Object.defineProperty(globalThis, 'afterAll', { get: () => globalThis.after });

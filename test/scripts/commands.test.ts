import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { evaluate, moduleUrl, runNode } from './run-module';

describe('options of npm run demo', () => {
  const parse = (...args: string[]) =>
    evaluate('demo-options', `it.parseDemoOptions(${JSON.stringify(args)})`);
  const plain = { fresh: false, help: false, script: false, fast: false, port: 8090 };

  it('opens the page on port 8090 by default', async () => {
    expect(await parse()).toEqual(plain);
  });

  it('knows its options', async () => {
    expect(await parse('--fresh', '--fast', '--port', '8123')).toEqual({
      ...plain,
      fresh: true,
      fast: true,
      port: 8123,
    });
  });

  it('plays the script by the rules of every day', async () => {
    expect(await parse('--script')).toEqual({ ...plain, script: true });
  });

  it.each([['--quick'], ['--port'], ['--port', '0'], ['--port', '70000'], ['--port', '80a'], ['fresh']])(
    'refuses %s %s with one sentence and exit code 2',
    async (...args) => {
      const { code, output } = await runNode(['scripts/demo.mjs', ...args]);
      expect(code).toBe(2);
      expect(output).toMatch(/^[^\n]*。$/u);
    },
  );

  it('names a taken port and the way around it', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, output } = await runNode(['scripts/demo.mjs', '--port', String(port)]);
    taken.close();
    expect({ code, output }).toEqual({
      code: 1,
      output: `端口 ${port} 已被占用：换一个，例如 npm run demo -- --port ${port + 1}。`,
    });
  });
});

describe('installing', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'suda-install-'));
    await mkdir(join(root, 'node_modules'));
  });

  afterEach(() => rm(root, { recursive: true }));

  const isInstalled = () => evaluate('install', `it.isInstalled(${JSON.stringify(root)})`);
  const lock = (packages: object) => JSON.stringify({ packages: { '': { name: 'suda' }, ...packages } });
  const wanted = () =>
    writeFile(
      join(root, 'package-lock.json'),
      lock({ a: { version: '1.0.1' }, b: { version: '2.0.0', optional: true } }),
    );
  const found = (packages: object) =>
    writeFile(join(root, 'node_modules', '.package-lock.json'), lock(packages));

  it('is due in a fresh clone', async () => {
    await wanted();
    expect(await isInstalled()).toBe(false);
  });

  it('is due when a package has another version', async () => {
    await wanted();
    await found({ a: { version: '1.0.0' }, b: { version: '2.0.0' } });
    expect(await isInstalled()).toBe(false);
  });

  it('is not due when all stand there, or only lack what other systems need', async () => {
    await wanted();
    await found({ a: { version: '1.0.1' } });
    expect(await isInstalled()).toBe(true);
  });

  it.each([
    ['18.20.0', true],
    ['20.18.3', true],
    ['20.19.0', false],
    ['24.1.0', false],
  ])('with Node %s refused: %s', async (version, isRefused) => {
    const refusal = `(() => { try { it.checkNode('${version}') } catch (told) { return told.message } })()`;
    const said = await evaluate('install', refusal);
    expect(said).toEqual(isRefused ? expect.stringContaining(version) : null);
  });
});

describe('the last line of npm test', () => {
  const file = (status: string, ...tests: readonly string[]) => ({
    status,
    assertionResults: tests.map((each) => ({ status: each })),
  });
  it.each([
    [
      'all passed',
      { numPassedTests: 12, numFailedTests: 0, testResults: [file('passed', 'passed')] },
      0,
      '12 passed, 0 failed',
    ],
    [
      'a test failed',
      { numPassedTests: 11, numFailedTests: 1, testResults: [file('failed', 'passed', 'failed')] },
      1,
      '11 passed, 1 failed',
    ],
    [
      'files could not run',
      {
        numPassedTests: 11,
        numFailedTests: 1,
        testResults: [file('failed', 'failed'), file('failed'), file('failed', 'skipped')],
      },
      1,
      '11 passed, 3 failed',
    ],
    ['no test came to run', null, 1, '0 passed, 1 failed'],
    ['it ended badly after all', { numPassedTests: 3 }, 1, '3 passed, 1 failed'],
  ])('tells the truth when %s', async (_what, results, code, line) => {
    expect(await evaluate('test-summary', `it.summaryOf(${JSON.stringify(results)}, ${code})`)).toBe(line);
  });
});

describe('a database of the script’s own', () => {
  it.each([
    ['mongodb://h:1/?replicaSet=rs0', 'mongodb://h:1/own?replicaSet=rs0'],
    ['mongodb://h:1,i:2/suda', 'mongodb://h:1,i:2/own'],
    ['mongodb+srv://u:p@h/suda?w=1', 'mongodb+srv://u:p@h/own?w=1&authSource=suda'],
    ['mongodb://u:p@h/suda?authSource=admin', 'mongodb://u:p@h/own?authSource=admin'],
    ['mongodb://h', 'mongodb://h/own'],
  ])('is named in %s', async (given, own) => {
    expect(await evaluate('scratch-database', `it.named(${JSON.stringify(given)}, 'own')`)).toBe(own);
  });
});

describe('a program we keep', () => {
  // Starts `node -e <program>` under the keeper, and tells its process id.
  const keeping = (program: string, graceMs: number) => `
    import { keepProcess } from ${JSON.stringify(moduleUrl('kept-process'))};
    const kept = keepProcess(process.execPath, ['-e', ${JSON.stringify(program)}], { graceMs: ${graceMs} });
    process.on('SIGTERM', async () => { await kept.stop(); console.log('stopped'); process.exit(0); });
    process.exitCode = await kept.exited;`;
  const lasting = 'console.log(process.pid); setInterval(() => {}, 1e6)';
  const stubborn = `process.on('SIGTERM', () => {}); ${lasting}`;

  async function start(code: string) {
    const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: parent.stdout })[Symbol.asyncIterator]();
    const pid = Number((await lines.next()).value);
    return { parent, pid, ended: once(parent, 'close') };
  }

  // A pipe closes when the last process that holds it is gone, and the kept one holds it: no close, no end of the test.
  it('dies with us even when we are killed', async () => {
    const { parent, pid, ended } = await start(keeping(lasting, 5_000));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('is killed when it does not listen', async () => {
    const { parent, pid, ended } = await start(keeping(stubborn, 100));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('hands on its exit code', async () => {
    const { code } = await runNode(['--input-type=module', '-e', keeping('process.exit(7)', 100)]);
    expect(code).toBe(7);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

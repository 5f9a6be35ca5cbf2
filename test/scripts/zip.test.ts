import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeZip } from './make-zip';
import { evaluate } from './run-module';

const program = Buffer.from('#!/bin/sh\n'.repeat(500));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suda-zip-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** The entry as base64; null when the zip has none. */
async function read(zip: Buffer, name: string): Promise<string | null> {
  const file = join(folder, 'a.zip');
  await writeFile(file, zip);
  const bytes = `(await import('node:fs')).readFileSync(${JSON.stringify(file)})`;
  return (await evaluate('zip', `it.readEntry(${bytes}, ${JSON.stringify(name)})?.toString('base64')`)) as
    string | null;
}

describe('reading a zip', () => {
  it('unpacks a deflated file from among others', async () => {
    const zip = makeZip([
      { name: 'a.txt', data: Buffer.from('first') },
      { name: 'bin/server', data: program, extra: 28 },
      { name: 'z.txt', data: Buffer.from('last') },
    ]);
    expect(await read(zip, 'bin/server')).toBe(program.toString('base64'));
  });

  it('takes a stored file as it is, and looks past a comment at the end', async () => {
    const zip = makeZip([{ name: 'bin/server', data: program, method: 0 }], 'made by hand');
    expect(await read(zip, 'bin/server')).toBe(program.toString('base64'));
  });

  it('finds nothing under another name', async () => {
    expect(await read(makeZip([{ name: 'bin/server', data: program }]), 'bin/serve')).toBeNull();
  });

  it.each([
    ['no zip at all', Buffer.from('<html>not found</html>')],
    ['half a zip', makeZip([{ name: 'bin/server', data: program }]).subarray(0, 60)],
    ['a packing it does not know', makeZip([{ name: 'bin/server', data: program, method: 12 }])],
    [
      'a directory that points nowhere',
      withOffset(makeZip([{ name: 'bin/server', data: program }]), 9_999_999),
    ],
  ])('refuses %s', async (_what, zip) => {
    await expect(read(zip, 'bin/server')).rejects.toThrow(/not a zip this reader knows/u);
  });
});

function withOffset(zip: Buffer, offset: number): Buffer {
  zip.writeUInt32LE(offset, zip.length - 22 + 16);
  return zip;
}

import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** One file out of a zip held in memory; null when it is not in there. Throws on what is no plain zip. */
export function readEntry(zip, name) {
  const entry = findEntry(zip, name);
  if (!entry) return null;
  if (entry.offset + 30 > zip.length || zip.readUInt32LE(entry.offset) !== LOCAL) throw broken();
  // The local header repeats the name, with an extra field of its own length.
  const start = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
  const data = unpack(zip.subarray(start, start + entry.packedSize), entry);
  if (data.length !== entry.size) throw broken();
  return data;
}

function findEntry(zip, name) {
  const end = findEnd(zip);
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== CENTRAL) throw broken();
    const nameSize = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + nameSize) === name) {
      return {
        method: zip.readUInt16LE(at + 10),
        packedSize: zip.readUInt32LE(at + 20),
        size: zip.readUInt32LE(at + 24),
        offset: zip.readUInt32LE(at + 42),
      };
    }
    at += 46 + nameSize + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return null;
}

/** The end record is 22 bytes, followed by a comment of at most 65,535. */
function findEnd(zip) {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 65_535); at -= 1) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  throw broken();
}

function unpack(packed, { method, size }) {
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  throw broken();
}

function broken() {
  return new Error('not a zip this reader knows');
}

import { readFile, readdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** 外部地址: what uni-app and Vue bring into the outputs, and what stands in its place. Also what the CSP would stop. */
const KNOWN = [
  // The shadow of a navigation bar nobody asked for, as a picture.
  [/url\(["']?https:\/\/cdn\.dcloud\.net\.cn\/[^)]*\)/g, 'none'],
  [/https:\/\/cdn\.dcloud\.net\.cn\/img\/shadow-\w+\.png/g, ''],
  // A turning wheel of a button, which the page's CSP would stop; ours turns without a picture.
  [/url\(["']?data:image\/svg[^)]*\)/g, 'none'],
  // Advertisements.
  [/https:\/\/ha[cs]\d?\.dcloud\.net\.cn\/\w*/g, ''],
  // Where to read about an error or a log.
  [/https:\/\/vuejs\.org\/error-reference\/#runtime-/g, 'vue-'],
  [/https:\/\/uniapp\.dcloud\.net\.cn\/[\w./-]*/g, ''],
];

/** Names of XML languages: never asked for. */
const NAMESPACES = /^http:\/\/www\.w3\.org\//;

const ADDRESS = /(?:https?|wss?):\/\/[^\s"'`)<>\\]+/g;
const TEXTS = ['.js', '.css', '.html', '.json', '.wxml', '.wxss', '.wxs', '.svg'];

/** Every address with a host in a text, apart from the names of XML languages. */
export function addressesIn(text) {
  return (text.match(ADDRESS) ?? []).filter((address) => !NAMESPACES.test(address));
}

export function scrubbed(text) {
  return KNOWN.reduce((clean, [known, instead]) => clean.replace(known, instead), text);
}

/** Takes the known addresses out of all files of a folder. Gives what is left, which must be our own. */
export async function scrubFolder(folder) {
  const left = [];
  for (const file of await textsUnder(folder)) {
    const text = await readFile(file, 'utf8');
    const clean = scrubbed(text);
    if (clean !== text) await writeFile(file, clean);
    left.push(...addressesIn(clean).map((address) => ({ file, address })));
  }
  return left;
}

export async function textsUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && TEXTS.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { MINIAPP } from '../support/miniapp';

const SRC = join(MINIAPP, 'src');
const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name))
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();
const textOf = (file: string) => readFileSync(join(SRC, file), 'utf8');
const thoseThat = (holds: (text: string, file: string) => boolean) =>
  files.filter((file) => holds(textOf(file), file));

describe('the house of the mini-app', () => {
  it('knows the platform in one folder only', () => {
    expect(thoseThat((text) => /#ifn?def/.test(text)).every((file) => file.startsWith('platform/'))).toBe(
      true,
    );
  });

  it('keeps the kit behind its own components', () => {
    const users = thoseThat((text) => text.includes('sard-uniapp') || /<sar-/.test(text));
    expect(users.filter((file) => !/^(components\/|App\.vue$|env\.d\.ts$)/.test(file))).toEqual([]);
  });

  it('takes of the service the words and tables of its domain, and the shapes of its API by type alone', () => {
    const taking = /^(import|export)( type)?[^;]*? from '(?:\.\.\/)+((?:src|handlers|jobs|config)\/[^']+)'/gm;
    const taken = files.flatMap((file) =>
      [...textOf(file).matchAll(taking)].map(([, , type, from = '']) => ({ file, type, from })),
    );
    expect(taken.length).toBeGreaterThan(20);
    const others = taken.filter(({ from }) => !from.startsWith('src/domain/'));
    const isShape = ({ type, from }: (typeof taken)[number]) =>
      type !== undefined && from.startsWith('src/api/schemas/');
    expect(others.filter((each) => !isShape(each))).toEqual([]);
    expect(new Set(others.map(({ file }) => file))).toEqual(new Set(['api/types.ts']));
  });

  it('goes to the network in one place', () => {
    const asking = /uni\.request|uni\.uploadFile|fetch\(|XMLHttpRequest|WebSocket/;
    expect(thoseThat((text) => asking.test(text))).toEqual(['platform/network.ts']);
  });

  it('says nothing in Chinese outside its copy, but the names of fields', () => {
    const isProse = (text: string) =>
      text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|<!--[\s\S]*?-->/g, '').match(/\p{Script=Han}/u) !== null;
    const speaking = thoseThat((text) => isProse(text)).filter((file) => !file.startsWith('copy/'));
    expect(speaking).toEqual(['forms/acts.ts', 'forms/fields.ts', 'forms/filing.ts']);
  });

  it('has no file of more than 300 lines', () => {
    expect(thoseThat((text) => text.split('\n').length > 301)).toEqual([]);
  });
});

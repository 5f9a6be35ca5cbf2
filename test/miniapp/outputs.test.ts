import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { BUILD_MS, builtMiniapp } from '../support/miniapp';

/** Written again and apart from the scrubbing, so that what it overlooks is seen here. */
const ADDRESS = /(?:https?:|wss?:)?\/\/(?=[\w-]+(?:\.[\w-]+)+)[\w.-]+[^\s"'`)]*/g;
const XML_NAMES = /^http:\/\/www\.w3\.org\//;
const OURS = 'http://127.0.0.1:3000';
const TEXTS = ['.js', '.css', '.html', '.json', '.wxml', '.wxss', '.wxs', '.svg'];

let outputs: { readonly h5: string; readonly weapp: string };
beforeAll(async () => {
  outputs = await builtMiniapp();
}, BUILD_MS);

describe('小程序的构建结果', () => {
  it.each(['h5', 'weapp'] as const)('%s names no foreign host', (target) => {
    const foreign = filesUnder(outputs[target])
      .filter((file) => TEXTS.includes(extname(file)))
      .flatMap((file) =>
        (readFileSync(file, 'utf8').match(ADDRESS) ?? [])
          .filter((address) => !XML_NAMES.test(address) && !address.startsWith(OURS))
          .map((address) => `${relative(outputs[target], file)}: ${address.slice(0, 120)}`),
      );
    expect(foreign).toEqual([]);
  });

  it('h5 speaks to the service it came from, by relative addresses', () => {
    const script = filesUnder(outputs.h5)
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(script).toContain('../api/v1');
    expect(script).not.toContain(OURS);
    const page = readFileSync(join(outputs.h5, 'index.html'), 'utf8');
    expect(page.match(/(?:src|href)="([^"]*)"/g)?.every((each) => each.includes('="./'))).toBe(true);
  });

  it('the main package of the mini-program is far below 2 MB, and so is each part loaded later', () => {
    const app = JSON.parse(readFileSync(join(outputs.weapp, 'app.json'), 'utf8')) as App;
    const roots = app.subPackages.map(({ root }) => `${root}/`);
    const sizes = new Map<string, number>([['main', 0], ...roots.map((root) => [root, 0] as const)]);
    for (const file of filesUnder(outputs.weapp)) {
      const path = relative(outputs.weapp, file);
      const part = roots.find((root) => path.startsWith(root)) ?? 'main';
      sizes.set(part, (sizes.get(part) ?? 0) + statSync(file).size);
    }
    expect(Math.max(...sizes.values())).toBeLessThan(2 * 1024 * 1024);
    expect(app.pages).toContain('pages/work/index');
    expect(app.subPackages.map(({ root }) => root)).toContain('pages/case');
  });

  it('carries no picture or font inside a style, which the CSP would stop', () => {
    const inside = filesUnder(outputs.h5)
      .filter((file) => file.endsWith('.css'))
      .filter((file) => /url\(["']?data:/.test(readFileSync(file, 'utf8')));
    expect(inside).toEqual([]);
  });
});

interface App {
  readonly pages: readonly string[];
  readonly subPackages: readonly { readonly root: string; readonly pages: readonly string[] }[];
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

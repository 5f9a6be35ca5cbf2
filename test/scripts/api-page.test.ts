import { evaluate } from './run-module';

const ask = (paths: readonly string[]) =>
  evaluate(
    'api-page',
    `(async () => {
      const page = await it.serveApiPage(0);
      const answers = [];
      for (const path of ${JSON.stringify(paths)}) {
        const answer = await fetch(page.url + path);
        answers.push({ status: answer.status, csp: answer.headers.get('content-security-policy'), text: (await answer.text()).slice(0, 400) });
      }
      await page.stop();
      return answers;
    })()`,
  ) as Promise<readonly { readonly status: number; readonly csp: string; readonly text: string }[]>;

describe('the page of the API (npm run docs -- --open)', () => {
  it('is made of parts of its own, and asks no other host for anything', async () => {
    const [page] = await ask(['']);
    const parts = [...(page?.text ?? '').matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part = '']) => part);
    expect(parts).toEqual(['ui.css', 'ui.js', 'begin.js']);
    expect(page?.csp).toContain("default-src 'self'");
    const answers = await ask([...parts, 'openapi.json']);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.at(-1)?.text).toContain('诉达小程序接口');
  });

  it('serves nothing else of this machine', async () => {
    const answers = await ask(['package.json', '..%2fpackage.json', 'constructor']);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

import { readFileSync } from 'node:fs';
import { ENDPOINTS } from '../../handlers/api';
import { openApi } from '../../src/api/openapi';

const document = openApi(ENDPOINTS);
const text = JSON.stringify(document);

describe('docs/openapi.json', () => {
  it('is what the schemas say: `npm run docs` writes it anew', () => {
    expect(JSON.parse(readFileSync('docs/openapi.json', 'utf8'))).toEqual(JSON.parse(text));
  });

  it('points at nothing that is not there', () => {
    const refs = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
    const at = (path: string) =>
      path
        .split('/')
        .reduce<unknown>((place, step) => (place as Record<string, unknown> | undefined)?.[step], document);
    expect(refs.filter((path) => at(path) === undefined)).toEqual([]);
    expect(refs.length).toBeGreaterThan(50);
  });

  it('names every operation once, with its answer, and asks every POST for a key', () => {
    const names = ENDPOINTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const paths = document['paths'] as Record<string, Record<string, { parameters?: unknown[] }>>;
    for (const { method, path } of ENDPOINTS) {
      const { parameters = [] } = paths[path]?.[method] ?? {};
      const hasKey = JSON.stringify(parameters).includes('IdempotencyKey');
      expect([path, hasKey]).toEqual([path, method === 'post']);
    }
  });
});

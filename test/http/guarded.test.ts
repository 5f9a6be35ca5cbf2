import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { guarded } from '../../src/http/api/guarded';

describe('what breaks on its way', () => {
  const logged: object[] = [];
  const broken = () => Promise.reject(new Error('王小明 13987654321'));
  const app = new Koa().use(guarded([broken], { error: (facts) => logged.push(facts) }));
  const server = createServer((request, response) => void app.callback()(request, response));
  beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)));
  afterAll(() => new Promise((closed) => server.close(closed)));

  it.each([
    ['/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '/c'],
    ['/h5/index.html', '/h5'],
    ['/api/v1/cases/KFB26000001?name=x', '/api/v1/cases'],
  ])('%s is logged as %s and told as one sentence (R54)', async (path, begins) => {
    logged.length = 0;
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('王小明');
    expect(logged).toEqual([{ path: begins, code: 'Error' }]);
  });
});

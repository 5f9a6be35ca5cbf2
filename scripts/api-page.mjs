import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Told } from './command.mjs';
import { ROOT } from './project.mjs';

const HOST = '127.0.0.1';

const PAGE = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>诉达小程序接口</title>
<link rel="stylesheet" href="ui.css">
<div id="page"></div>
<script src="ui.js"></script>
<script src="begin.js"></script>
`;

/** For reading: what is tried out goes through the demo, where the phones are logged in. */
const BEGIN = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#page',
  deepLinking: true,
  supportedSubmitMethods: [],
  validatorUrl: null,
});
`;

/** What the page is made of; it asks no other host for anything. */
const UI = join(ROOT, 'node_modules', 'swagger-ui-dist');
const PARTS = {
  '/': ['text/html', () => PAGE],
  '/begin.js': ['text/javascript', () => BEGIN],
  '/ui.js': ['text/javascript', () => readFile(join(UI, 'swagger-ui-bundle.js'))],
  '/ui.css': ['text/css', () => readFile(join(UI, 'swagger-ui.css'))],
  '/openapi.json': ['application/json', () => readFile(join(ROOT, 'docs', 'openapi.json'))],
};

/** Serves docs/openapi.json as a page to read, on this machine alone. Throws Told when the port is taken. */
export async function serveApiPage(port) {
  const server = createServer(async (request, response) => {
    const [type, read] = PARTS[new URL(request.url, `http://${HOST}`).pathname] ?? ['text/plain'];
    const body = (await read?.()) ?? '';
    response.writeHead(read ? 200 : 404, {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Security-Policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
    });
    response.end(body);
  });
  await new Promise((resolve, reject) => {
    server.once('error', () => reject(new Told(`端口 ${port} 已被占用：换一个，例如 --port ${port + 1}。`)));
    server.listen(port, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${server.address().port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, sep } from 'node:path';

import type Koa from 'koa';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

// Vue compiles the page's templates in the browser, hence unsafe-eval; nothing is loaded from anywhere else.
const POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** The page of src/sandbox/page and Vue, under /sandbox/. Only GET and HEAD of known file types inside that folder. */
export function pageFiles(root = repositoryRoot(__dirname)): Koa.Middleware {
  const folder = join(root, 'src', 'sandbox', 'page');
  const vue = join(root, 'node_modules', 'vue', 'dist', 'vue.esm-browser.prod.js');
  const fileFor = (path: string): string | null => {
    if (!path.startsWith('/sandbox/')) return null;
    return path === '/sandbox/vendor/vue.js' ? vue : fileIn(folder, path.slice('/sandbox/'.length));
  };
  return async (ctx, next) => {
    if (ctx.path === '/' || ctx.path === '/sandbox') return ctx.redirect('/sandbox/');
    const reads = ctx.method === 'GET' || ctx.method === 'HEAD';
    const file = reads ? fileFor(ctx.path) : null;
    const type = file === null ? undefined : TYPES[extname(file)];
    const content = file === null || type === undefined ? null : await contentOf(file);
    if (content === null || type === undefined) {
      await next();
      return;
    }
    ctx.set('content-security-policy', POLICY);
    ctx.set('x-content-type-options', 'nosniff');
    ctx.set('cache-control', 'no-cache');
    ctx.type = type;
    ctx.body = content;
  };
}

/** null for a path that is no plain name inside the folder. */
function fileIn(folder: string, encoded: string): string | null {
  const path = decoded(encoded);
  if (path === null || path.includes('\0') || path.includes('\\')) return null;
  const file = join(folder, path === '' ? 'index.html' : path);
  return file.startsWith(folder + sep) ? file : null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

async function contentOf(file: string): Promise<Buffer | null> {
  return readFile(file).catch(() => null);
}

/** The compiled code runs from dist/src/sandbox, and the page stays in the sources: both find the folder with package.json. */
export function repositoryRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('the sandbox found no package.json above it');
  return repositoryRoot(parent);
}

import type Koa from 'koa';

/** 提示页: one sentence where a web page would have been. */
export function showNotice(ctx: Koa.Context, status: number, words: string): void {
  ctx.status = status;
  ctx.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
  ctx.set('cache-control', 'no-store');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>提示</title>
    <style>body { margin: 30vh 24px; color: #5c6470; font: 15px/1.6 sans-serif; text-align: center }</style>
  </head>
  <body><p>${words}</p></body>
</html>
`;
}

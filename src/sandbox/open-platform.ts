import { randomUUID } from 'node:crypto';

import type Koa from 'koa';

import { showNotice } from './notice-page';
import { authorize, AUTHORIZE_PATH, returnPage } from './oauth';
import { WeComError } from './wecom-error';
import type { World } from './world';

/**
 * open.weixin.qq.com as a browser outside the sandbox's phones sees it: WeChat goes on with the code of an outsider, any
 * other browser is told where to open the link. WeCom's own webview never comes here: see webview.ts.
 */
export function openPlatform(world: World): Koa.Middleware {
  return async (ctx, next) => {
    if (ctx.path !== AUTHORIZE_PATH || ctx.method !== 'GET') {
      await next();
      return;
    }
    const query = new URLSearchParams(ctx.querystring);
    try {
      if (isWeChat(ctx.get('user-agent'))) return ctx.redirect(authorize(query, randomUUID(), world).href);
      returnPage(query, world);
      showNotice(ctx, 200, '请在企业微信客户端打开链接');
    } catch (error) {
      if (!(error instanceof WeComError)) throw error;
      showNotice(ctx, 200, `网页授权没有通过：${error.errcode} ${error.message}`);
    }
  };
}

const isWeChat = (agent: string): boolean => agent.includes('MicroMessenger') && !agent.includes('wxwork');

import { z } from 'zod';
import type { ApiRequest } from './transport';
import { WeComError } from './wecom-error';

/** 登录 (api.md 9.2, 10): a code that WeCom handed to a member's page or mini-program, told back as who it is. */
export interface Logins {
  /** 网页授权 code → userid in lower case; undefined for a bad or used code, and for somebody outside the corp. */
  userOfPageCode(code: string): Promise<string | undefined>;
  /** wx.qy.login code → the same. */
  userOfWeappCode(code: string): Promise<string | undefined>;
}

type Call = <T>(asked: ApiRequest, shape: z.ZodType<T>) => Promise<T>;

/** Codes that are bad, used, too old, or of another kind or corp: whoever brings one is not logged in, and that is all. */
const NOT_GOOD: ReadonlySet<number> = new Set([40_029, 42_013, 610_015, 610_017]);

/** An outsider has an openid instead. */
const PageAnswer = z.object({ errcode: z.literal(0), userid: z.string().min(1).optional() });
const WeappAnswer = z.object({ errcode: z.literal(0), userid: z.string().min(1), corpid: z.string() });

export function createLogins(call: Call, corpId: string): Logins {
  return {
    userOfPageCode: (code) =>
      goodOrNone(async () => {
        const answer = await call({ api: 'auth/getuserinfo', query: { code } }, PageAnswer);
        return answer.userid?.toLowerCase();
      }),
    userOfWeappCode: (code) =>
      goodOrNone(async () => {
        const query = { js_code: code, grant_type: 'authorization_code' };
        const answer = await call({ api: 'miniprogram/jscode2session', query }, WeappAnswer);
        return answer.corpid === corpId ? answer.userid.toLowerCase() : undefined;
      }),
  };
}

async function goodOrNone(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WeComError && NOT_GOOD.has(error.errcode)) return undefined;
    throw error;
  }
}

/** 网页授权地址 (api.md 9.2): silent, for whoever opens it inside WeCom. */
export function authorizeUrl(
  {
    openBase,
    corpId,
    agentId,
  }: { readonly openBase: string; readonly corpId: string; readonly agentId: number },
  redirectUri: string,
  state: string,
): string {
  const query = new URLSearchParams({
    ...{ appid: corpId, redirect_uri: redirectUri, response_type: 'code', scope: 'snsapi_base' },
    ...{ state, agentid: String(agentId) },
  });
  return `${openBase}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`;
}

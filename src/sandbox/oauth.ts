import { createHash } from 'node:crypto';

import { ILLEGAL_PARAMETER } from './card-rules';
import { checkAgent } from './send-request';
import { WeComError } from './wecom-error';
import type { ApiAnswer, ApiRequest, World } from './world';

/** 网页授权 (docs 91022, 91023; api.md 9.2). */

export const AUTHORIZE_PATH = '/connect/oauth2/authorize';

const SCOPES: readonly (string | null)[] = ['snsapi_base', 'snsapi_privateinfo'];
const STATE = /^[a-zA-Z0-9]{0,128}$/;

/** The page to return to. Refuses with 40013, 40056, 301002, 40058, or 50001 for a page that is not on the app's 可信域名. */
export function returnPage(query: URLSearchParams, world: World): URL {
  if (query.get('appid') !== world.app.corpId) throw new WeComError(40013, 'invalid corpid');
  checkAgent(Number(query.get('agentid') ?? Number.NaN), world);
  if (query.get('response_type') !== 'code')
    throw new WeComError(ILLEGAL_PARAMETER, 'response_type must be code');
  if (!SCOPES.includes(query.get('scope')))
    throw new WeComError(ILLEGAL_PARAMETER, 'scope must be snsapi_base or snsapi_privateinfo');
  if (!STATE.test(query.get('state') ?? ''))
    throw new WeComError(ILLEGAL_PARAMETER, 'state must be a-zA-Z0-9, at most 128 bytes');
  const asked = query.get('redirect_uri') ?? '';
  const page = URL.canParse(asked) ? new URL(asked) : null;
  if (page === null || world.h5Url === null || page.host !== new URL(world.h5Url).host)
    throw new WeComError(50001, 'redirect_uri is not on the trusted domain of the app');
  return page;
}

/** The page to return to, with a code for whoever asks: a member, or somebody outside the corp. */
export function authorize(query: URLSearchParams, holder: string, world: World): URL {
  const page = returnPage(query, world);
  page.searchParams.set('code', world.webCodes.issue(holder));
  const state = query.get('state');
  if (state !== null) page.searchParams.set('state', state);
  return page;
}

/** auth/getuserinfo: a member by userid; an outsider, or a member who has left meanwhile, by openid alone. */
export function userInfo({ query }: ApiRequest, { webCodes, directory }: World): ApiAnswer {
  const holder = webCodes.redeem(query.get('code') ?? '');
  const member = directory.find(holder);
  return { body: member === undefined ? { openid: openidOf(holder) } : { userid: member.userid } };
}

const openidOf = (holder: string): string =>
  `o${createHash('sha256').update(holder).digest('base64url').slice(0, 27)}`;

import { randomBytes } from 'node:crypto';

import { ILLEGAL_PARAMETER } from './card-rules';
import { WeComError } from './wecom-error';
import type { ApiAnswer, ApiRequest, World } from './world';

/**
 * miniprogram/jscode2session (doc 92426; api.md 10). A code of wx.login means nothing here (40029); 42013 for a member who
 * has left since wx.qy.login.
 */
export function codeToSession({ query }: ApiRequest, world: World): ApiAnswer {
  if (query.get('grant_type') !== 'authorization_code')
    throw new WeComError(ILLEGAL_PARAMETER, 'grant_type must be authorization_code');
  const member = world.directory.find(world.miniCodes.redeem(query.get('js_code') ?? ''));
  if (member === undefined) throw new WeComError(42013, 'not logged in');
  return {
    body: {
      corpid: world.app.corpId,
      userid: member.userid,
      session_key: randomBytes(16).toString('base64'),
    },
  };
}

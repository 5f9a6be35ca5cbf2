import { randomBytes } from 'node:crypto';

import { ILLEGAL_PARAMETER } from './card-rules';
import { WeComError } from './wecom-error';
import type { ApiAnswer, ApiRequest, World } from './world';

/** The appid must be that of the mini-program associated with the app: 90206 when there is none, 90208 for another. */
export function checkAssociated(appid: unknown, { weappId }: World): void {
  if (weappId === null) throw new WeComError(90206, 'no mini-program is associated with the app');
  if (appid !== weappId) throw new WeComError(90208, 'the appid is not that of the app');
}

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

import { ILLEGAL_PARAMETER } from './card-rules';
import type { VoiceService } from './voice-calls';
import { WeComError } from './wecom-error';
import type { ApiAnswer, ApiRequest, World } from './world';

const REFUSALS: Readonly<Record<Exclude<VoiceService, 'on'>, readonly [errcode: number, message: string]>> = {
  not_linked: [301049, 'the app is not linked to 紧急通知'],
  off: [301050, '紧急通知 is not switched on'],
  no_balance: [301051, '紧急通知 has no balance left'],
};

/**
 * 发起语音电话 pstncc/call (doc 91627): rings each member named, once. The page says that a code other than 0 is a failure
 * and lists none; a userid nobody has gets 60111 here, and no callid.
 */
export function placeCalls({ body }: ApiRequest, { voice, calls, directory }: World): ApiAnswer {
  if (voice !== 'on') throw new WeComError(...REFUSALS[voice]);
  const asked = body['callee_userid'];
  const isList = Array.isArray(asked) && asked.length > 0 && asked.every((each) => typeof each === 'string');
  if (!isList) throw new WeComError(40031, 'callee_userid must be a list of userids, not empty');
  const once = new Map(asked.map((userid) => [userid.toLowerCase(), userid]));
  const states = [...once.values()].map((userid) => {
    const person = directory.find(userid);
    if (person === undefined) return { code: 60111, callid: '', userid };
    return { code: 0, callid: calls.place(person.userid).callid, userid: person.userid };
  });
  return { body: { states } };
}

/** 获取接听状态 pstncc/getstates (doc 91628): for seven days. The page gives no errcodes; who is not linked reads nothing. */
export function callState({ body }: ApiRequest, { voice, calls, directory }: World): ApiAnswer {
  if (voice === 'not_linked') throw new WeComError(...REFUSALS.not_linked);
  const { callee_userid: userid, callid } = body;
  if (typeof userid !== 'string' || userid === '') throw new WeComError(40003, 'callee_userid missing');
  if (typeof callid !== 'string' || callid === '') throw new WeComError(ILLEGAL_PARAMETER, 'callid missing');
  const state = calls.stateOf(directory.known(userid)?.userid ?? userid, callid);
  if (state === undefined) throw new WeComError(ILLEGAL_PARAMETER, 'callid unknown, or older than 7 days');
  return { body: { ...state } };
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createAccessToken, type TokenStore } from './access-token';
import { checkedKey, rawJson } from './message-rules';
import { MESSAGE_LIMITS } from './limits';
import { createLogins, type Logins } from './login';
import { createTransport, type ApiRequest, type TransportOptions } from './transport';
import { createVoiceCalls, type VoiceCalls } from './voice-call';
import { WeComError, WeComUnreachable } from './wecom-error';

/** 成员 (doc 90196), as far as an app of today may read it. userids in lower case. */
export interface Member {
  readonly userId: string;
  readonly name: string;
  readonly position: string;
  readonly departments: readonly number[];
  /** Of `departments`, those the member leads. */
  readonly leads: readonly number[];
  readonly mainDepartment: number | undefined;
  readonly directLeaders: readonly string[];
  /** status 1, 已激活: only such a member receives messages. */
  readonly isActive: boolean;
}

/** 部门 (doc 90208). The root is 1 and its parent 0. */
export interface WeComDepartment {
  readonly id: number;
  readonly name: string;
  readonly parentId: number;
  readonly leaders: readonly string[];
}

/** Accepted by WeCom, which is not yet read by anybody. */
export interface Sent {
  readonly msgId: string;
  /** Updates the card once, within 72 h. */
  readonly responseCode?: string;
  /** Lower-case userids that cannot get it, though others did (invaliduser, unlicenseduser). */
  readonly unreached: readonly string[];
}

/** 企业微信客户端. Every call may throw WeComError (refused) or WeComUnreachable (no answer; see `sent`). */
export interface WeComClient extends VoiceCalls, Logins {
  /** 发送应用消息 (90236). Takes what `freeze` gave: the same bytes at every try. */
  send(frozen: string): Promise<Sent>;
  /** 更新模版卡片 (94888). Takes what `freezeUpdate` gave. A response_code works once: 42022 after a 'maybe' means done. */
  updateTemplateCard(frozen: string): Promise<{ readonly unreached: readonly string[] }>;
  /** 撤回应用消息 (94867), within 24 h and for every recipient. */
  recall(msgId: string): Promise<void>;
  /** 读取成员 (90196). 60111: no such member. */
  getUser(userId: string): Promise<Member>;
  /** 部门成员详情 (90201): direct members only. */
  listDepartmentUsers(departmentId: number): Promise<readonly Member[]>;
  /** 部门列表 (90208): all the app may see. */
  listDepartments(): Promise<readonly WeComDepartment[]>;
  /** Ends the kept connections. */
  close(): Promise<void>;
}

export interface WeComClientOptions extends TransportOptions {
  readonly corpId: string;
  readonly secret: string;
  /** Shared by all processes of this app (corpid + agentid). */
  readonly tokenStore: TokenStore;
  readonly now: () => Date;
}

const lower = z.string().toLowerCase();

/** `a|b|c`, in lower case, absent or null when empty. */
const joined = z
  .string()
  .nullish()
  .transform((list) => (list ?? '').toLowerCase().split('|').filter(Boolean));

const TokenAnswer = z.object({ access_token: z.string().min(1).max(512), expires_in: z.number().positive() });

const SendAnswer = z
  .object({
    errcode: z.literal(0),
    msgid: z.string().min(1),
    response_code: z.string().nullish(),
    invaliduser: joined,
    unlicenseduser: joined,
  })
  .transform(({ msgid, response_code, invaliduser, unlicenseduser }): Sent => ({
    msgId: msgid,
    ...(response_code && { responseCode: response_code }),
    unreached: [...new Set([...invaliduser, ...unlicenseduser])],
  }));

const UpdateAnswer = z
  .object({ errcode: z.literal(0), invaliduser: z.array(lower).nullish() })
  .transform(({ invaliduser }) => ({ unreached: invaliduser ?? [] }));

const Done = z.object({ errcode: z.literal(0) });

const MemberAnswer = z
  .object({
    userid: lower,
    name: z.string(),
    position: z.string().default(''),
    department: z.array(z.number().int()).default([]),
    is_leader_in_dept: z.array(z.number().int()).default([]),
    main_department: z.number().int().optional(),
    direct_leader: z.array(lower).default([]),
    status: z.number().int().optional(),
  })
  .transform((user): Member => ({
    userId: user.userid,
    name: user.name,
    position: user.position,
    departments: user.department,
    leads: user.department.filter((_, index) => user.is_leader_in_dept[index] === 1),
    mainDepartment: user.main_department,
    directLeaders: user.direct_leader,
    isActive: user.status === 1,
  }));

const DepartmentAnswer = z
  .object({
    id: z.number().int(),
    name: z.string(),
    parentid: z.number().int(),
    department_leader: z.array(lower).default([]),
  })
  .transform((department): WeComDepartment => ({
    id: department.id,
    name: department.name,
    parentId: department.parentid,
    leaders: department.department_leader,
  }));

const MembersAnswer = z.object({ userlist: z.array(MemberAnswer) });
const DepartmentsAnswer = z.object({ department: z.array(DepartmentAnswer) });

export function createWeComClient(options: WeComClientOptions): WeComClient {
  const { corpId, secret, tokenStore, now } = options;
  const transport = createTransport(options);
  const token = createAccessToken({ fetchToken, store: tokenStore, now, credential: fingerprint(secret) });

  async function fetchToken() {
    const query = { corpid: corpId, corpsecret: secret };
    const answer = await transport.call({ api: 'gettoken', query }, TokenAnswer);
    return { value: answer.access_token, expiresInMs: answer.expires_in * 1000 };
  }

  /** A refused token is renewed once, and the call goes out once more with the same bytes. */
  async function call<T>(asked: ApiRequest, shape: z.ZodType<T>): Promise<T> {
    const attempt = (access_token: string) =>
      transport.call({ ...asked, query: { access_token, ...asked.query } }, shape);

    const first = await tokenFor(asked.api, () => token.get());
    try {
      return await attempt(first);
    } catch (error) {
      if (!(error instanceof WeComError) || error.action !== 'refresh') throw error;
      const renewed = await tokenFor(asked.api, () => token.refresh(first));
      if (renewed === first) throw error;
      return attempt(renewed);
    }
  }

  return {
    send: (frozen) => call({ api: 'message/send', query: {}, body: frozen }, SendAnswer),
    updateTemplateCard: (frozen) =>
      call({ api: 'message/update_template_card', query: {}, body: frozen }, UpdateAnswer),
    recall: async (msgId) => {
      const body = rawJson({ msgid: checkedKey(msgId, MESSAGE_LIMITS.handedOut, 'msgid') });
      await call({ api: 'message/recall', query: {}, body }, Done);
    },
    ...createVoiceCalls(call),
    ...createLogins(call, corpId),
    getUser: (userId) => call({ api: 'user/get', query: { userid: userId } }, MemberAnswer),
    listDepartmentUsers: async (departmentId) =>
      (await call({ api: 'user/list', query: { department_id: String(departmentId) } }, MembersAnswer))
        .userlist,
    listDepartments: async () =>
      (await call({ api: 'department/list', query: {} }, DepartmentsAnswer)).department,
    close: transport.close,
  };
}

/** Whatever keeps us from a token (gettoken cut off, the store down), the call itself was not sent. */
async function tokenFor(api: string, ask: () => Promise<string>): Promise<string> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WeComError) throw error;
    throw new WeComUnreachable(api, 'no', 'no access_token to be had', { cause: error });
  }
}

/** Tells secrets apart without keeping one: 43 random characters are not to be guessed from eight bytes of a hash. */
function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 16);
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox';

export const APP = { corpId: 'wx5823bf96d3bd56c7', agentId: 1000002, secret: 'sandbox-secret' };
export const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };

/** 2026-03-02 09:00 in Shanghai; it stands still unless pushed. */
export const MONDAY = Date.parse('2026-03-02T01:00:00Z');

export const DIRECTORY: SandboxOptions['directory'] = {
  departments: [
    { id: 1, name: '城商银行', parentid: 0 },
    { id: 2, name: '客户服务部', parentid: 1 },
    { id: 3, name: '城南支行', parentid: 2 },
  ],
  people: [
    { userid: 'Lin', name: '林晓', department: [3], position: '柜员', direct_leader: ['zhao'] },
    { userid: 'zhao', name: '赵敏', department: [2], position: '主管' },
    { userid: '007', name: '钱行', department: [1], position: '行长' },
  ],
};

/** Nobody listens there: for tests that look at nothing but calls. */
const NOWHERE = { url: 'http://127.0.0.1:9/callback', ...KEYS };

export type Reply = Readonly<Record<string, unknown>> & {
  readonly errcode: number;
  readonly response_code: string;
  readonly msgid: string;
};

/** A sandbox and a client that holds its token. */
export interface Rig {
  readonly sandbox: Sandbox;
  readonly get: (path: string) => Promise<Reply>;
  /** An object is sent as JSON; a string or bytes exactly as given. */
  readonly post: (path: string, body: unknown) => Promise<Reply>;
  readonly send: (message: Readonly<Record<string, unknown>>) => Promise<Reply>;
}

export async function startRig(options: Partial<SandboxOptions> = {}): Promise<Rig> {
  const sandbox = await createSandbox({
    ...APP,
    callback: NOWHERE,
    directory: DIRECTORY,
    clock: { now: () => MONDAY },
    ...options,
    limits: { callbackRetryDelayMs: 0, callbackRetries: 0, ...options.limits },
  });
  const get = (path: string) => fetch(`${sandbox.url}/cgi-bin/${path}`).then(asReply);
  const token = async () =>
    (await get(`gettoken?corpid=${APP.corpId}&corpsecret=${APP.secret}`))['access_token'] as string;
  const withToken = async (path: string) =>
    `${sandbox.url}/cgi-bin/${path}${path.includes('?') ? '&' : '?'}access_token=${await token()}`;
  const post = async (path: string, body: unknown) => {
    const raw = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    return fetch(await withToken(path), { method: 'POST', body: raw }).then(asReply);
  };
  return {
    sandbox,
    post,
    get: async (path) => fetch(await withToken(path)).then(asReply),
    send: (message) => post('message/send', { agentid: APP.agentId, touser: 'lin', ...message }),
  };
}

export const text = (content: string) => ({ msgtype: 'text', text: { content } });
export const card = (template_card: unknown) => ({ msgtype: 'template_card', template_card });

/** 审批卡片: the smallest button card. */
export const buttonCard = (taskId: string, more: object = {}) => ({
  card_type: 'button_interaction',
  task_id: taskId,
  main_title: { title: '赔付审批' },
  button_list: [
    { text: '同意', style: 1, key: 'approve' },
    { text: '驳回', key: 'reject' },
  ],
  ...more,
});

/** A server that plays the service: `answer` decides; requests are kept in order. */
export interface Receiver {
  readonly url: string;
  readonly requests: readonly { readonly url: URL; readonly body: string }[];
  close(): Promise<void>;
}

export type Answer = (response: ServerResponse, index: number, url: URL, body: string) => void;

export async function startReceiver(answer: Answer): Promise<Receiver> {
  const requests: { url: URL; body: string }[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://receiver');
      requests.push({ url, body });
      answer(response, requests.length - 1, url, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom`,
    requests,
    close: () => stop(server),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const asReply = async (response: Response): Promise<Reply> => (await response.json()) as Reply;

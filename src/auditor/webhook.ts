import { Agent, request } from 'undici';
import { Fault } from '../errors';

/** 外部告警地址: a dead man's switch, or whatever wakes people up. Not WeCom, which may be what is down. */
export interface Webhook {
  /** GET. Throws Fault `webhook_refused` for any answer but 2xx, `webhook_unreachable` for none. */
  ping(url: string): Promise<void>;
  /** The same with a JSON body, by POST. */
  post(url: string, body: object): Promise<void>;
  close(): Promise<void>;
}

export function createWebhook({ totalMs = 5_000 } = {}): Webhook {
  const agent = new Agent({ connect: { timeout: totalMs }, connections: 2 });

  const call = async (url: string, body?: object): Promise<void> => {
    const status = await exchange(url, body).catch((cause: unknown) => {
      throw new Fault('webhook_unreachable', 'no answer', { cause });
    });
    if (status < 200 || status > 299) throw new Fault('webhook_refused', `HTTP status ${status}`);
  };

  const exchange = async (url: string, body?: object): Promise<number> => {
    const answer = await request(url, {
      dispatcher: agent,
      signal: AbortSignal.timeout(totalMs),
      ...(body
        ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
        : { method: 'GET' }),
    });
    await answer.body.dump();
    return answer.statusCode;
  };

  return { ping: (url) => call(url), post: call, close: () => agent.destroy() };
}

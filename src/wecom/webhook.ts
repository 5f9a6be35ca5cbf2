import { z } from 'zod';
import { createTransport, type TransportOptions } from './transport';

export interface WebhookOptions extends TransportOptions {
  /** The secret at the end of the webhook's address: never in a log or an error. */
  readonly key: string;
}

/** 消息推送 (doc 99110, formerly 群机器人): one way, into one group. */
export interface Webhook {
  /**
   * Takes what `freezeGroup` gave. Throws WeComError (45009, more than 20 a minute: wait) or WeComUnreachable. WeCom does not
   * check for repeats here: after a 'maybe' a further try may show the message twice.
   */
  send(frozen: string): Promise<void>;
  /** Ends the kept connections. */
  close(): Promise<void>;
}

const Done = z.object({ errcode: z.literal(0) });

export function createWebhook({ key, ...options }: WebhookOptions): Webhook {
  const transport = createTransport(options);
  return {
    async send(frozen) {
      await transport.call({ api: 'webhook/send', query: { key }, body: frozen }, Done);
    },
    close: transport.close,
  };
}

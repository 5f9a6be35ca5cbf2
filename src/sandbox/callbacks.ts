import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { encrypt, getSignature } from '@wecom/crypto';

import { envelopeXml } from './callback-xml';
import { firstBytes } from './cut';
import { exchange, type Answer } from './http-exchange';
import type { CallbackConfig } from './model';
import { readPassiveReply } from './passive-reply';
import type { World } from './world';

export interface Attempt {
  readonly at: number;
  /** 0 when the connection failed or was cut at the time limit. */
  readonly status: number;
  readonly ms: number;
}

/** One callback and what became of it. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly userid: string;
  readonly xml: string;
  readonly attempts: readonly Attempt[];
  /** `queued` while callbacks are paused; `unconfigured` without a receive URL. */
  readonly outcome: 'pending' | 'queued' | 'delivered' | 'given_up' | 'unconfigured';
}

export interface UrlVerification {
  readonly ok: boolean;
  readonly why?: string;
}

type Growing = { -readonly [key in keyof Delivery]: Delivery[key] } & { attempts: Attempt[] };

/** 回调 (docs 90930, 90238): sealed, posted, cut after 5 s, delivered again up to three times. */
export class Callbacks {
  private readonly deliveries: Growing[] = [];
  private waiting: Growing[] = [];
  /** How the last exchange with the receive URL went; null before the first. */
  lastOk: boolean | null = null;

  constructor(
    private readonly world: World,
    private readonly signal: AbortSignal,
  ) {}

  list(): readonly Delivery[] {
    return this.deliveries;
  }

  /** Resolves when it was delivered or given up, or at once when it has to wait. */
  async deliver(event: string, userid: string, xml: string): Promise<Delivery> {
    const delivery: Growing = { id: randomUUID(), event, userid, xml, attempts: [], outcome: 'pending' };
    this.deliveries.push(delivery);
    if (this.deliveries.length > 2 * this.world.limits.logEntries) this.deliveries.shift();
    if (this.world.faults.isOn('pause_callbacks')) {
      delivery.outcome = 'queued';
      this.waiting.push(delivery);
      return delivery;
    }
    await this.run(delivery);
    return delivery;
  }

  /** Sends what waited, in its order, unless callbacks are still paused. */
  async resume(): Promise<void> {
    if (this.world.faults.isOn('pause_callbacks')) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const delivery of waiting) await this.run(delivery);
  }

  /** 验证 URL as the admin console does when the form is saved: the bare text within one second. */
  async verifyUrl(): Promise<UrlVerification> {
    const { callback } = this.world;
    if (callback === null) return { ok: false, why: 'no receive URL' };
    const verdict = await this.echo(callback).catch((error: unknown) => ({ ok: false, why: reason(error) }));
    this.lastOk = verdict.ok;
    return verdict;
  }

  private async echo(config: CallbackConfig): Promise<UrlVerification> {
    const { app, limits } = this.world;
    const text = String(randomInt(1, 2 ** 47));
    const echostr = encrypt(config.aesKey, text, app.corpId);
    const url = this.signed(config, echostr);
    url.searchParams.set('echostr', echostr);
    const answer = await exchange({
      method: 'GET',
      url,
      timeoutMs: limits.verifyTimeoutMs,
      signal: this.signal,
    });
    return judgeEcho(answer, text);
  }

  private async run(delivery: Growing): Promise<void> {
    const duplicate = this.world.faults.take('duplicate_callback', delivery.event);
    const copies = duplicate === undefined ? 1 : 1 + (duplicate.value ?? 1);
    await Promise.all(Array.from({ length: copies }, () => this.untilAnswered(delivery)));
  }

  private async untilAnswered(delivery: Growing): Promise<void> {
    const { callbackRetries, callbackRetryDelayMs } = this.world.limits;
    for (let attempt = 1; attempt <= 1 + callbackRetries && !this.signal.aborted; attempt += 1) {
      if (attempt > 1)
        await pause(callbackRetryDelayMs, undefined, { signal: this.signal }).catch(() => undefined);
      if (this.world.callback === null) {
        delivery.outcome = 'unconfigured';
        return;
      }
      if (await this.attempt(delivery, attempt, this.world.callback)) {
        delivery.outcome = 'delivered';
        return;
      }
    }
    if (delivery.outcome !== 'delivered') delivery.outcome = 'given_up';
  }

  /** A retry repeats the inner XML; the seal, the nonce and the signature are new. */
  private async attempt(delivery: Growing, attempt: number, config: CallbackConfig): Promise<boolean> {
    const { app, clock, limits, log } = this.world;
    const [at, startedAt] = [clock.now(), performance.now()];
    let status = 0;
    let note: string | undefined;
    try {
      const sealed = encrypt(config.aesKey, delivery.xml, app.corpId);
      const body = envelopeXml(app.corpId, app.agentId, sealed);
      const answer = await exchange({
        method: 'POST',
        url: this.signed(config, sealed),
        body,
        timeoutMs: limits.callbackTimeoutMs,
        signal: this.signal,
      });
      status = answer.status;
      if (status === 200) note = this.takeReply(delivery, answer.body, config);
    } catch (error) {
      note = reason(error);
    }
    const ms = Math.round(performance.now() - startedAt);
    this.lastOk = status === 200;
    delivery.attempts.push({ at, status, ms });
    const { event, userid, xml } = delivery;
    log.add({
      at,
      kind: 'callback',
      event,
      userid,
      status,
      ms,
      attempt,
      xml,
      ...(note === undefined ? {} : { note }),
    });
    return status === 200;
  }

  private takeReply({ userid }: Growing, body: string, config: CallbackConfig): string | undefined {
    const reply = readPassiveReply(body, config, this.world.app.corpId);
    if (reply.kind === 'ignored') return reply.why;
    if (reply.kind === 'text')
      this.world.chats.fromApp(
        userid,
        { kind: 'text', content: firstBytes(reply.content, this.world.limits.textBytes) },
        null,
      );
    return reply.kind === 'text' ? 'passive reply shown' : undefined;
  }

  private signed(config: CallbackConfig, encrypted: string): URL {
    const timestamp = String(Math.floor(this.world.clock.now() / 1000));
    const nonce = randomBytes(5).readUIntBE(0, 5).toString();
    const url = new URL(config.url);
    url.searchParams.set('msg_signature', getSignature(config.token, timestamp, nonce, encrypted));
    url.searchParams.set('timestamp', timestamp);
    url.searchParams.set('nonce', nonce);
    return url;
  }
}

function judgeEcho({ status, body }: Answer, text: string): UrlVerification {
  if (status !== 200) return { ok: false, why: `status ${status}` };
  return body === text ? { ok: true } : { ok: false, why: 'the answer is not the bare decrypted text' };
}

const reason = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

import { Fault } from '../errors';
import { errcodeMeaning, type ErrcodeAction, type ErrcodeMeaning } from './errcodes';

/** What WeCom said besides the errcode. */
export interface Refused {
  /** API path without /cgi-bin/, such as `message/send`. */
  readonly api: string;
  readonly errcode: number;
  readonly hint?: string;
  /** Overrides the table's wait: a remembered refusal of gettoken says when to come again. */
  readonly waitMs?: number;
}

/** 企业微信拒绝: the platform answered with an errcode. `hint` is what Tencent's support asks for. */
export class WeComError extends Fault {
  readonly api: string;
  readonly errcode: number;
  /** `refresh` that reaches the caller means that a new token was refused as well: nothing will pass for now. */
  readonly action: ErrcodeAction;
  readonly scope: ErrcodeMeaning['scope'];
  readonly hint: string | undefined;
  readonly waitMs: number | undefined;

  constructor({ api, errcode, hint, waitMs }: Refused) {
    const known = errcodeMeaning(errcode);
    super('wecom_refused', `${api} ${errcode} ${known.meaning}${hint === undefined ? '' : ` (${hint})`}`);
    this.api = api;
    this.errcode = errcode;
    this.action = known.action;
    this.scope = known.scope;
    this.hint = hint;
    this.waitMs = waitMs ?? known.waitMs;
  }
}

/** 企业微信未达: no answer of WeCom's. `sent` says whether the request may have taken effect all the same. */
export class WeComUnreachable extends Fault {
  constructor(
    readonly api: string,
    readonly sent: 'no' | 'maybe',
    reason: string,
    options?: { cause?: unknown },
  ) {
    super('wecom_unreachable', `${api} ${reason}`, options);
  }
}

/**
 * The parts of errmsg worth keeping: the hint number and, for 60020, the address WeCom saw.
 * Nothing else is taken over, for errmsg may quote what we sent.
 */
export function hintOf(errmsg: unknown): string | undefined {
  if (typeof errmsg !== 'string') return undefined;
  const hint = /hint: ?\[([0-9A-Za-z_-]{1,64})\]/.exec(errmsg)?.[1];
  const address = /from ip: ?([0-9A-Fa-f.:]{3,45})/.exec(errmsg)?.[1];
  const parts = [hint && `hint ${hint}`, address && `from ip ${address}`].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(', ');
}

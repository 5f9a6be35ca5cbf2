import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * 回调, signed and sealed as WeCom does it (api.md 1.3–1.5). Written from the description with node:crypto alone: what
 * src/wecom/crypto gets wrong, this does not get wrong with it.
 */

export interface CallbackIdentity {
  readonly corpId: string;
  readonly token: string;
  readonly aesKey: string;
}

/** Of the published samples. */
export const SAMPLE: CallbackIdentity = {
  corpId: 'wx5823bf96d3bd56c7',
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

/** What a person or WeCom does. */
export type Happening = {
  readonly from: string;
  /** CreateTime, in seconds. */
  readonly at: number;
  readonly agentId?: number;
} & (
  | { readonly type: 'text'; readonly content: string; readonly msgId: string }
  | {
      readonly type: 'image' | 'voice' | 'video' | 'location' | 'link' | 'file';
      readonly msgId: string;
      readonly fields?: Fields;
    }
  | {
      readonly type: 'tap';
      readonly taskId: string;
      readonly eventKey: string;
      readonly responseCode: string;
      readonly cardType?: string;
      readonly selected?: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly type: 'enter_agent' }
  | { readonly type: 'event'; readonly event: string; readonly fields?: Fields }
);

type Fields = Readonly<Record<string, string>>;

/** The plaintext of the inner message; `]]>` is split, as every sender of CDATA must. */
export function innerXml(happening: Happening, corpId = SAMPLE.corpId): string {
  const { from, at, agentId = 1000002 } = happening;
  return [
    '<xml>',
    cdata('ToUserName', corpId),
    cdata('FromUserName', from),
    plain('CreateTime', String(at)),
    ownFields(happening),
    plain('AgentID', String(agentId)),
    '</xml>',
  ].join('');
}

function ownFields(happening: Happening): string {
  switch (happening.type) {
    case 'text':
      return message('text', happening.msgId, { Content: happening.content });
    case 'tap':
      return event('template_card_event', {
        EventKey: happening.eventKey,
        TaskId: happening.taskId,
        CardType: happening.cardType ?? 'button_interaction',
        ResponseCode: happening.responseCode,
      }).concat(selectedItems(happening.selected));
    case 'enter_agent':
      return event('enter_agent', { EventKey: '' });
    case 'event':
      return event(happening.event, happening.fields ?? {});
    default:
      return message(happening.type, happening.msgId, happening.fields ?? { MediaId: 'MEDIA' });
  }
}

function message(type: string, msgId: string, fields: Fields): string {
  return cdata('MsgType', type) + allCdata(fields) + plain('MsgId', msgId);
}

function event(name: string, fields: Fields): string {
  return cdata('MsgType', 'event') + cdata('Event', name) + allCdata(fields);
}

function selectedItems(selected: Readonly<Record<string, readonly string[]>> | undefined): string {
  if (!selected) return '';
  const items = Object.entries(selected).map(([question, options]) => {
    const ids = options.map((option) => cdata('OptionId', option)).join('');
    return plain('SelectedItem', cdata('QuestionKey', question) + plain('OptionIds', ids));
  });
  return plain('SelectedItems', items.join(''));
}

function allCdata(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => cdata(name, value))
    .join('');
}

function plain(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}

export function cdata(name: string, value: string): string {
  return plain(name, `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);
}

/** How to spoil the plaintext before it is sealed; each leaves the signature right. */
export interface SealOptions {
  readonly random?: Buffer;
  /** The last byte, and so the whole padding if it is a number of bytes that fits. */
  readonly padByte?: number;
  /** Written instead of the true length of the message. */
  readonly declaredLength?: number;
}

const BLOCK = 32;

/** 加密 (1.4): 16 random bytes, length, message, receiveid, PKCS#7 to 32; AES-256-CBC; base64. */
export function seal(
  text: string | Buffer,
  { aesKey, corpId }: Pick<CallbackIdentity, 'aesKey' | 'corpId'>,
  { random = randomBytes(16), padByte, declaredLength }: SealOptions = {},
): string {
  const content = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE((declaredLength ?? content.length) >>> 0);
  const raw = Buffer.concat([random, length, content, Buffer.from(corpId)]);
  const pad = BLOCK - (raw.length % BLOCK);
  const padding = Buffer.alloc(pad, padByte ?? pad);
  return encryptBlocks(Buffer.concat([raw, padding]), aesKey);
}

/** Raw plaintext of whole blocks: for what no sender would ever build. */
export function encryptBlocks(blocks: Buffer, aesKey: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(blocks), cipher.final()]).toString('base64');
}

/** 签名 (1.3): SHA-1 of the four values, sorted and joined by nothing. */
export function sign(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}

/** One HTTP delivery. */
export interface SignedCallback {
  readonly query: { readonly msg_signature: string; readonly timestamp: string; readonly nonce: string };
  readonly body: string;
  readonly encrypted: string;
}

/** Each part can be replaced; the rest stays as WeCom would have made it. */
export interface DeliveryOptions extends SealOptions {
  readonly identity?: CallbackIdentity;
  /** The inner text itself, instead of one built from a happening. */
  readonly source?: string | Buffer;
  readonly timestamp?: string;
  readonly nonce?: string;
  /** After sealing and before signing: the signature fits the damage. */
  readonly damageEncrypted?: (encrypted: string) => string;
  readonly damageSignature?: (signature: string) => string;
  /** Of the outer envelope, after signing. */
  readonly damageBody?: (body: string) => string;
}

/** 投递 (1.5): query and body of the POST for a happening. */
export function signedCallback(happening: Happening, options: DeliveryOptions = {}): SignedCallback {
  const { identity = SAMPLE, timestamp = String(happening.at), nonce = '1372623149' } = options;
  const source = options.source ?? innerXml(happening, identity.corpId);
  const sealed = seal(source, identity, options);
  const encrypted = options.damageEncrypted?.(sealed) ?? sealed;
  const signature = sign(identity.token, timestamp, nonce, encrypted);
  const body = envelope(encrypted, identity.corpId);
  return {
    query: { msg_signature: options.damageSignature?.(signature) ?? signature, timestamp, nonce },
    body: options.damageBody?.(body) ?? body,
    encrypted,
  };
}

export function envelope(encrypted: string, corpId = SAMPLE.corpId): string {
  return `<xml>${cdata('ToUserName', corpId)}${cdata('AgentID', '1000002')}${cdata('Encrypt', encrypted)}</xml>`;
}

/** URL 验证 (1.2): the query of the GET. */
export function signedEcho(text: string, options: Omit<DeliveryOptions, 'source' | 'damageBody'> = {}) {
  const { identity = SAMPLE, timestamp = '1409659589', nonce = '263014780' } = options;
  const sealed = seal(text, identity, options);
  const echostr = options.damageEncrypted?.(sealed) ?? sealed;
  const signature = sign(identity.token, timestamp, nonce, echostr);
  return { msg_signature: options.damageSignature?.(signature) ?? signature, timestamp, nonce, echostr };
}

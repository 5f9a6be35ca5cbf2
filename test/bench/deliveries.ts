import { randomBytes } from 'node:crypto';
import { signedCallback, type SignedCallback } from '../support/signed-callback';

/** A text message of about 300 bytes, nothing unusual in it. */
const CONTENT = '投诉：信用卡年费重复扣费';
/** Told apart from every other run: MsgIds never come twice. */
const RUN = randomBytes(4).readUInt32BE();
let serial = 0;

/** 投递: one nobody has sent before. */
export function freshDelivery(): SignedCallback {
  serial += 1;
  const at = Math.floor(Date.now() / 1_000);
  const msgId = `${RUN}${String(process.pid).padStart(7, '0')}${serial}`;
  return signedCallback({ type: 'text', from: 'lin', at, content: CONTENT, msgId });
}

/** As above, with a signature of the right form that does not fit. */
export function forgedDelivery(): SignedCallback {
  const { query, ...rest } = freshDelivery();
  const damaged = query.msg_signature.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
  return { ...rest, query: { ...query, msg_signature: damaged } };
}

/** The bytes of the POST on a connection that stays open. */
export function postOf({ query, body }: SignedCallback): Buffer {
  const search = new URLSearchParams(query).toString();
  return Buffer.from(
    `POST /wecom/callback?${search} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

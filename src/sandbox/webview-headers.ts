import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** One request of a phone's webview. */
export interface Visit {
  /** Where the service stands on the sandbox: /phone/<userid>. */
  readonly prefix: string;
  /** The origin of the service. */
  readonly service: string;
  /** The origins of the sandbox. */
  readonly here: readonly string[];
}

type Headers = Record<string, string | string[]>;

/** 企业微信 4.1 on Android. */
const USER_AGENT =
  'Mozilla/5.0 (Linux; Android 14; V2309A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 ' +
  'Chrome/116.0.0.0 Mobile Safari/537.36 wxwork/4.1.36 MicroMessenger/7.0.1 NetType/WIFI Language/zh ColorScheme/Light';

/**
 * Before a cookie's name: what another service on this host has left in the browser has none, and a name such as
 * __Host-… would not be kept over plain http.
 */
const COOKIE_PREFIX = 'phone.';

const OF_THE_CONNECTION: ReadonlySet<string> = new Set(
  'connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);
/** What tells of the browser the page runs in, or of a proxy before it. */
const OF_THE_PAGE = /^(host|expect|via|forwarded|x-forwarded-.*|x-real-ip|sec-ch-ua.*)$/;
/** A webview is no frame, and its storage is no other phone's. */
const OF_A_FRAME: ReadonlySet<string> = new Set(['x-frame-options', 'clear-site-data']);

/** What the service hears: WeCom's webview at its own address, with this phone's cookies. */
export function requestHeaders(headers: IncomingHttpHeaders, visit: Visit): Headers {
  const { origin, referer, cookie, 'sec-fetch-dest': destination, ...rest } = headers;
  const kept = Object.entries(rest).filter(
    (each): each is [string, string | string[]] =>
      each[1] !== undefined && !OF_THE_CONNECTION.has(each[0]) && !OF_THE_PAGE.test(each[0]),
  );
  const seen = {
    host: new URL(visit.service).host,
    'user-agent': USER_AGENT,
    origin: origin !== undefined && visit.here.includes(origin) ? visit.service : origin,
    referer: refererSeen(referer, visit),
    cookie: cookiesSeen(cookie),
    'sec-fetch-dest': destination === 'iframe' ? 'document' : destination,
  };
  const told = Object.entries(seen).filter((each): each is [string, string] => each[1] !== undefined);
  return Object.fromEntries([...kept, ...told]);
}

/** What the page hears; `onward` says where a redirect leads on this phone. */
export function responseHeaders(
  headers: IncomingHttpHeaders,
  visit: Visit,
  onward: (location: string) => string,
): OutgoingHttpHeaders {
  const kept = Object.entries(headers).filter(
    ([name]) => !OF_THE_CONNECTION.has(name) && !OF_A_FRAME.has(name),
  );
  const { location, 'set-cookie': cookies, 'content-security-policy': policy } = headers;
  return {
    ...Object.fromEntries(kept),
    ...(location !== undefined && { location: onward(location) }),
    ...(cookies !== undefined && { 'set-cookie': [cookies].flat().map((each) => cookieKept(each, visit)) }),
    ...(typeof policy === 'string' && {
      'content-security-policy': policy.replace(/frame-ancestors [^;,]*/gi, "frame-ancestors 'self'"),
    }),
  };
}

/** The page before, if it was one of the service's: from the chat a webview opens without a referer. */
function refererSeen(referer: string | undefined, { prefix, service, here }: Visit): string | undefined {
  const base = here.map((origin) => `${origin}${prefix}/`).find((each) => referer?.startsWith(each));
  return base === undefined ? undefined : `${service}/${referer?.slice(base.length)}`;
}

function cookiesSeen(cookie = ''): string | undefined {
  const own = cookie.split(/; */).filter((pair) => pair.startsWith(COOKIE_PREFIX));
  return own.length === 0 ? undefined : own.map((pair) => pair.slice(COOKIE_PREFIX.length)).join('; ');
}

/** Kept under the phone's path. Over plain http there are no cookies that are Secure, or need to be. */
function cookieKept(cookie: string, { prefix }: Visit): string {
  const [pair, ...attributes] = cookie.split(/; */);
  const kept = attributes
    .filter((each) => !/^(secure|partitioned|domain=.*|samesite=none)$/i.test(each))
    .map((each) => each.replace(/^path=(?=\/)/i, `Path=${prefix}`));
  return [`${COOKIE_PREFIX}${pair}`, ...kept].join('; ');
}

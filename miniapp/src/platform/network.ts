import type { Answered, Sent } from '../api/client';

/** 网络: one request and its answer, and whether there is a network. */

/** H5 is served beside the API, at `/h5/`; the mini-program names the origin it was built for. */
function baseUrl(): string {
  // #ifdef H5
  return '../api/v1';
  // #endif
  // #ifndef H5
  return `${import.meta.env.VITE_SUDA_ORIGIN}/api/v1`;
  // #endif
}

export function apiUrl(path: string): string {
  return `${baseUrl()}${path}`;
}

export function send({ method, path, headers, body, timeoutMs }: Sent): Promise<Answered | undefined> {
  return new Promise((resolve) => {
    uni.request({
      url: apiUrl(path),
      method,
      header: headers,
      ...(body !== undefined && { data: body }),
      timeout: timeoutMs,
      // Read by ourselves: an answer that is no JSON is no reason to throw.
      dataType: 'text',
      success: ({ statusCode, header, data }) =>
        resolve({ status: statusCode, headers: lowerCase(header), body: parsed(data) }),
      fail: () => resolve(undefined),
    });
  });
}

function lowerCase(header: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries((header ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

export function isOnline(): Promise<boolean> {
  // #ifdef H5
  return Promise.resolve(navigator.onLine);
  // #endif
  // #ifndef H5
  return new Promise((resolve) => {
    uni.getNetworkType({
      success: ({ networkType }) => resolve(networkType !== 'none'),
      fail: () => resolve(true),
    });
  });
  // #endif
}

export function onNetwork(changed: (isConnected: boolean) => void): void {
  // #ifdef H5
  // What uni-app listens to instead says nothing when a line is cut but the kind of line stays.
  window.addEventListener('online', () => changed(true));
  window.addEventListener('offline', () => changed(false));
  // #endif
  // #ifndef H5
  uni.onNetworkStatusChange(({ isConnected }) => changed(isConnected));
  // #endif
}

/** 幂等键: 128 random bits; without a good source of them, time and dice are unique enough for one person's acts. */
export function newKey(): string {
  const bytes = new Uint8Array(16);
  if (typeof crypto === 'object' && typeof crypto.getRandomValues === 'function') {
    crypto.getRandomValues(bytes);
  } else {
    bytes.forEach((_, at) => (bytes[at] = Math.floor(Math.random() * 256)));
  }
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

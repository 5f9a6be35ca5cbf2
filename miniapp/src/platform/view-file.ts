import type { Outcome } from '../api/problem';
import { problemOf, readProblem } from '../api/problem';
import { apiUrl } from './network';
import { credentials, login } from './login';

/** 看文件: pictures in the page, everything else in the viewer of the phone or of WeCom. */
export interface Shown {
  /** To be drawn; absent when a viewer of its own has opened. */
  readonly url?: string;
}

export async function showFile(path: string, isImage: boolean): Promise<Outcome<Shown>> {
  // #ifdef H5
  // The cookie goes with it, and the picture comes from the page's own host, as its CSP wants.
  if (isImage) return { ok: true, data: { url: apiUrl(path) } };
  window.location.assign(apiUrl(path));
  return { ok: true, data: {} };
  // #endif
  // #ifndef H5
  const got = await download(path);
  if (got !== 401) return shownOr(got, isImage);
  if (!(await login())) return { ok: false, problem: problemOf('login') };
  return shownOr(await download(path), isImage);
  // #endif
}

async function download(path: string): Promise<string | number | undefined> {
  const header = await credentials();
  return new Promise((resolve) => {
    uni.downloadFile({
      url: apiUrl(path),
      header,
      success: ({ statusCode, tempFilePath }) => resolve(statusCode === 200 ? tempFilePath : statusCode),
      fail: () => resolve(undefined),
    });
  });
}

function shownOr(got: string | number | undefined, isImage: boolean): Outcome<Shown> {
  if (got === undefined) return { ok: false, problem: problemOf('offline') };
  if (typeof got === 'number') return { ok: false, problem: readProblem(got, undefined) };
  if (isImage) return { ok: true, data: { url: got } };
  // The menu of the viewer would send it on as a chat attachment.
  uni.openDocument({ filePath: got, showMenu: false });
  return { ok: true, data: {} };
}

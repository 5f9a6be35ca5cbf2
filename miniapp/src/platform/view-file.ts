import type { EvidenceKind } from '../../../src/domain/evidence';
import type { Outcome } from '../api/problem';
import { problemOf, readProblem } from '../api/problem';
import { apiUrl } from './network';
import { credentials, login } from './login';

/** 看文件: pictures in the page, everything else in the viewer of the phone or of WeCom. */
export interface Shown {
  /** To be drawn; absent when a viewer of its own has opened. */
  readonly url?: string;
}

export async function showFile(path: string, kind: EvidenceKind): Promise<Outcome<Shown>> {
  // #ifdef H5
  // The cookie goes with it, and the picture comes from the page's own host, as its CSP wants.
  // In full: uni-app reads `../` from the path of a page.
  const url = new URL(apiUrl(path), location.href).href;
  if (kind === 'image') return { ok: true, data: { url } };
  location.assign(url);
  return { ok: true, data: {} };
  // #endif
  // #ifndef H5
  const got = await download(path);
  if (got !== 401) return shownOr(got, kind);
  if (!(await login())) return { ok: false, problem: problemOf('login') };
  return shownOr(await download(path), kind);
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

function shownOr(got: string | number | undefined, kind: EvidenceKind): Outcome<Shown> {
  if (got === undefined) return { ok: false, problem: problemOf('offline') };
  if (typeof got === 'number') return { ok: false, problem: readProblem(got, undefined) };
  if (kind === 'image') return { ok: true, data: { url: got } };
  OPEN[kind](got);
  return { ok: true, data: {} };
}

const OPEN: Readonly<Record<Exclude<EvidenceKind, 'image'>, (filePath: string) => void>> = {
  // The menu of the viewer would send it on as a chat attachment.
  pdf: (filePath) => uni.openDocument({ filePath, fileType: 'pdf', showMenu: false }),
  video: (url) => wx.previewMedia({ sources: [{ url, type: 'video' }] }),
  audio: (src) => {
    const player = uni.createInnerAudioContext();
    player.onEnded(() => player.destroy());
    player.src = src;
    player.play();
  },
};

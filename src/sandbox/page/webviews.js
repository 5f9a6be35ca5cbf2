import { store } from './store.js';
import { toast } from './toasts.js';

const TYPE_URL = 1;
const TYPE_MINI_PROGRAM = 2;
let lastId = 0;

/** Whether a part of a card or of a menu leads anywhere. */
export const leadsOn = (part) => part?.type === TYPE_URL || part?.type === TYPE_MINI_PROGRAM;

/** Opens where it leads: a web page of the app, or its mini-program. Others say why they stay shut. */
export function openPart(userid, part) {
  if (part.type === TYPE_URL) openPage(userid, part.url);
  else if (part.appid === store.weappId) openMiniProgram(userid, part.pagepath ?? '');
  else toast('这个小程序没有关联到应用，打不开');
}

/** 工作台: the app's home page. */
export const openHome = (userid) => openPage(userid, store.h5Url);

/** The sandbox runs no mini-program: the H5 that is built of the same sources shows the page of the same path. */
function openMiniProgram(userid, pagepath) {
  if (store.h5Url === null) return toast('应用还没有主页，打不开小程序');
  const url = new URL(store.h5Url);
  url.hash = `/${pagepath.replace(/^\//, '')}`;
  openPage(userid, url.href, { isMini: true });
}

function openPage(userid, url, { isMini = false } = {}) {
  const src = addressOn(userid, url);
  if (src === null) return toast('外部网页，沙箱不打开');
  lastId += 1;
  store.webviews[userid] = { id: lastId, src, isMini };
}

export function closeWebview(userid) {
  delete store.webviews[userid];
}

/** Where a page on the app's own host stands on this phone; null for any other. */
function addressOn(userid, url) {
  if (store.h5Url === null || !URL.canParse(url)) return null;
  const { host, pathname, search, hash } = new URL(url);
  if (host !== new URL(store.h5Url).host) return null;
  return `/phone/${encodeURIComponent(userid)}${pathname}${search}${hash}`;
}

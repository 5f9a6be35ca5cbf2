/** 跳转: the same page paths in both builds. */

type Query = Readonly<Record<string, string | number | undefined>>;

/** 底部导航的页: they are switched to, and take no query. */
const TABS = [
  'pages/work/index',
  'pages/cases/index',
  'pages/file/index',
  'pages/notices/index',
  'pages/me/index',
];

function pageUrl(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const said = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return said === '' ? `/${path}` : `/${path}?${said}`;
}

export function open(path: string, query: Query = {}): void {
  if (TABS.includes(path)) uni.switchTab({ url: pageUrl(path) });
  else uni.navigateTo({ url: pageUrl(path, query) });
}

/** In place of this page, so that 返回 does not lead to a form that was sent. */
export function replace(path: string, query: Query = {}): void {
  if (TABS.includes(path)) uni.switchTab({ url: pageUrl(path) });
  else uni.redirectTo({ url: pageUrl(path, query) });
}

/** Back, or to the work list when somebody came here straight from a card. */
export function back(): void {
  if (getCurrentPages().length > 1) uni.navigateBack();
  else uni.switchTab({ url: '/pages/work/index' });
}

/** From the beginning, as if the app had just been opened: who logs in now may be somebody else. */
export function restart(): void {
  uni.reLaunch({ url: '/pages/work/index' });
}

/** The page that is shown, with its query and without the leading slash. */
export function currentPage(): string {
  // #ifdef H5
  return location.hash.replace(/^#\/?/u, '') || 'pages/work/index';
  // #endif
  // #ifndef H5
  return getCurrentPages().slice(-1)[0]?.route ?? 'pages/work/index';
  // #endif
}

/** 客户链接的凭据: what stands behind a second `#`; it is taken out of the address, for histories and screenshots keep that. */
export function takeFragment(): string | undefined {
  // #ifdef H5
  const [, page = '', token] = /^#([^#]*)#(.+)$/u.exec(location.hash) ?? [];
  if (token === undefined) return undefined;
  history.replaceState(history.state, '', `#${page}`);
  return decodeURIComponent(token);
  // #endif
  // #ifndef H5
  return undefined;
  // #endif
}

export function dial(phoneNumber: string): void {
  uni.makePhoneCall({ phoneNumber, fail: () => undefined });
}

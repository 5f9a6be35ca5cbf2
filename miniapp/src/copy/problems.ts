import type { Problem } from '../api/problem';

/** 没办成的说法, where the service says none. */
export const PROBLEM: Readonly<Record<Problem['kind'], readonly [title: string, detail: string]>> = {
  offline: ['网络不通', '没有连上服务，您写的内容都还在。网络恢复后请再试一次。'],
  login: ['请重新登录', '登录已过期。您写的内容都还在，重新登录后可以接着办。'],
  refused: ['没有办成', '这一步现在不能办，没有改动。'],
  invalid: ['有几处要改', '请照标出的地方改好再提交。'],
  stale: ['案件刚有变动', '别人刚改过这件投诉，已为您取来最新内容，请看过再办。'],
  missing: ['没有找到', '没有找到，或者您无权查看。'],
  limited: ['点得太快了', '请稍等一会儿再试。'],
  unreadable: ['读不出文件', '手机里找不到这个文件了，请重新选一次。'],
  fault: ['系统出了问题', '没有办成，您写的内容都还在。请稍后再试；还不行，请联系系统管理员。'],
};

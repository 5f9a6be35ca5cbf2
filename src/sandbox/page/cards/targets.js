import { toast } from '../toasts.js';

const TYPE_URL = 1;
const TYPE_MINI_PROGRAM = 2;

/** The page a part of a card leads to, or null. */
export const pageOf = (part) =>
  part?.type === TYPE_URL && /^https?:\/\//i.test(part.url ?? '') ? part.url : null;

export const isMiniProgram = (part) => part?.type === TYPE_MINI_PROGRAM;

/** 小程序 are not part of the sandbox: says which page WeCom would open. */
export const tellMiniProgram = (part) => toast(`企业微信会打开小程序页面 ${part.pagepath || '首页'}`);

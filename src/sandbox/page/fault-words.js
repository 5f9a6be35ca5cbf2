import { CALL_PATHS, EVENT_NAMES } from './log-words.js';

/** 故障 in words, by what they strike. `value` is what has to be filled in, with its usual figure. */
export const FAULT_GROUPS = [
  {
    title: '服务调用企业微信时',
    paths: [{ path: '*', words: '全部接口' }, ...CALL_PATHS],
    kinds: [
      {
        kind: 'errcode',
        words: '返回错误码',
        says: '什么也不做，只回 errcode',
        value: { label: '错误码', preset: -1 },
      },
      { kind: 'delay', words: '变慢', says: '先等一会儿再处理', value: { label: '毫秒', preset: 3000 } },
      {
        kind: 'delay_after',
        words: '应答变慢',
        says: '已经生效，过一会儿才答',
        value: { label: '毫秒', preset: 3000 },
      },
      {
        kind: 'http_status',
        words: 'HTTP 错误',
        says: '网关报错，没有 JSON',
        value: { label: '状态码', preset: 503 },
      },
      { kind: 'non_json', words: '应答不是 JSON', says: '200，但内容是一页 HTML' },
      { kind: 'cut_before', words: '处理前断开', says: '请求没有生效' },
      { kind: 'cut_after', words: '处理后断开', says: '已经生效，服务却不知道' },
      { kind: 'expire_token', words: '凭证立即失效', says: '下次调用得 42001，要重新获取', once: true },
    ],
  },
  {
    title: '企业微信回调服务时',
    paths: [{ path: '*', words: '全部回调' }, ...EVENT_NAMES],
    kinds: [
      {
        kind: 'duplicate_callback',
        words: '重复投递',
        says: '同一条消息多送几份',
        value: { label: '多送', preset: 2 },
      },
      { kind: 'pause_callbacks', words: '暂停回调', says: '先攒着，关闭后按序送出', whole: true },
    ],
  },
];

const KINDS = FAULT_GROUPS.flatMap((group) => group.kinds.map((each) => ({ ...each, paths: group.paths })));

/** An active switch as one line. */
export function faultLine({ kind, path, value }) {
  const known = KINDS.find((each) => each.kind === kind);
  const figure = known?.value && value !== null ? `${known.value.label} ${value}` : '';
  const where = known?.paths.find((each) => each.path === path)?.words ?? path;
  return { words: known?.words ?? kind, detail: [figure, where].filter(Boolean).join(' · ') };
}

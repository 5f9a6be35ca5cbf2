/** 通用文案. */
export const COMMON = {
  app: '诉达',
  back: '返回',
  retry: '再试一次',
  close: '关闭',
  cancel: '取消',
  confirm: '确定',
  more: '再看一些',
  noMore: '没有更多了',
  loading: '正在取数据',
  offline: '网络已断开，看到的可能不是最新的',
  notFilled: '请选择',
  required: '必填',
  optional: '选填',
  clear: '清除',
  search: '搜索姓名',
  none: '没有符合的',
  pickDate: '请选日期和时间',
} as const;

export const SENT = (no: string) => `网络恢复，已登记：${no}`;

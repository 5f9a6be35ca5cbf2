/** 通用文案. */
export const COMMON = {
  retry: '再试一次',
  close: '关闭',
  confirm: '确定',
  loading: '正在取数据',
  offline: '网络已断开，看到的可能不是最新的',
  notFilled: '请选择',
  optional: '选填',
  clear: '清除',
  yuan: '元',
  search: '搜索姓名',
  none: '没有符合的',
  pickDate: '请选日期和时间',
} as const;

export const SENT = (no: string) => `网络恢复，已登记：${no}`;

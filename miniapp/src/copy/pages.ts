/** 各页的文案. */
export const APPROVE = {
  title: '审批',
  approve: '同意',
  return: '退回',
  confirmReturn: '退回',
  gone: '这项审批已有结果，或者不归您。',
} as const;

export const FOLLOW_UP = {
  times: (count: number) => `第 ${count} 次回访`,
  show: '看电话',
  dial: '拨打',
  masked: '您看不到电话，请先申请看原文',
  noPhone: '没有登记电话',
} as const;

export const EMERGENCY = {
  title: '紧急处理',
  lead: '先行处理后要在时限内补办手续，由负责人追认。',
  reason: '什么情形',
  action: '措施',
  witness: '见证人',
  cost: '花费',
  later: '来不及写的，补办时写',
  limit: (yuan: string) => `最多 ${yuan}`,
  at: '处理时间',
  atHint: '不选就是现在',
} as const;

export const EVIDENCE = {
  title: '证据',
  add: '添加证据',
  files: '文件',
  name: '文件名',
  kind: '种类',
  size: '大小',
  by: '来自',
  at: '存入',
  gone: '没有这份证据，或者您无权查看。',
  watermark: '画面带有您的姓名和时间，查看已记入访问记录',
  logged: '查看已记入访问记录',
  openFile: '打开',
} as const;

export const CALL = {
  title: '呼叫',
  empty: '没有要您打的电话',
  about: '要说的事',
  noPhone: '请用通讯录里的电话',
  reached: '已接通',
  missed: '未接通',
  done: '已记下',
} as const;

export const LEAK = {
  title: '泄露报告',
  lead: '发现客户信息泄露，马上上报。个人信息保护负责人和部门负责人立刻收到通知。',
  kind: '哪一种',
  note: '看到了什么',
  hint: '什么信息、在哪里、大约多少人；不要写客户的姓名和号码。可以先上报，后补充。',
  anonymous: '匿名上报',
  anonymousHint: '匿名的不留是谁，之后也不能再问您',
  submit: '立即上报',
  done: '已上报',
  doneText: '请保留现场，不要转发泄露的内容。',
} as const;

export const NOTICES = {
  title: '通知',
  empty: '没有通知',
  read: '已读',
  confirm: '已读确认',
  confirmBy: (moment: string) => `请在 ${moment} 前确认`,
  look: '去看',
  urgent: '紧急',
  broadcast: '重要通知',
  received: '收到',
  calls: (count: number) => `有 ${count} 个电话等您打`,
  toCalls: '去呼叫',
} as const;

export const ME = {
  title: '我的',
  size: '字号',
  leak: '泄露报告',
  calls: '呼叫任务',
  logout: '退出登录',
  everywhere: '在所有设备上退出',
  leaving: '退出后，手机里的草稿和没发出的登记会清掉。',
  left: '已退出',
  leftText: '手机里的草稿已清掉。',
  stays: '没有退出，您还在登录状态。',
  again: '重新登录',
} as const;

export const LOGIN = {
  title: '没有登录成',
  failed: '企业微信没有认出您。请关掉页面，从企业微信再打开一次。',
  stranger: '您不在诉达的人员名单里，或者已经离职。请联系系统管理员。',
  again: '再试一次',
} as const;

export const DOCUMENT = {
  title: '文书',
  no: '编号',
  at: '写成',
} as const;

export const LINK = {
  once: '链接只显示这一次',
  until: (moment: string) => `${moment} 前有效`,
  copy: '复制',
} as const;

export const CUSTOMER = {
  surveyTitle: '满意度回访',
  surveyLead: (bank: string, business: string, on: string) =>
    `${bank}想知道，您 ${on} 提出的${business}投诉处理得怎么样。`,
  score: '您对处理结果',
  remark: '想说的话',
  objection: '异议',
  objectionWords: '我对处理结果有异议，请再联系我',
  submit: '提交',
  thanks: '谢谢您',
  thanksText: '您的回答已记下。',
  noticeTitle: '处理结果',
  noticeLead: '这里是我行给您的答复。为了保护您的信息，请先核对身份。',
  last4: '后四位',
  last4Hint: '登记的电话或证件号的后四位，输错 5 次链接失效',
  last4Shape: '写四位，最后一位可以是 X',
  check: '核对并查看',
  noLink: '没有找到链接',
  noLinkText: '请从收到的链接重新打开这一页。',
} as const;

/** 字号. */
export const TYPE_SIZES = { normal: '标准', large: '大', huge: '特大' } as const;
export type TypeSize = keyof typeof TYPE_SIZES;

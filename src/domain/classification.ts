/**
 * 投诉分类 (R19, L11): three statistical axes after JR/T 0169-2018. The standard's digit codes were not found
 * (regulation.md section 7), so the ids are our own and stable; names are the standard's.
 */

/** A 投诉业务办理渠道: where the business was done, not where the complaint came in. */
export const CHANNEL = {
  branch: '营业现场',
  'self-service': '自助机具',
  'online-bank': '网上银行',
  telephone: '电话银行',
  mobile: '移动客户端',
  'public-account': '网络公众平台',
  sms: '短信',
  'third-party': '第三方渠道',
  'middle-back': '中、后台业务渠道',
  'other-front': '其他前台渠道',
} as const;

/** B 投诉业务类别. */
export const BUSINESS = {
  'credit-card': '信用卡',
  'debit-card': '借记卡',
  savings: '人民币储蓄',
  loan: '贷款',
  wealth: '自营理财',
  payment: '支付结算',
  forex: '外汇',
  'personal-info': '个人金融信息',
  cash: '人民币管理',
  treasury: '国库',
  gold: '贵金属',
  agency: '银行代理业务',
  collection: '债务催收',
  intermediary: '其他中间业务',
  other: '其他',
} as const;

/** C 投诉原因. */
export const REASON = {
  service: '服务态度及服务质量',
  system: '服务设施、设备、业务系统',
  process: '管理制度、业务规则与流程',
  marketing: '营销方式和手段',
  disclosure: '信息披露',
  choice: '自主选择权',
  pricing: '定价收费',
  return: '产品收益',
  contract: '合同条款',
  'fund-safety': '消费者资金安全',
  'info-safety': '消费者信息安全',
  'collection-way': '债务催收方式和手段',
  other: '其他',
} as const;

/** 严重程度 (R19). */
export const LEVEL = { general: '一般', complex: '复杂', major: '重大' } as const;

/** 投诉来源 (R18): by which way it came in; not the channel of the business (axis A). */
export const SOURCE = {
  branch: '网点',
  hotline: '客服热线',
  letter: '来信',
  web: '网站',
  app: '手机银行',
  wecom: '微信客户联系',
  regulator: '监管转办',
  media: '媒体',
} as const;

/** 重大情形 (R23). Those of the law cannot be taken out of the rules file. */
export const MAJOR_REASON = {
  disaster: '自然灾害',
  accident: '安全事故',
  health: '公共卫生事件',
  crowd: '20 人以上当面共同投诉',
  regulator: '监管部门指定',
  complainants: '投诉人数达到标准',
  amount: '金额超过审批限额',
  crime: '涉嫌犯罪',
  leak: '涉嫌信息泄露',
  media: '媒体关注',
  repeat: '已办结后重复投诉',
} as const;
export const LAW_REASONS = ['disaster', 'accident', 'health', 'crowd', 'regulator'] as const;

/** 分类代码表版本: the tables above as released; a classification keeps the version it was made by (R19, L11). */
export const CODE_TABLE = '2026-01';

export type Source = keyof typeof SOURCE;
export type MajorReason = keyof typeof MAJOR_REASON;
export type Channel = keyof typeof CHANNEL;
export type Business = keyof typeof BUSINESS;
export type Reason = keyof typeof REASON;
export type Level = keyof typeof LEVEL;

/** What T2 needs: the three axes, the level and the answer about a conflict of interest (L4). */
export interface Classification {
  /** Version of the code tables; absent in what is only suggested. */
  readonly table?: string;
  readonly channel: Channel;
  readonly business: Business;
  readonly reason: Reason;
  readonly level: Level;
}

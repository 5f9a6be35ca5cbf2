import type { Business, Channel, Classification, Level, Reason } from '../domain/classification';

/**
 * 关键词: the words by which staff speak of the three axes (R19, L11). The first row that fits wins, so the narrow ones
 * stand first. A guess only orders the pick lists: the clerk decides at T2.
 */
type Rows<Id> = readonly (readonly [RegExp, Id])[];

const BUSINESS: Rows<Business> = [
  [/催收|讨债|逼债/u, 'collection'],
  [/信用卡|贷记卡|年费|账单分期|临时额度/u, 'credit-card'],
  [/个人信息|信息泄露|征信|隐私|泄露/u, 'personal-info'],
  [/房贷|车贷|贷款|按揭|提前还款|消费贷|利率上浮/u, 'loan'],
  [/基金|保险|信托|代销|代理/u, 'agency'],
  [/理财|净值|赎回|亏损/u, 'wealth'],
  [/外汇|购汇|结汇|美元|换汇/u, 'forex'],
  [/黄金|贵金属|白银/u, 'gold'],
  [/国债|国库/u, 'treasury'],
  [/假币|残币|零钞|硬币|兑换现金/u, 'cash'],
  [/转账|汇款|支付|收款码|扫码|快捷|到账/u, 'payment'],
  [/借记卡|储蓄卡|银行卡|ATM|取款|吞卡|取现/iu, 'debit-card'],
  [/存款|定期|活期|存单|存折|利息/u, 'savings'],
  [/保管箱|短信费|手续费|回单/u, 'intermediary'],
  [/其他/u, 'other'],
];

const REASON: Rows<Reason> = [
  [/恐吓|骚扰|爆通讯录|催收/u, 'collection-way'],
  [/泄露|隐私|个人信息|征信/u, 'info-safety'],
  [/盗刷|被盗|诈骗|被骗|冒用|资金安全|不翼而飞/u, 'fund-safety'],
  [/年费|手续费|扣费|收费|多扣|多收|重复扣|乱扣|滞纳金|违约金|利息太高|费用|罚息|定价/u, 'pricing'],
  [/误导|夸大|强制搭售|捆绑|营销|推销/u, 'marketing'],
  [/没有告知|未告知|没说明|未说明|隐瞒|披露/u, 'disclosure'],
  [/强制|不让选|必须购买|自主选择/u, 'choice'],
  [/收益|亏损|净值/u, 'return'],
  [/合同|条款|协议/u, 'contract'],
  [/系统|故障|死机|闪退|登录不上|打不开|吞卡|机器|设备|APP|未到账|没到账/iu, 'system'],
  [/流程|手续|材料|制度|规定|来回跑|限额/u, 'process'],
  [/态度|服务|排队|冷漠|吵|等了|推诿|敷衍|不理/u, 'service'],
  [/其他/u, 'other'],
];

const CHANNEL: Rows<Channel> = [
  [/微信公众号|公众号|小程序|服务号/u, 'public-account'],
  [/手机银行|客户端|APP/iu, 'mobile'],
  [/网上银行|网银/u, 'online-bank'],
  [/ATM|自助|柜员机|存取款机|取款机|吞卡/iu, 'self-service'],
  [/电话银行|客服热线|客服电话|955\d\d/u, 'telephone'],
  [/短信银行/u, 'sms'],
  [/支付宝|微信支付|第三方|美团|京东/u, 'third-party'],
  [/网点|柜台|柜面|支行|营业厅|大堂|营业现场/u, 'branch'],
  [/中台|后台/u, 'middle-back'],
];

const LEVEL: Rows<Level> = [
  [/重大|媒体|群体|上访|起诉|诉讼/u, 'major'],
  [/复杂/u, 'complex'],
];

/** What a sentence speaks of; an axis it does not touch is left out. */
export function guessClassification(text: string): Partial<Classification> {
  const business = first(BUSINESS, text);
  const reason = first(REASON, text);
  const channel = first(CHANNEL, text);
  const level = first(LEVEL, text);
  return {
    ...(business && { business }),
    ...(reason && { reason }),
    ...(channel && { channel }),
    ...(level && { level }),
  };
}

function first<Id>(rows: Rows<Id>, text: string): Id | undefined {
  return rows.find(([words]) => words.test(text))?.[1];
}

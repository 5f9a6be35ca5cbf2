import { guessClassification } from '../../src/chat/keywords';

describe('what a sentence is about (R19, L11): a guess that orders the pick lists', () => {
  it.each([
    ['信用卡年费重复扣费', { business: 'credit-card', reason: 'pricing' }],
    ['手机银行转账未到账', { business: 'payment', reason: 'system', channel: 'mobile' }],
    ['ATM吞卡', { business: 'debit-card', reason: 'system', channel: 'self-service' }],
    ['网点排队两小时，柜员态度差', { reason: 'service', channel: 'branch' }],
    ['理财亏损，没有告知风险', { business: 'wealth', reason: 'disclosure' }],
    ['催收打电话恐吓家人', { business: 'collection', reason: 'collection-way' }],
    ['征信有误，个人信息泄露', { business: 'personal-info', reason: 'info-safety' }],
    ['房贷提前还款收违约金', { business: 'loan', reason: 'pricing' }],
    ['借记卡被盗刷', { business: 'debit-card' }],
    ['存单到期利息不对', { business: 'savings' }],
    ['柜台不给换残币', { business: 'cash', channel: 'branch' }],
    ['买保险被误导', { business: 'agency', reason: 'marketing' }],
    ['客户说要找媒体曝光', { level: 'major' }],
    ['情况复杂', { level: 'complex' }],
  ])('%s', (text, says) => {
    expect(guessClassification(text)).toMatchObject(says);
  });

  it('says nothing of what is not touched', () => {
    expect(guessClassification('今天天气好')).toEqual({});
  });
});

import { filing, likenessQuery } from '../../src/api/schemas/filing';
import { FILING_FIELDS, filingOf, likenessOf, whereWritten } from '../../miniapp/src/forms/filing';
import { errorsOf, type Values } from '../../miniapp/src/forms/form';

const least: Values = { 'party.name': '匿名', 'party.facts': '扣款', 'party.request': '退款' };
/** Every field at its limit. */
const most: Values = {
  'party.name': '王'.repeat(40),
  'party.phone': '+86 139-8765-4321',
  'party.idNo': '11010519491231002x',
  'party.account': '6222 0212 3456 7890 123',
  isProxy: true,
  'proxy.name': '李'.repeat(40),
  'proxy.relation': '女'.repeat(40),
  'proxy.phone': '(0755) 1234-5678',
  'party.facts': '事'.repeat(2000),
  'party.request': '求'.repeat(300),
  claimedFen: 10_000_000_000_000,
  source: 'regulator',
  replyDays: '99',
  receivedAt: '2026-03-01T01:30:00.000Z',
};

describe('what is filed', () => {
  it.each([
    ['the least', least],
    ['every field at its limit', most],
  ])('is taken by the service as the form takes it: %s', (_which, values) => {
    expect(errorsOf({ fields: FILING_FIELDS }, values)).toEqual({});
    expect(filing.safeParse(filingOf(values)).error?.issues).toBeUndefined();
    expect(likenessQuery.safeParse(likenessOf(filingOf(values))).error?.issues).toBeUndefined();
  });

  it.each(['party.name', 'party.request', 'party.facts', 'proxy.name', 'proxy.relation'])(
    'is not sent with %s over its limit',
    (path) => {
      const over = { ...most, [path]: `${most[path] as string}字` };
      expect(Object.keys(errorsOf({ fields: FILING_FIELDS }, over))).toEqual([path]);
    },
  );

  it('tells who files for the complainant in one text, and of nobody when there is nobody', () => {
    const proxy = {
      isProxy: true,
      'proxy.name': ' 李四 ',
      'proxy.relation': '女儿',
      'proxy.phone': '02112345678',
    };
    expect(filingOf({ ...least, ...proxy }).party.proxy).toBe('李四（女儿），02112345678');
    expect(filingOf({ ...least, ...proxy, isProxy: false }).party).not.toHaveProperty('proxy');
  });

  it('has what is wrong with it at the field where it was written', () => {
    const told = { 'party.proxy': '太长', idNo: '不对', claimedFen: '太大' };
    expect(whereWritten(told)).toEqual({ 'proxy.name': '太长', 'party.idNo': '不对', claimedFen: '太大' });
  });
});

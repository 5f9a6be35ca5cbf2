import { readCommand } from '../../src/chat/command';

const ID = 'KFB26000001';

describe('asking for a disclosure in a sentence (G6)', () => {
  it.each([
    [`看原文 ${ID} 原因：回拨核实`, { what: 'unmask', complaintId: ID, reason: '回拨核实' }],
    [
      `查看原文：${ID}，电话、姓名；理由：回拨核实`,
      { what: 'unmask', complaintId: ID, reason: '回拨核实', fields: ['name', 'phone'] },
    ],
    [
      `看原文${ID} 证件号 账号 事情经过 诉求 原因：核对`,
      { what: 'unmask', complaintId: ID, reason: '核对', fields: ['idNo', 'account', 'facts', 'request'] },
    ],
    [
      `申请跨组查阅 ${ID} 原因：同类 电话 投诉`,
      { what: 'crossGroup', complaintId: ID, reason: '同类 电话 投诉' },
    ],
    [`导出 ${ID}-20260302-SL 原因：报送总行`, { what: 'export', complaintId: ID, reason: '报送总行' }],
    ['导出 2026-01-01 原因：报送', { what: 'export', reason: '报送' }],
    ['看原文', { what: 'unmask', reason: '' }],
  ])('%s', (text, read) => {
    expect(readCommand(text)).toEqual({ kind: 'disclose', ...read });
  });

  it.each([
    ['导出 2026-01-01 至 2026-03-31 原因：审计', { kind: 'period', from: '2026-01-01', to: '2026-03-31' }],
    ['导出 2026年1月1日到2026年3月31日 原因：审计', { kind: 'period', from: '2026-01-01', to: '2026-03-31' }],
    [`导出 ${ID}、KFB26000002 原因：审计`, { kind: 'cases', ids: [ID, 'KFB26000002'] }],
  ])('%s is an export in bulk', (text, scope) => {
    expect(readCommand(text)).toEqual({ kind: 'bulk_export', scope, reason: '审计' });
  });

  it('is no sentence that only begins so, and no form', () => {
    for (const text of ['导出的流水不对', '看原文件怎么办', '跨组查阅权限没有开'])
      expect([text, readCommand(text)]).toEqual([text, { kind: 'other', text }]);
  });

  it('the log is asked for by the number of the case', () => {
    expect(readCommand(`访问记录 ${ID}`)).toEqual({ kind: 'access_log', complaintId: ID });
    expect(readCommand('访问记录')).toEqual({ kind: 'access_log' });
    expect(readCommand(`谁知道 ${ID}`)).toEqual({ kind: 'who_knows', complaintId: ID });
    expect(readCommand('谁知道')).toEqual({ kind: 'who_knows' });
  });
});

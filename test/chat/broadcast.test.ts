import { readCommand } from '../../src/chat/command';

describe('an important notice in chat (R62)', () => {
  it.each([
    ['通知 全行：明天 9:00 停机', ['全行'], '明天 9:00 停机'],
    ['通知信息科技部、财务部：请核对', ['信息科技部', '财务部'], '请核对'],
    ['重要通知 信息科技部 财务部:请核对\n今天完成', ['信息科技部', '财务部'], '请核对\n今天完成'],
    ['发通知：请核对', [], '请核对'],
    ['通知 全行：', ['全行'], ''],
  ])('%s', (text, to, told) => {
    expect(readCommand(text)).toEqual({ kind: 'broadcast', to, text: told });
  });

  it.each([
    ['通知', undefined],
    ['通知 TZ26000001', 'TZ26000001'],
    ['查看通知TZ26000001', 'TZ26000001'],
    ['通知 xyz', undefined],
  ])('%s asks how it stands', (text, broadcastId) => {
    expect(readCommand(text)).toEqual({ kind: 'broadcast_status', ...(broadcastId && { broadcastId }) });
  });

  it('is neither the digest nor a sentence that only speaks of notices', () => {
    expect(readCommand('通知汇总')).toEqual({ kind: 'digest' });
    expect(readCommand('通知客户了吗').kind).toBe('other');
  });
});

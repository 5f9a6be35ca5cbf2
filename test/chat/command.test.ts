import * as fc from 'fast-check';
import { FORMS, readCommand } from '../../src/chat/command';

const ID = 'KFB26000001';

describe('a word that asks for something', () => {
  it.each([
    ['help', ['帮助', '你好！', '怎么用', '?', '？', 'HELP', ' 菜单 ', '在吗']],
    ['my_complaints', ['我的投诉', '我登记的', '我的案件。']],
    ['todo', ['待办', '我的待办', '待办事项']],
    ['weekly', ['周报', '本周周报', '看周报。', '查看本周的投诉周报']],
    ['digest', ['汇总', '我的汇总', '看汇总。']],
    ['release_digest', ['汇总 发给我', '汇总发给我', '汇总：全部发给我', '汇总，都发我']],
    ['confirm', ['确认', '是的', '好的。', '没错', 'OK', 'ｏｋ', '提交！']],
    ['cancel', ['取消', '算了', '撤销投诉', '我要撤回', '不投诉了', '放弃～']],
  ])('%s', (kind, words) => {
    for (const word of words) expect([word, readCommand(word)]).toEqual([word, { kind }]);
  });

  it.each([
    '确认一下余额',
    '取消了我的贷款',
    '好的服务没有',
    '我的投诉没人理',
    '待办的事很多',
    '汇总一下他的账单',
    '周报上的数字不对',
  ])('「%s」 is a sentence, no such word', (text) => {
    expect(readCommand(text)).toEqual({ kind: 'other', text });
  });
});

describe('looking a case up', () => {
  it.each([
    ID,
    'kfb26000001',
    'ＫＦＢ２６０００００１',
    'KFB26000001-20260302-SL',
    'KFB26000001－20260302－FA02',
    `${ID}？`,
    `${ID}。`,
    `查询${ID}`,
    `查一下 ${ID}`,
    `进展：${ID}。`,
    `查看 kfb 26000001`,
  ])('%s', (text) => {
    expect(readCommand(text)).toEqual({ kind: 'look', complaintId: ID });
  });

  it('without a number, or with a wrong one, asks for it', () => {
    for (const text of ['查询', '进度', '查询 KFB26', '查看 13812345678'])
      expect([text, readCommand(text)]).toEqual([text, { kind: 'look' }]);
  });

  it('「查一下为什么扣费」 is a sentence', () => {
    expect(readCommand('查一下为什么扣费').kind).toBe('other');
  });
});

describe('looking for duplicates (查重)', () => {
  it.each([
    `查重 ${ID}`,
    `查重${ID}。`,
    '查重：kfb26000001',
    `查重一下 ${ID}-20260302-SL`,
    `查重 ${ID}－20260302－SL`,
  ])('%s', (text) => {
    expect(readCommand(text)).toEqual({ kind: 'duplicates', complaintId: ID });
  });

  it('without a number, or with a wrong one, asks for it', () => {
    for (const text of ['查重', '查重 KFB26', '查重 13812345678'])
      expect([text, readCommand(text)]).toEqual([text, { kind: 'duplicates' }]);
  });

  it('「查重复扣费的原因」 is a sentence', () => {
    expect(readCommand('查重复扣费的原因').kind).toBe('other');
  });
});

describe('links for the complainant (R22, L2)', () => {
  it.each([
    ['survey', `回访链接 ${ID}`],
    ['survey', `发回访链接：kfb26000001。`],
    ['notice', `答复链接${ID}`],
    ['notice', `答复链接 ${ID}－20260302－GZ`],
  ])('%s: %s', (what, text) => {
    expect(readCommand(text)).toEqual({ kind: 'give_link', what, complaintId: ID });
  });

  it('without a number, or with a wrong one, asks for it', () => {
    for (const text of ['回访链接', '发回访链接', '回访链接 KFB26'])
      expect([text, readCommand(text)]).toEqual([text, { kind: 'give_link', what: 'survey' }]);
  });

  it('is not the step that it follows', () => {
    expect(readCommand(`回访 ${ID} 链接已发，满意`)).toMatchObject({ kind: 'form', form: 'follow_up' });
    expect(readCommand('答复链接打不开了').kind).toBe('other');
  });
});

describe('asking why a case is due when it is (为什么)', () => {
  it.each([
    `为什么 ${ID}`,
    `为什么${ID}到期`,
    `为什么：kfb26000001 会在这天到期？`,
    `为啥 ${ID} 超期。`,
    `为何${ID}－20260302－SL截止`,
  ])('%s', (text) => {
    expect(readCommand(text)).toEqual({ kind: 'why', complaintId: ID });
  });

  it('without a number, or with a wrong one, asks for it', () => {
    for (const text of ['为什么', '为什么到期？', '为什么 KFB26'])
      expect([text, readCommand(text)]).toEqual([text, { kind: 'why' }]);
  });

  it.each(['为什么扣费', '为什么我的卡到期没人通知', `为什么 ${ID} 没人办`])(
    '「%s」 is a sentence',
    (text) => {
      expect(readCommand(text).kind).toBe('other');
    },
  );
});

describe('filing', () => {
  it.each([
    ['投诉 客户李强，扣费300元', '客户李强，扣费300元'],
    ['我要投诉：客户李强', '客户李强'],
    ['登记投诉\n客户李强', '客户李强'],
    ['客诉，客户李强', '客户李强'],
    ['投诉', ''],
  ])('%s', (message, text) => {
    expect(readCommand(message)).toEqual({ kind: 'file', text });
  });

  it('「投诉人叫李明」 names somebody', () => {
    expect(readCommand('投诉人叫李明').kind).toBe('other');
  });
});

describe('a step written as a sentence', () => {
  const words = Object.entries(FORMS);

  it.each(words)('%s: %s, with the number or without', (form, word) => {
    const text = '内容，再多一些：是的';
    for (const message of [`${word} ${ID} ${text}`, `${word}${ID}：${text}`, `${word}：kfb26000001，${text}`])
      expect([message, readCommand(message)]).toEqual([
        message,
        { kind: 'form', form, complaintId: ID, text },
      ]);
    expect(readCommand(`${word} ${ID}`)).toEqual({ kind: 'form', form, complaintId: ID, text: '' });
    expect(readCommand(`${word}：${text}`)).toEqual({ kind: 'form', form, text });
    // 「撤回」 alone gives up what is being written (cancel); a case is withdrawn by its number.
    if (form !== 'withdraw') expect(readCommand(word)).toEqual({ kind: 'form', form, text: '' });
  });

  it('takes the number of any of its documents', () => {
    expect(readCommand(`方案 ${ID}-20260302-FA02 支持`)).toMatchObject({
      form: 'plan',
      complaintId: ID,
      text: '支持',
    });
  });

  it.each([
    '执行力太差',
    '联系不上你们',
    '分类垃圾',
    '回访电话太多',
    '结论不公平',
    '方案不合理',
    '分派给谁了',
  ])('「%s」 is a sentence, no form', (text) => {
    expect(readCommand(text)).toEqual({ kind: 'other', text });
  });

  it('keeps every line of what is written', () => {
    const text = '银行责任\n依据：重复扣费\n证据：流水';
    expect(readCommand(`结论 ${ID}\n${text}`)).toMatchObject({ form: 'find', text });
  });
});

it('any text whatever is some command', () => {
  const letter = fc.constantFrom(
    ...'为什么投诉查询结论方案分派联系执行回访变更KFB26000001-：， \n?？。确认取消',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(letter, { maxLength: 40 }).map((letters) => letters.join('')),
  );
  fc.assert(
    fc.property(text, (message) => {
      const command = readCommand(message);
      if ('complaintId' in command) expect(command.complaintId).toMatch(/^[A-Z]{2,4}\d{8}$/u);
    }),
    { numRuns: 1_500 },
  );
});

describe('one tap for what is urgent (R35, R23)', () => {
  it.each([
    ['紧急', { what: 'emergency' }],
    ['紧急 KFB26000001', { what: 'emergency', complaintId: 'KFB26000001' }],
    ['重大：KFB26000001-20260302-SL', { what: 'major', complaintId: 'KFB26000001' }],
  ])('%s', (text, command) => {
    expect(readCommand(text)).toEqual({ kind: 'one_tap', ...command });
  });

  it('is no step written out, and no sentence', () => {
    expect(readCommand('紧急处理 KFB26000001 扬言销户')).toMatchObject({ kind: 'form', form: 'emergency' });
    expect(readCommand('紧急情况怎么办').kind).toBe('other');
  });
});

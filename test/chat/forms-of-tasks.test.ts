import { loadOrg } from '../../config/org';
import { readCommand } from '../../src/chat/command';
import {
  isTaskNumber,
  readAcknowledge,
  readAnswer,
  readAskDepartment,
  readForward,
  readReturn,
} from '../../src/chat/forms-of-tasks';
import { redact } from '../../src/chat/redact';

const { departments, people } = loadOrg('config/org.demo.yaml');
const ask = (text: string) => readAskDepartment(text, departments);
const forward = (text: string) => readForward(text, [...people.values()]);

describe('asking another department (协办, R3)', () => {
  it.each([
    '信息科技部：年费为什么扣了两次',
    '信息科技部 年费为什么扣了两次。',
    '请信息科技部，年费为什么扣了两次',
    '信息科技部：问题：年费为什么扣了两次',
  ])('%s', (text) => {
    expect(ask(text)).toEqual({ fields: { department: 'tech', question: '年费为什么扣了两次' } });
  });

  it('names the departments that can be asked when none is', () => {
    expect(ask('年费为什么扣了两次')).toEqual({ missing: ['部门（客户服务部、财务部、信息科技部）'] });
    expect(ask('信息科技部')).toEqual({ missing: ['问题（写在部门后面，例如「信息科技部：…」）'] });
    expect(ask('')).toMatchObject({ missing: [expect.any(String), expect.any(String)] });
  });

  it('keeps no part of a number of the complainant', () => {
    const typed = '信息科技部：客户王小明手机13987654321、卡号6222021234567890123，为什么扣了300元两次';
    expect(ask(redact(typed, ['王小明']))).toEqual({
      fields: {
        department: 'tech',
        question: '客户投诉人手机（号码略）、卡号（号码略），为什么扣了300元两次',
      },
    });
  });
});

describe('the other department’s part', () => {
  it('takes over without a word, or with the number of the task', () => {
    expect(readAcknowledge('')).toEqual({ fields: {} });
    expect(readAcknowledge('协办2')).toEqual({ fields: { no: 2 } });
  });

  it.each([
    ['罗杰', { to: 'luo.jie' }],
    ['给 luo.jie，他更熟', { to: 'luo.jie' }],
    ['协办3 转给罗杰 原因：休假', { no: 3, to: 'luo.jie' }],
  ])('forwards: %s', (text, fields) => {
    expect(forward(text)).toEqual({ fields });
  });

  it('forwards to nobody unknown', () => {
    expect(forward('')).toEqual({ missing: ['同事姓名'] });
    expect(forward('老罗')).toEqual({ missing: ['同事姓名'] });
  });

  it('returns with a reason, and answers with an answer', () => {
    expect(readReturn('理由：不属于本部门职责')).toEqual({ fields: { reason: '不属于本部门职责' } });
    expect(readReturn(' ')).toEqual({ missing: ['退回理由'] });
    expect(readAnswer('答复：批处理重复跑了一次。')).toEqual({ fields: { text: '批处理重复跑了一次' } });
    expect(readAnswer('协办2；3笔都已冲正')).toEqual({ fields: { no: 2, text: '3笔都已冲正' } });
    expect(readAnswer('2笔都已冲正')).toEqual({ fields: { text: '2笔都已冲正' } });
    expect(readAnswer('协办2')).toEqual({ missing: ['答复内容'] });
  });

  it('knows the bare number of a task, to which the next message belongs', () => {
    expect([isTaskNumber('协办2'), isTaskNumber('协办2 已修复'), isTaskNumber('')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.each(['接收到短信通知', '退回年费300元', '协办单位没来', '答复太慢', '转派给谁了'])(
    '「%s」 is a sentence, no form',
    (text) => {
      expect(readCommand(text)).toEqual({ kind: 'other', text });
    },
  );
});

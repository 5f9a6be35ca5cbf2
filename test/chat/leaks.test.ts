import { readCommand } from '../../src/chat/command';
import { readLeakForm, type LeakForm } from '../../src/chat/leaks';
import { at, rules } from '../support/builders';

const ID = 'KFB26000002';

describe('reporting a leak in words (R51)', () => {
  it.each([
    ['泄露报告', ''],
    ['上报泄露', ''],
    ['数据泄露。', ''],
    ['泄露报告：名单发到外部群', '名单发到外部群'],
    ['我要上报泄露 名单发到外部群', '名单发到外部群'],
    ['信息泄露，U 盘丢了', 'U 盘丢了'],
  ])('%s', (text, note) => {
    expect(readCommand(text)).toEqual({ kind: 'report_leak', text: note });
  });

  it.each(['数据泄露投诉怎么办', '投诉：王女士，个人信息泄露，要求道歉', '泄露报告书在哪里'])(
    '%s is no report',
    (text) => {
      expect(readCommand(text).kind).not.toBe('report_leak');
    },
  );
});

describe('asking for a leak (R51)', () => {
  it('by its number, or for all', () => {
    expect(readCommand('泄露事件')).toEqual({ kind: 'leak_status' });
    expect(readCommand(`查看泄露事件 ${ID}`)).toEqual({ kind: 'leak_status', incidentId: ID });
    expect(readCommand(`泄露事件：${ID}-20260302-SX`)).toEqual({ kind: 'leak_status', incidentId: ID });
    expect(readCommand('泄露事件太多了').kind).toBe('other');
  });
});

describe('the steps of a leak (R51)', () => {
  it('have a word, a number and the rest', () => {
    expect(readCommand(`立案调查 ${ID}`)).toEqual({
      ...{ kind: 'leak_form', form: 'open_inquiry', incidentId: ID, text: '' },
    });
    expect(readCommand(`已报告监管${ID}：人民银行 电话`)).toEqual({
      ...{ kind: 'leak_form', form: 'tell_authority', incidentId: ID, text: '人民银行 电话' },
    });
    expect(readCommand('结案')).toEqual({ kind: 'leak_form', form: 'close_leak', text: '' });
    expect(readCommand('泄露处置：原因：误发')).toMatchObject({ form: 'handle_leak', text: '原因：误发' });
    expect(readCommand('结案率太低').kind).toBe('other');
  });

  const read = (form: LeakForm, text: string) => readLeakForm(form, text, rules.leak.outside);
  const missing = (form: LeakForm, text: string) => {
    const reading = read(form, text);
    return 'missing' in reading ? reading.missing.map((gap) => gap.slice(0, 4)) : [];
  };

  it('opening and closing say nothing more', () => {
    expect(read('open_inquiry', '')).toEqual({ fields: { type: 'open_inquiry' } });
    expect(read('close_leak', '')).toEqual({ fields: { type: 'close_leak' } });
  });

  it('handling tells any of the facts', () => {
    expect(
      read(
        'handle_leak',
        '原因：误发；措施：已撤回；涉及：1,200 人；数据：姓名；教训：复核；发现：2026-03-02 08:10',
      ),
    ).toEqual({
      fields: {
        type: 'handle_leak',
        facts: { cause: '误发', measures: '已撤回', people: 1200, dataKinds: '姓名', lessons: '复核' },
        discoveredAt: at('2026-03-02 08:10'),
      },
    });
    expect(read('handle_leak', '涉及：1.2万人')).toEqual({
      fields: { type: 'handle_leak', facts: { people: 12_000 } },
    });
    expect(missing('handle_leak', '随便写写')).toEqual(['原因、措']);
    expect(missing('handle_leak', '涉及：很多')).toEqual(['涉及多少']);
    expect(missing('handle_leak', '发现：2026-03-02')).toEqual(['几点发现']);
  });

  it('telling an authority names it, the longest name first', () => {
    expect(read('tell_authority', '金融监管总局书面报告：快报 3 号 时间：2026-03-02 10:05')).toEqual({
      fields: {
        ...{ type: 'tell_of_leak', of: 'authority', authority: '金融监管总局书面报告' },
        ...{ proof: '快报 3 号', toldAt: at('2026-03-02 10:05') },
      },
    });
    expect(missing('tell_authority', '税务局：电话')).toEqual(['报告给谁']);
    expect(missing('tell_authority', '人民银行')).toEqual(['怎样告知']);
    expect(missing('tell_authority', '人民银行：电话 时间：早上')).toEqual(['几点（写']);
  });

  it('telling the persons names none', () => {
    expect(read('tell_persons', '短信，清单 7 号')).toEqual({
      fields: { type: 'tell_of_leak', of: 'persons', proof: '短信，清单 7 号' },
    });
  });
});

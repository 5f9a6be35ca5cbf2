import { readFileSync } from 'node:fs';
import { loadOrg, parseOrg } from '../../config/org';
import { BUSINESS } from '../../src/domain/classification';
import { groupFor, leadsOf, peopleWith, personOf } from '../../src/domain/org';
import { Fault } from '../../src/errors';

const FILE = 'config/org.demo.yaml';
const TEXT = readFileSync(FILE, 'utf8');

function edited(find: string | RegExp, put: string, text = TEXT): string {
  const next = text.replace(find, put);
  if (next === text) throw new Error(`the org file holds no ${String(find)}`);
  return next;
}

function faultOf(text: string): string {
  try {
    parseOrg(text, 'org.yaml');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.code).toBe('org_invalid');
    return error.message.replace(/^org_invalid: /u, '');
  }
  return '';
}

function lineOf(text: string): number {
  return TEXT.slice(0, TEXT.indexOf(text)).split('\n').length;
}

describe('the demo bank', () => {
  const org = loadOrg(FILE);

  it('has 6 departments, 2 groups and 23 people, as its first line says', () => {
    expect(TEXT).toMatch(/^# 演示银行：6 个部门 23 个人/u);
    expect([org.departments.length, org.groups.length, org.people.size]).toEqual([6, 2, 23]);
  });

  it.each(Object.keys(BUSINESS))('sends %s to one group with a lead (R9)', (business) => {
    const group = groupFor(org, business);
    expect(leadsOf(org, group?.id)).toHaveLength(1);
  });

  it.each([
    'INTAKE',
    'INVEST',
    'SOLVE',
    'FOLLOW',
    'LEAD',
    'HEAD',
    'EXEC',
    'FIN',
    'DPO',
    'SYSADM',
    'SECADM',
    'LOGADM',
  ] as const)('has somebody for %s', (role) => {
    expect(peopleWith(org, role).length).toBeGreaterThan(0);
  });

  it('finds a person whatever the case of the userid, as WeCom does', () => {
    expect(personOf(org, 'Zhou.MIN')).toMatchObject({ userId: 'zhou.min', name: '周敏', roles: ['INTAKE'] });
    expect(personOf(org, 'nobody')).toBeUndefined();
  });

  it('has an interface person in every department in scope (R1, R2)', () => {
    const outside = org.departments.filter(({ isOutOfScope }) => isOutOfScope).map(({ id }) => id);
    expect(outside).toEqual(['security', 'office', 'superior']);
    const bare = org.departments.filter(({ interfacePerson }) => interfacePerson === undefined);
    expect(bare.map(({ id }) => id)).toEqual(outside);
  });

  it('keeps userids in lower case, however the file spells them', () => {
    const other = parseOrg(edited('userid: zhou.min', 'userid: Zhou.Min'), 'a');
    expect([...other.people.keys()][0]).toBe('zhou.min');
    expect(personOf(other, 'ZHOU.MIN')?.userId).toBe('zhou.min');
  });
});

describe('a fault in the org file is named with its line, in Chinese', () => {
  it.each<[what: string, find: string | RegExp, put: string, near: string, says: string]>([
    [
      'an unknown post',
      'roles: [INTAKE]',
      'roles: [INTAK]',
      'zhou.min',
      'roles.0（第 30 行）：只能是 INTAKE、',
    ],
    ['no post', 'roles: [INTAKE]', 'roles: []', 'zhou.min', '至少 1 项'],
    ['one userid twice', 'userid: xu.jing', 'userid: Zhou.Min', 'xu.jing', '账号重复：Zhou.Min'],
    ['a userid WeCom has not', 'userid: xu.jing', 'userid: 徐静', 'xu.jing', '企业微信账号'],
    ['an unknown department', 'department: tech', 'department: it', 'userid: li.ke', '没有这个部门：it'],
    ['an unknown group', 'group: card }', 'group: cards }', 'userid: lin.tao', '没有这个业务小组：cards'],
    ['a group without a lead', ', group: card }', ' }', 'id: card', '小组 card 没有小组主管'],
    [
      'a business nobody has',
      'credit-card, ',
      '',
      'groups',
      '业务类别 credit-card 要恰好归一个小组，现在归 0 个',
    ],
    ['a business two groups have', 'savings,', 'savings, credit-card,', 'groups', '现在归 2 个（R9）'],
    ['an unknown business', 'savings,', 'saving,', 'savings', '只能是 credit-card、'],
    ['one group twice', 'id: general', 'id: card', 'id: general', '编号重复：card'],
    ['one department twice', 'id: tech', 'id: finance', 'id: tech', '编号重复：finance'],
    ['a post nobody holds', /.*roles: \[EXEC\].*\n/u, '', 'people', '缺少岗位 EXEC'],
    [
      'deputies in a circle',
      /(userid: zhou\.min,)(.*\n.*userid: xu\.jing,)/u,
      '$1 deputy: xu.jing,$2 deputy: Zhou.Min,',
      'userid: zhou.min',
      '代班人绕成了圈：xu.jing 又由 zhou.min 代班',
    ],
    ['no name', 'name: 周敏, ', '', 'zhou.min', '没有写'],
    [
      'a misspelt setting',
      'position: 投诉受理专员',
      'post: 专员',
      'zhou.min',
      'people.0.post（第 30 行）：没有这一项',
    ],
    ['a bank without a name for its documents', 'name: 诉达银行演示分行, ', '', 'bank:', '没有写'],
    ['broken YAML', 'roles: [INTAKE]', 'roles: [INTAKE', 'zhou.min', '不是合法的 YAML'],
  ])('%s', (_what, find, put, near, says) => {
    const message = faultOf(edited(find, put));
    expect(message).toContain(says);
    if (!message.includes('YAML')) expect(message).toContain(`第 ${lineOf(near)} 行`);
    expect(message).not.toMatch(/invalid|expected|received|too small|unrecognized/iu);
  });

  it('several at once, with their number', () => {
    const broken = edited(
      'userid: xu.jing',
      'userid: zhou.min',
      edited('department: tech', 'department: it'),
    );
    const lines = faultOf(broken).split('\n');
    expect(lines[0]).toBe('组织文件 org.yaml 有 2 处不对：');
    expect(lines.slice(1)).toEqual([
      expect.stringContaining('账号重复'),
      expect.stringContaining('没有这个部门'),
    ]);
  });

  it('a file that is not there is told by its name', () => {
    expect(() => loadOrg('config/none.yaml')).toThrow('读不到文件 config/none.yaml');
  });
});

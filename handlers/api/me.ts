import { endpoint } from '../../src/api/endpoint';
import { me, TABLES, vocabulary, type Vocabulary } from '../../src/api/schemas/me';
import { holdsPower } from '../../src/domain/transitions';
import { departmentName } from '../../src/wecom/copy-tasks';

/** 我是谁, and which pages are mine. */
export const showMe = endpoint({
  name: 'showMe',
  method: 'get',
  path: '/me',
  tag: 'session',
  summary: '我的身份和能做的事',
  answer: me,
  run: (_asked, { by, org }) => {
    const { userId, name, position, roles } = by;
    return Promise.resolve({
      body: {
        ...{ userId, name, position, roles: [...roles], department: departmentName(org, by.department) },
        mayFile: holdsPower(by, 'register', undefined),
      },
    });
  },
});

/** 词表: every code that forms choose from, with its name, from the tables of the domain. */
export const showVocabulary = endpoint({
  name: 'showVocabulary',
  method: 'get',
  path: '/vocabulary',
  tag: 'session',
  summary: '各项选择的代码和名称',
  answer: vocabulary,
  run: (_asked, { org, visit }) => {
    const codes = (table: Readonly<Record<string, string>>) =>
      Object.entries(table).map(([code, name]) => ({ code, name }));
    const departments = org.departments
      .filter(({ isOutOfScope }) => !isOutOfScope)
      .map(({ id, name }) => ({ code: id, name }));
    const tables = Object.fromEntries(
      Object.entries(TABLES).map(([name, table]) => [name, codes(table)]),
    ) as Vocabulary['tables'];
    const { reasons, maxFen } = visit.rules.emergency;
    return Promise.resolve({
      body: { tables, departments, emergencyReasons: codes(reasons), emergencyMaxFen: maxFen },
    });
  },
});

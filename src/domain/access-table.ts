import type { Role } from './org';
import type { PartyField } from './vocabulary';

/** 范围: which cases a cell reaches. `own` = by a post on the case team; `all` needs no relation to the case. */
export type Scope = 'own' | 'group' | 'gate' | 'granted' | 'task' | 'review' | 'incident' | 'all';

/** 权限: R 读, W 写, A 审批, M 脱敏读; G 只看分组汇总 (figures of a group, no single answer). */
export type Right = 'R' | 'W' | 'A' | 'M' | 'G';

/** `files` are the pieces of evidence handed out with a task, apart from the finding. */
export type Field = PartyField | 'files';

/** 字段: a cell that names one of these gives its right to these fields and to nothing else. */
export const PARTS = {
  phone: ['phone'],
  payee: ['name', 'account'],
  files: ['files'],
} as const satisfies Readonly<Record<string, readonly Field[]>>;
export type Part = keyof typeof PARTS;

/** 数据类别: the rows of 6.6. */
export const DATA = {
  cases: '投诉列表',
  complainant: '投诉人信息',
  evidence: '证据与结论',
  plan: '方案与审批',
  survey: '回访结果',
  mediation: '调解记录',
  answers: '匿名答卷',
  parameters: '制度参数',
  log: '处理与访问记录',
} as const;
export type Data = keyof typeof DATA;

/** What belongs to one case; a cell here that names no scope reaches as far as its role's case list. */
export type CaseData = 'cases' | 'complainant' | 'evidence' | 'plan' | 'survey';
const OF_A_CASE: readonly Data[] = ['cases', 'complainant', 'evidence', 'plan', 'survey'];

export function isOfACase(data: Data): data is CaseData {
  return OF_A_CASE.includes(data);
}

/** 单元格, in the words of 6.6; `–` is nothing. */
type Words =
  | '–'
  | Exclude<Right, 'G'>
  | `${Exclude<Scope, 'all'>} ${Right}`
  | `${Part} ${Right}`
  | `${Exclude<Scope, 'all'>} ${Part} ${Right}`
  | keyof typeof SHORT;

/** What 6.6 says without naming a right. */
const SHORT = { 'task only': 'task R', 'task files': 'task files R', grouped: 'G' } as const;

const COLUMNS = [
  'INTAKE',
  'INVEST',
  'SOLVE',
  'FOLLOW',
  'LEAD',
  'HEAD',
  'EXEC',
  'FIN',
  'IFP',
  'AUDIT',
  'DPO',
  'SYSADM',
  'SECADM',
  'LOGADM',
  'REVIEWER',
] as const satisfies readonly Role[];
type Row<Columns extends readonly Role[]> = { readonly [Column in keyof Columns]: Words };

/**
 * 权限表 (6.6, R32): one row for each kind of data, one column for each role, to be read next to the requirements. Two
 * things are ours: *ADM stands as the three persons it means, and REVIEWER, which 6.6 leaves out, reads what it is to
 * verify while it verifies (T18–T20, L5). A senior analyst has the column of INVEST; a role without a column has nothing.
 */
// prettier-ignore
const TABLE: Readonly<Record<Data, Row<typeof COLUMNS>>> = {
  //             INTAKE   INVEST   SOLVE    FOLLOW         LEAD       HEAD       EXEC       FIN        IFP           AUDIT      DPO           SYSADM SECADM LOGADM REVIEWER
  cases:       ['own W', 'own R', 'own R', 'own R',       'group W', 'R',       'gate R',  'gate R',  'task only',  'R',       '–',          '–',   '–',   '–',   'review R'],
  complainant: ['own W', 'own R', 'own M', 'own phone R', 'group M', 'M',       'M',       'payee M', '–',          'M',       'incident R', '–',   '–',   '–',   '–'       ],
  evidence:    ['own W', 'own W', 'own R', '–',           'group R', 'R',       'gate R',  '–',       'task files', 'R',       'incident R', '–',   '–',   '–',   'review R'],
  plan:        ['own R', 'own R', 'own W', 'own R',       'group A', 'A',       'A',       'A',       'task only',  'R',       '–',          '–',   '–',   '–',   'review R'],
  survey:      ['R',     'R',     'R',     'W',           'group R', 'R',       'R',       '–',       '–',          'R',       '–',          '–',   '–',   '–',   '–'       ],
  mediation:   ['–',     '–',     '–',     '–',           '–',       '–',       '–',       '–',       '–',          '–',       '–',          '–',   '–',   '–',   '–'       ],
  answers:     ['–',     '–',     '–',     '–',           '–',       'grouped', 'grouped', '–',       '–',          'grouped', '–',          '–',   '–',   '–',   '–'       ],
  parameters:  ['–',     '–',     '–',     '–',           '–',       'A',       '–',       '–',       '–',          'R',       'R',          'W',   'W',   'W',   '–'       ],
  log:         ['–',     '–',     '–',     '–',           '–',       '–',       '–',       '–',       '–',          'R',       'R',          '–',   '–',   'R',   '–'       ],
};

/**
 * 周报范围 (R31): whose figures a role reads. They name no case, so they reach further than the case list; the cases on the
 * agenda are shown to those alone who may list them.
 */
export const WEEKLY_SCOPE: Readonly<Partial<Record<Role, 'all' | 'group'>>> = {
  LEAD: 'group',
  HEAD: 'all',
  EXEC: 'all',
  DPO: 'all',
};

export interface Cell {
  readonly scope: Scope;
  readonly right: Right;
  readonly part?: Part;
}

/** The table as guard, list filter and views read it; no cell is no right. */
export const POLICY: Readonly<Record<Data, Readonly<Partial<Record<Role, Cell>>>>> = {
  cases: row('cases'),
  complainant: row('complainant'),
  evidence: row('evidence'),
  plan: row('plan'),
  survey: row('survey'),
  mediation: row('mediation'),
  answers: row('answers'),
  parameters: row('parameters'),
  log: row('log'),
};

function row(data: Data): Readonly<Partial<Record<Role, Cell>>> {
  const cells: Partial<Record<Role, Cell>> = {};
  COLUMNS.forEach((role, column) => {
    const cell = cellOf(TABLE[data][column], isOfACase(data) ? TABLE.cases[column] : undefined);
    if (!cell) return;
    cells[role] = cell;
    if (role === 'INVEST') cells.SENIOR = cell;
  });
  return cells;
}

/** Read from the right: the right itself, before it the fields, before them the scope. */
function cellOf(words: Words | undefined, list: Words | undefined): Cell | undefined {
  if (words === undefined || words === '–') return undefined;
  const said = (words in SHORT ? SHORT[words as keyof typeof SHORT] : words).split(' ');
  const right = said.pop() as Right;
  const part = (said.at(-1) ?? '') in PARTS ? (said.pop() as Part) : undefined;
  const scope = (said.pop() as Scope | undefined) ?? cellOf(list, undefined)?.scope ?? 'all';
  return { scope, right, ...(part !== undefined && { part }) };
}

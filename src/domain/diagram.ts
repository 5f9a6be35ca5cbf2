import { ROLES } from './org';
import { TRANSITIONS, type Power } from './transitions';
import { STATES, type State } from './vocabulary';

/** 流转图: the table of transitions as people read it, docs/states.md. */

const ROLE: Readonly<Record<string, string>> = {
  INTAKE: '受理专员',
  INVEST: '调查分析师',
  SENIOR: '高级分析师',
  SOLVE: '解决方案工程师',
  FOLLOW: '回访专员',
  LEAD: '小组主管',
  HEAD: '部门负责人',
  EXEC: '主管领导',
  FIN: '财务',
  DPO: '个人信息保护负责人',
  REVIEWER: '上级机构核查人',
};

/** The whole page. */
export function statesPage(): string {
  return [
    '# 投诉的状态和流转',
    '',
    '本页由流转表 [src/domain/transitions.ts](../src/domain/transitions.ts) 生成（`npm run docs`），测试会核对，不要手改。',
    '编号 T1–T25 是制度需求 6.3 的行；其余编号是该步骤所依据的规则。',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...Object.entries(STATES).map(([state, name]) => `  state "${name}" as ${state}`),
    ...arrows(),
    '```',
    '',
    '中止后恢复到原来的状态（T16），撤销合并也一样。先行处理（T24、T25）不改变状态，但没有补办并追认之前不能办结。',
    '',
    '## 每一步：谁、在哪些状态',
    '',
    '| 编号 | 步骤 | 在哪些状态 | 到 | 谁 |',
    '|---|---|---|---|---|',
    ...TRANSITIONS.map(
      ({ id, label, from, to, by }) =>
        `| ${id} | ${label} | ${statesText(from)} | ${targetText(to)} | ${[...new Set(by.map(powerText))].join('；')} |`,
    ),
    '',
  ].join('\n');
}

function arrows(): readonly string[] {
  const ends = TRANSITIONS.flatMap(({ id, label, from, to }) => {
    const text = `${id} ${label}`;
    if (to === 'same' || to === 'left') return [];
    return from.length === 0
      ? [`  [*] --> ${to}: ${text}`]
      : from.map((each) => `  ${each} --> ${to}: ${text}`);
  });
  const back = TRANSITIONS.filter(({ to }) => to === 'left').flatMap(({ id, label, from }) =>
    enteredFrom(from).map(([side, left]) => `  ${side} --> ${left}: ${id} ${label}`),
  );
  return [...ends, ...back];
}

/** From a side state back to each state it may be entered from. */
function enteredFrom(sides: readonly State[]): readonly (readonly [State, State])[] {
  return sides.flatMap((side) =>
    TRANSITIONS.filter(({ to }) => to === side)
      .flatMap(({ from }) => from)
      .filter((left) => left !== 'SUSPENDED')
      .map((left) => [side, left] as const),
  );
}

function statesText(from: readonly State[]): string {
  if (from.length === 0) return '–';
  return from.length === Object.keys(STATES).length
    ? '任何状态'
    : from.map((state) => STATES[state]).join('、');
}

function targetText(to: (typeof TRANSITIONS)[number]['to']): string {
  if (to === 'same') return '不变';
  return to === 'left' ? '原来的状态' : STATES[to];
}

function powerText({ roles, posts, owner, group, task }: Power): string {
  if (task) return '协办任务的经手人';
  if (roles.length === ROLES.length) return '任何人';
  const names = roles.map((role) => ROLE[role] ?? role).join('、');
  if (owner) return `当前承办的${names}`;
  if (posts) return `本案的${names}`;
  return group ? `本组的${names}` : names;
}

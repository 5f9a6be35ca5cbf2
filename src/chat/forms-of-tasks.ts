import type { Department, Person } from '../domain/org';

/** 协办语句 (R3): what is said to ask another department and, there, to take over, hand on, return or answer. */
export const TASK_FORMS = {
  ask_department: '协办',
  acknowledge_task: '接收',
  forward_task: '转派',
  return_task: '退回',
  answer_task: '答复',
} as const;
export type TaskForm = keyof typeof TASK_FORMS;

export function isTaskForm(form: string): form is TaskForm {
  return form in TASK_FORMS;
}

type Reading<Fields> = { readonly fields: Fields } | { readonly missing: readonly string[] };
type Numbered<Fields> = Fields & { readonly no?: number };

/** `信息科技部：年费为什么扣了两次`. Numbers that were masked are left out whole: another department needs none of them. */
export function readAskDepartment(
  text: string,
  departments: readonly Department[],
): Reading<{ department: string; question: string }> {
  const said = text.replace(/^(?:请|由|给|发给)?\s*/u, '');
  const [department] = departments
    .filter(({ name }) => said.startsWith(name))
    .sort((a, b) => b.name.length - a.name.length);
  const question = trimmed(withoutMasks(department ? said.slice(department.name.length) : said));
  return reading(
    { department: department?.id ?? '', question: question.replace(/^问题\s*[:：]\s*/u, '') },
    {
      [`部门（${departments
        .filter(({ isOutOfScope }) => !isOutOfScope)
        .map(({ name }) => name)
        .join('、')}）`]: !department,
      '问题（写在部门后面，例如「信息科技部：…」）': !question,
    },
  );
}

/** Nothing needs to be written but, when there are several, `协办2`. */
export function readAcknowledge(text: string): Reading<Numbered<object>> {
  return { fields: numbered(text).no };
}

/** `罗杰`, a name or a userid of the organisation. */
export function readForward(text: string, people: readonly Person[]): Reading<Numbered<{ to: string }>> {
  const { no, rest } = numbered(text);
  const wanted = (/^(?:给|由|转给)?\s*([^\s,，;；:：]+)/u.exec(rest)?.[1] ?? '').toLowerCase();
  const matches = people.filter(({ name, userId }) => name === wanted || userId === wanted);
  return reading({ ...no, to: matches[0]?.userId ?? '' }, { 同事姓名: matches.length !== 1 });
}

/** `不属于本部门职责`. */
export function readReturn(text: string): Reading<Numbered<{ reason: string }>> {
  const { no, rest } = numbered(text);
  const reason = trimmed(rest.replace(/^(?:原因|理由)\s*[:：]?/u, ''));
  return reading({ ...no, reason }, { 退回理由: !reason });
}

/** `批处理重复跑了一次，已修复`. */
export function readAnswer(text: string): Reading<Numbered<{ text: string }>> {
  const { no, rest } = numbered(text);
  const answer = trimmed(rest.replace(/^答复\s*[:：]/u, ''));
  return reading({ ...no, text: answer }, { 答复内容: !answer });
}

/** `协办2 …`: which of several tasks of the case is meant. */
function numbered(text: string): { readonly no: { readonly no?: number }; readonly rest: string } {
  const match = /^\s*协办\s*(\d{1,3})(?!\d)\s*[:：,，;；]?\s*(.*)$/su.exec(text);
  return match ? { no: { no: Number(match[1]) }, rest: match[2] ?? '' } : { no: {}, rest: text };
}

/** `协办2` alone says which task, and nothing of what is to be done: what follows belongs to it. */
export function isTaskNumber(text: string): boolean {
  const { no, rest } = numbered(text);
  return no.no !== undefined && rest.trim() === '';
}

/** What redact.ts leaves of a number or an address. */
function withoutMasks(text: string): string {
  return text.replace(/\d{3,4}\*{4}[\dXx]{1,4}|\*{3,}/gu, '（号码略）');
}

function reading<Fields>(fields: Fields, gaps: Readonly<Record<string, boolean>>): Reading<Fields> {
  const missing = Object.keys(gaps).filter((label) => gaps[label]);
  return missing.length > 0 ? { missing } : { fields };
}

function trimmed(text: string): string {
  return text.replace(/^[\s,，。;；、:：]+|[\s,，。;；、:：]+$/gu, '');
}

import type { LeakFacts } from '../domain/incident';
import type { IncidentAct } from '../domain/incident-acts';
import { parseCaseNumber } from '../domain/number';
import type { OutsideReport } from '../domain/rules';
import { momentIn, toldMoment } from './moments';
import { HEAD, labelled, reading, trimmed, type Reading } from './reading';

/** 泄露事件的步骤 (R51), each one sentence: `泄露处置 KFB26000002 原因：…；措施：…`. */
export const LEAK_FORMS = {
  open_inquiry: '立案调查',
  handle_leak: '泄露处置',
  tell_authority: '已报告监管',
  tell_persons: '已告知个人',
  close_leak: '结案',
} as const;
export type LeakForm = keyof typeof LEAK_FORMS;

/** 泄露语句. `text` is as it was typed. */
export type LeakCommand =
  | { readonly kind: 'report_leak'; readonly text: string }
  | { readonly kind: 'leak_status'; readonly incidentId?: string }
  | {
      readonly kind: 'leak_form';
      readonly form: LeakForm;
      readonly incidentId?: string;
      readonly text: string;
    };

const REPORT =
  /^(?:我要)?(?:泄露报告|报告泄露|泄露上报|上报泄露|数据泄露|信息泄露)(?:$|[。.!！]+$|\s*[:：,，]\s*(.*)$|\s+(.*)$)/su;
const NUMBER = /^\s*[:：,，]?\s*([A-Za-z]{2,4}\d{8}(?:-\d{8}-[A-Za-z]{2}(?:\d{2})?)?)(?![\dA-Za-z])/u;
const STATUS = /^(?:查看?)?泄露事件(.*)$/su;
const FORM = new RegExp(`^(${Object.values(LEAK_FORMS).join('|')})(.*)$`, 'su');

/** 读泄露语句; undefined when it is none. */
export function readLeak(text: string): LeakCommand | undefined {
  const report = REPORT.exec(text);
  if (report) return { kind: 'report_leak', text: (report[1] ?? report[2] ?? '').trim() };
  const status = STATUS.exec(text)?.[1];
  if (status !== undefined && /^[\s:：]*[\w\s—–－-]*$/u.test(status)) {
    const { incidentId } = numbered(status);
    return { kind: 'leak_status', ...(incidentId !== undefined && { incidentId }) };
  }
  return form(text);
}

/** Its word counts with a number after it, or alone: 「结案率太低」 is no form. */
function form(text: string): LeakCommand | undefined {
  const [, word = '', rest = ''] = FORM.exec(text) ?? [];
  const [name] = (Object.entries(LEAK_FORMS) as [LeakForm, string][]).find(([, each]) => each === word) ?? [];
  if (name === undefined) return undefined;
  const { incidentId, after } = numbered(rest);
  if (incidentId === undefined && rest !== '' && !/^[\s:：]/u.test(rest)) return undefined;
  return { kind: 'leak_form', form: name, ...(incidentId !== undefined && { incidentId }), text: after };
}

function numbered(rest: string): { readonly incidentId?: string; readonly after: string } {
  const match = NUMBER.exec(rest);
  const incidentId = match && parseCaseNumber(match[1] ?? '');
  const after = trimmed(match ? rest.slice(match[0].length) : rest);
  return { ...(incidentId && { incidentId }), after };
}

/** 读一步. `text` is redacted and dated already. */
export function readLeakForm(
  form: LeakForm,
  text: string,
  outside: readonly OutsideReport[],
): Reading<IncidentAct> {
  switch (form) {
    case 'open_inquiry':
      return { fields: { type: 'open_inquiry' } };
    case 'close_leak':
      return { fields: { type: 'close_leak' } };
    case 'handle_leak':
      return readHandling(text);
    case 'tell_authority':
    case 'tell_persons':
      return readTelling(form, text, outside);
  }
}

/** `原因：…；措施：…；涉及：120 人；数据：姓名、手机号；教训：…；发现：2026-03-02 08:10`: any of them. */
function readHandling(text: string): Reading<IncidentAct> {
  const parts = labelled(text, {
    cause: /原因/u,
    measures: /措施|补救|控制/u,
    people: /涉及|人数/u,
    dataKinds: /数据/u,
    lessons: /教训|改进/u,
    found: /发现/u,
  });
  const { cause, measures, dataKinds, lessons } = parts;
  const people = peopleIn(parts['people']);
  const found = parts['found'] === undefined ? undefined : momentIn(parts['found']);
  const facts: LeakFacts = {
    ...(cause !== undefined && { cause }),
    ...(measures !== undefined && { measures }),
    ...(dataKinds !== undefined && { dataKinds }),
    ...(lessons !== undefined && { lessons }),
    ...(people !== undefined && { people }),
  };
  const isEmpty = Object.keys(parts).every((label) => label === HEAD);
  return reading(
    { type: 'handle_leak', facts, ...(found && { discoveredAt: found.at }) },
    {
      '原因、措施、涉及人数等至少一项（写「原因：…；措施：…；涉及：120 人」）': isEmpty,
      '涉及多少人（写「涉及：120 人」）': parts['people'] !== undefined && people === undefined,
      '几点发现（写「发现：2026-03-02 08:10」）': parts['found'] !== undefined && found?.hasTime !== true,
    },
  );
}

function peopleIn(text: string | undefined): number | undefined {
  const said = /(\d{1,9}(?:\.\d{1,4})?)\s*(万)?/u.exec((text ?? '').replace(/[,，](?=\d{3})/gu, ''));
  return said ? Math.round(Number(said[1]) * (said[2] ? 10_000 : 1)) : undefined;
}

/** `人民银行：快报 3 号 时间：2026-03-02 10:05`; the persons without a name before it. */
function readTelling(
  form: 'tell_authority' | 'tell_persons',
  text: string,
  outside: readonly OutsideReport[],
): Reading<IncidentAct> {
  const { isTold, at, rest } = toldMoment(text);
  const of = form === 'tell_authority' ? 'authority' : 'persons';
  const names = outside.map(({ to }) => to);
  // The longest first: one name may begin with another.
  const authority = names.filter((name) => rest.includes(name)).sort((a, b) => b.length - a.length)[0];
  const proof = trimmed(of === 'authority' ? rest.replace(authority ?? '', '') : rest);
  return reading(
    {
      ...{ type: 'tell_of_leak', of, proof },
      ...(of === 'authority' && authority !== undefined && { authority }),
      ...(at && { toldAt: at }),
    },
    {
      [`报告给谁（${names.join('、')}）`]: of === 'authority' && authority === undefined,
      '怎样告知、凭证（例如：电话报告，记录 3 号）': proof === '',
      '几点（写「时间：今天 10:05」）': isTold && !at,
    },
  );
}

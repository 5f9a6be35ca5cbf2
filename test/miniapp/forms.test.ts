import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { act } from '../../src/api/schemas/acts';
import { filing } from '../../src/api/schemas/filing';
import { caseView } from '../../src/api/views/case-view';
import { TRANSITIONS } from '../../src/domain/transitions';
import { sayDue, showMoment, spanOf } from '../../miniapp/src/due';
import { ACT_FORMS } from '../../miniapp/src/forms/acts';
import { emergencyFields } from '../../miniapp/src/forms/emergency';
import { FILING_FIELDS } from '../../miniapp/src/forms/filing';
import {
  bodyOf,
  choicesOf,
  errorsOf,
  isRequired,
  isShown,
  placed,
  startOf,
  type Field,
  type Value,
  type Values,
} from '../../miniapp/src/forms/form';
import { fenIn, yuanOf } from '../../miniapp/src/forms/money';
import { isoOf, pickerOf } from '../../miniapp/src/forms/moments';
import { pageOf } from '../../miniapp/src/todo-page';
import { filed, MONDAY, org, person, rules } from '../support/builders';
import { MINIAPP } from '../support/miniapp';

const NOW = Date.parse('2026-03-02T09:30:00+08:00');
const HOUR = 3_600_000;
const reader = { by: person('zhou.min'), org, at: MONDAY, rules };
const about = caseView(
  { ...filed(), suggested: { business: 'credit-card', reason: 'pricing' } },
  { party: { name: '王小明', phone: '13987654321' }, names: new Map() },
  reader,
);
const fieldsOf = (act: keyof typeof ACT_FORMS) => ACT_FORMS[act]?.fields ?? [];

describe('the forms', () => {
  it('are there for every act of the table of transitions that has no page of its own', () => {
    const apart = ['register', 'decide', 'emergency', 'add_evidence', 'give_survey_link', 'give_notice_link'];
    const acts = new Set(TRANSITIONS.map(({ act }) => act).filter((act) => !apart.includes(act)));
    expect([...acts].filter((act) => !(act in ACT_FORMS))).toEqual([]);
  });

  it('ask for all that is required, each by its name, and for nothing else', () => {
    for (const form of Object.values(ACT_FORMS)) {
      const required = form.fields.filter((field) => isRequired(field, {}) && isShown(field, {}));
      const errors = errorsOf(form, {});
      expect(Object.keys(errors).sort()).toEqual(required.map(({ path }) => path).sort());
      for (const field of required) expect(errors[field.path]).toContain(field.label);
    }
  });

  it('begin with what was guessed when the complaint came in (R19)', () => {
    expect(startOf({ fields: fieldsOf('classify') }, about)).toMatchObject({
      'classification.business': 'credit-card',
      'classification.level': 'general',
      'circumstances.reasons': [],
    });
  });

  it('make of a finding without evidence a reason, and of one with evidence none (R20)', () => {
    const said = {
      'finding.liability': 'bank',
      'finding.grounds': ' 系统重复计收 ',
      'finding.evidence': '流水',
    };
    const fields = fieldsOf('find');
    expect(bodyOf({ fields }, said)).toEqual({
      finding: { liability: 'bank', grounds: '系统重复计收', evidence: '流水' },
    });
    const without = { ...said, hasNoEvidence: true, 'finding.noEvidenceReason': '录音已过期' };
    expect(bodyOf({ fields }, without)).toEqual({
      finding: { liability: 'bank', grounds: '系统重复计收', noEvidenceReason: '录音已过期' },
    });
  });

  it('send of a plan the rows that say something, in fen (R21, R36)', () => {
    const values: Values = {
      decision: 'upheld',
      notice: '三日内退回',
      actions: [
        { text: ' 退还年费 ', amountFen: 30_000 },
        { text: '', amountFen: undefined },
        { text: '致歉', amountFen: undefined },
      ],
    };
    const fields = fieldsOf('submit');
    expect(errorsOf({ fields }, values)).toEqual({});
    expect(bodyOf({ fields }, values)).toEqual({
      ...{ decision: 'upheld', notice: '三日内退回' },
      actions: [
        { text: '退还年费', amountFen: 30_000 },
        { text: '致歉', amountFen: 0 },
      ],
    });
  });

  it('say which row of a plan is wrong', () => {
    const row = (text: string, amountFen?: number) => ({ text, amountFen });
    const error = (...actions: ReturnType<typeof row>[]) =>
      errorsOf({ fields: fieldsOf('submit') }, { decision: 'upheld', notice: '好', actions })['actions'];
    expect(error(row(''))).toContain('措施');
    expect(error(row('致歉'), row('', 100))).toBe('第 2 项措施没有写内容');
    expect(error(row('退款', NaN))).toContain('第 1 项的金额');
    expect(error(row('字'.repeat(301)))).toContain('第 1 项措施最多 300 字');
    expect(error(row('字'.repeat(300)))).toBeUndefined();
  });

  it('send the answers of a follow-up as what they are, and a score only when somebody was reached (R22)', () => {
    const fields = fieldsOf('follow_up');
    const said = { 'attempt.mode': 'phone', 'attempt.reached': 'yes', 'attempt.score': '5' };
    expect(bodyOf({ fields }, said)).toEqual({
      attempt: { mode: 'phone', reached: true, score: 5, objection: false },
    });
    expect(bodyOf({ fields }, { ...said, 'attempt.reached': 'no' })).toEqual({
      attempt: { mode: 'phone', reached: false },
    });
  });

  /** Something that can be said in a field; `yes`: how the questions of yes or no are answered. */
  const filledBy = (field: Field, yes: boolean): Value => {
    switch (field.is) {
      case 'text':
      case 'lines':
        return field.path === 'into' || field.path === 'to' ? 'KFB26000002' : '说明';
      case 'money':
        return 30_000;
      case 'moment':
        return MONDAY.toISOString();
      case 'one':
        return choicesOf(field.options, about)[0]?.id;
      case 'many':
        return choicesOf(field.options, about).map(({ id }) => id);
      case 'people':
        return field.many ? ['chen.gang'] : 'chen.gang';
      case 'number':
        return String(field.max);
      case 'yes':
        return yes;
      case 'actions':
        return [{ text: '退还年费', amountFen: 30_000 }];
    }
  };
  const filledIn = (fields: readonly Field[], yes = false, more: Values = {}): Values => ({
    ...Object.fromEntries(fields.map((field) => [field.path, filledBy(field, yes)])),
    ...more,
  });
  const problemsOf = (type: string, body: object) => act.safeParse({ type, ...body }).error?.issues ?? [];

  it.each(
    Object.values(ACT_FORMS).flatMap((form) => [
      [form.act, false, form] as const,
      [form.act, true, form] as const,
    ]),
  )('of %s (yes: %s) sends what the service reads', (type, yes, form) => {
    const values = filledIn(form.fields, yes);
    expect(errorsOf(form, values)).toEqual({});
    expect(problemsOf(type, bodyOf(form, values))).toEqual([]);
    // And with nothing but what is required.
    const least = Object.fromEntries(
      form.fields.filter((field) => isRequired(field, values)).map(({ path }) => [path, values[path]]),
    );
    const steering = Object.fromEntries(
      form.fields.filter(({ is }) => is === 'yes').map(({ path }) => [path, values[path]]),
    );
    expect(problemsOf(type, bodyOf(form, { ...least, ...steering }))).toEqual([]);
  });

  const limited = Object.values(ACT_FORMS).flatMap((form) =>
    form.fields
      .filter(
        (field) =>
          field.is === 'lines' || (field.is === 'text' && field.path !== 'into' && field.path !== 'to'),
      )
      .map((field) => [form.act, field.path, form, field as Field & { readonly max: number }] as const),
  );
  it.each(limited)('of %s takes in %s as much as the service, and no more', (type, path, form, field) => {
    const said = (length: number) =>
      filledIn(form.fields, field.path.includes('noEvidence'), { [path]: '字'.repeat(length) });
    expect(errorsOf(form, said(field.max))).toEqual({});
    expect(problemsOf(type, bodyOf(form, said(field.max)))).toEqual([]);
    expect(Object.keys(errorsOf(form, said(field.max + 1)))).toEqual([path]);
    const [issue] = problemsOf(type, bodyOf(form, said(field.max + 1)));
    expect(issue?.path.join('.')).toBe(path);
  });

  it('count as the service does: an emoji is two', () => {
    expect(errorsOf({ fields: fieldsOf('recuse') }, { reason: '😀'.repeat(1_001) })['reason']).toBe(
      '最多 2000 字，现在 2002 字',
    );
  });

  it('show at its field what the service finds wrong, and tell the rest', () => {
    const told = { 'actions.0.text': '最多 300 字', decision: '没有这一项', version: '不认识' };
    expect(placed(fieldsOf('submit'), told)).toEqual({
      at: { actions: '最多 300 字', decision: '没有这一项' },
      rest: ['不认识'],
    });
  });

  it('ask for evidence in words only where none of the file is named (R20)', () => {
    const values = { 'finding.liability': 'bank', 'finding.grounds': '重复计收' };
    expect(errorsOf({ fields: fieldsOf('find') }, values)).toHaveProperty(['finding.evidence']);
    const named = { ...values, 'finding.evidenceNos': ['1', '2'] };
    expect(errorsOf({ fields: fieldsOf('find') }, named)).toEqual({});
    expect(bodyOf({ fields: fieldsOf('find') }, named)).toMatchObject({ finding: { evidenceNos: [1, 2] } });
  });

  it('begin a follow-up with what the complainant answered by the link, of this round only (R22)', () => {
    const survey = { cycle: 1, at: MONDAY.toISOString(), score: 4, remark: '还行', objection: true };
    const fields = fieldsOf('follow_up');
    expect(startOf({ fields }, { ...about, survey })).toMatchObject({
      ...{ 'attempt.reached': 'yes', 'attempt.score': '4', 'attempt.remark': '还行' },
      'attempt.objection': true,
    });
    expect(startOf({ fields }, { ...about, cycle: 2, survey })).toMatchObject({
      ...{ 'attempt.reached': '', 'attempt.score': '', 'attempt.objection': false },
    });
  });

  it.each([
    ['0', false],
    ['1', true],
    ['99', true],
    ['100', false],
    ['1.5', false],
    ['一', false],
  ])('take %s days for a regulator as the service does: %s', (replyDays, isRight) => {
    const values = { source: 'regulator', replyDays };
    expect('replyDays' in errorsOf({ fields: FILING_FIELDS }, values)).toBe(!isRight);
    expect(filing.shape.replyDays.safeParse(Number(replyDays)).success).toBe(isRight);
  });

  it.each([
    ['13812345678', true],
    ['1381234567', false],
    ['138123456789', false],
    ['021-12345678', true],
    ['12345', false],
  ])('look at the telephone %s as the service does: %s', (phone, isRight) => {
    expect('party.phone' in errorsOf({ fields: FILING_FIELDS }, { 'party.phone': phone })).toBe(!isRight);
    expect(filing.shape.party.shape.phone.safeParse(phone).success).toBe(isRight);
  });

  it('ask of a proxy what they need of one only', () => {
    expect(Object.keys(errorsOf({ fields: FILING_FIELDS }, { isProxy: true }))).toContain('proxy.name');
    expect(Object.keys(errorsOf({ fields: FILING_FIELDS }, {}))).not.toContain('proxy.name');
    expect(bodyOf({ fields: FILING_FIELDS }, { isProxy: false, 'proxy.name': '李四' })).toEqual({});
  });

  it('ask what an emergency cost only where it may cost something (R35)', () => {
    const fields = (emergencyMaxFen: number) =>
      emergencyFields({ emergencyReasons: [{ code: 'harm', name: '扬言自伤' }], emergencyMaxFen });
    expect(fields(0).map(({ path }) => path)).not.toContain('costFen');
    expect(fields(1).map(({ path }) => path)).toContain('costFen');
    for (const max of [0, 1]) {
      expect(problemsOf('emergency', bodyOf({ fields: fields(max) }, { reason: 'harm' }))).toEqual([]);
      expect(problemsOf('emergency', bodyOf({ fields: fields(max) }, filledIn(fields(max))))).toEqual([]);
    }
  });

  it('send nothing that no field describes, whatever is put in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (values) => {
        const fields: readonly Field[] = fieldsOf('extend');
        expect(Object.keys(bodyOf({ fields }, values)).filter((key) => key !== 'ground')).toEqual([]);
      }),
    );
  });
});

describe('amounts and moments as they are typed', () => {
  it('are the same after typing what was shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (fen) => {
        expect(fenIn(yuanOf(fen))).toBe(fen);
      }),
    );
  });

  it.each([
    ['', undefined],
    ['300', 30_000],
    ['300.5', 30_050],
    ['1,234.56', 123_456],
    ['-1', NaN],
    ['1.234', NaN],
    ['abc', NaN],
  ])('%j is %p fen', (typed, fen) => {
    expect(fenIn(typed)).toBe(fen);
  });

  it('are of Shanghai, whatever the phone is set to', () => {
    expect(pickerOf(NOW)).toBe('2026-03-02 09:30');
    expect(isoOf('2026-03-02 09:30')).toBe('2026-03-02T01:30:00.000Z');
    expect(isoOf('yesterday')).toBe('');
    expect(showMoment('2026-03-02T01:30:00.000Z', NOW)).toBe('3月2日 09:30');
    expect(showMoment('2025-12-31T16:30:00.000Z', NOW)).toBe('1月1日 00:30');
    expect(showMoment('2025-12-31T15:30:00.000Z', NOW)).toBe('2025年12月31日 23:30');
  });
});

describe('what is due', () => {
  const said = (hours: number, tone: 'calm' | 'near' | 'over' | 'paused') =>
    sayDue({ at: new Date(NOW + hours * HOUR).toISOString(), tone }, NOW);

  it.each([
    [-1, 'over', '已超时 1 小时'],
    [0, 'over', '已超时 不到 1 分钟'],
    // The page stood open over the moment, or the phone's clock is wrong.
    [-1, 'near', '已超时 1 小时'],
    [1, 'over', '已超时 不到 1 分钟'],
    [20, 'near', '还剩 20 小时'],
    [100, 'calm', '还剩 4 天'],
    [-1, 'paused', '暂停计算'],
  ] as const)('in %i h and %s is told as %s', (hours, tone, words) => {
    expect(said(hours, tone)).toBe(words);
  });

  it('has no moment while it is paused', () => {
    expect(sayDue({ tone: 'paused' }, NOW)).toBe('暂停计算');
  });

  it('never tells more time than there is', () => {
    expect([47.9, 48, 1, 0.99].map((hours) => spanOf(hours * HOUR))).toEqual([
      '47 小时',
      '2 天',
      '1 小时',
      '59 分钟',
    ]);
  });
});

describe('a to-do', () => {
  const listed = JSON.parse(readFileSync(join(MINIAPP, 'src', 'pages.json'), 'utf8')) as {
    readonly pages: readonly { readonly path: string }[];
    readonly subPackages: readonly {
      readonly root: string;
      readonly pages: readonly { readonly path: string }[];
    }[];
  };
  const pages = [
    ...listed.pages.map(({ path }) => path),
    ...listed.subPackages.flatMap(({ root, pages: of }) => of.map(({ path }) => `${root}/${path}`)),
  ];

  it.each([
    ...['classify', 'assign', 'find', 'plan', 'execute', 'follow_up', 'tell_declined', 'tell_extension'],
    ...['backfill', 'reassign', 'approve', 'cooperate'],
  ] as const)('%s leads to a page that is there, with a form that is there', (kind) => {
    const { path, query } = pageOf('KFB26000001', { kind, no: 1 });
    expect(pages).toContain(path);
    if (path === 'pages/act/index') expect(Object.keys(ACT_FORMS)).toContain(query['act']);
  });

  it('of a kind that is new leads to its case', () => {
    expect(pageOf('KFB26000001', { kind: 'something' })).toMatchObject({ path: 'pages/case/index' });
  });
});

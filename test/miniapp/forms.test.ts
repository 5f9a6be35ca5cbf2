import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { TRANSITIONS } from '../../src/domain/transitions';
import { sayDue, showMoment, spanOf } from '../../miniapp/src/due';
import { ACT_FORMS } from '../../miniapp/src/forms/acts';
import { emergencyFields } from '../../miniapp/src/forms/emergency';
import { FILING_FIELDS } from '../../miniapp/src/forms/filing';
import { bodyOf, errorsOf, isShown, startOf, type Field, type Values } from '../../miniapp/src/forms/form';
import { fenIn, yuanOf } from '../../miniapp/src/forms/money';
import { isoOf, pickerOf } from '../../miniapp/src/forms/moments';
import { pageOf } from '../../miniapp/src/todo-page';
import { MINIAPP } from '../support/miniapp';
import { sampleCase } from './samples';

const NOW = Date.parse('2026-03-02T09:30:00+08:00');
const HOUR = 3_600_000;
const about = sampleCase(NOW);
const fieldsOf = (act: keyof typeof ACT_FORMS) => ACT_FORMS[act]?.fields ?? [];

describe('the forms', () => {
  it('are there for every act of the table of transitions that has no page of its own', () => {
    const apart = ['register', 'decide', 'emergency', 'add_evidence', 'give_survey_link', 'give_notice_link'];
    const acts = new Set(TRANSITIONS.map(({ act }) => act).filter((act) => !apart.includes(act)));
    expect([...acts].filter((act) => !(act in ACT_FORMS))).toEqual([]);
  });

  it('ask for all that is required, each by its name, and for nothing else', () => {
    for (const form of Object.values(ACT_FORMS)) {
      const required = form.fields.filter((field) => field.required && isShown(field, {}));
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
    expect(error(row('字'.repeat(101)))).toContain('第 1 项措施最多 100 字');
    expect(error(row('字'.repeat(100)))).toBeUndefined();
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

  it.each([
    ['at its limit', 500, undefined],
    ['over it', 501, '最多 500 字，现在 501 字'],
  ])('take a text %s', (_said, count, expected) => {
    const fields = fieldsOf('recuse');
    // By characters, as people count them.
    expect(errorsOf({ fields }, { reason: '😀'.repeat(count) })['reason']).toBe(expected);
  });

  it.each([
    ['0', '写 1 到 60'],
    ['1', undefined],
    ['60', undefined],
    ['61', '写 1 到 60'],
    ['1.5', '写 1 到 60'],
    ['一', '写 1 到 60'],
  ])('take %s days for a regulator: %s', (typed, expected) => {
    const found = errorsOf({ fields: FILING_FIELDS }, { source: 'regulator', replyDays: typed })['replyDays'];
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(expected);
  });

  it.each([
    ['13812345678', true],
    ['1381234567', false],
    ['138123456789', false],
    ['021-12345678', true],
    ['12345', false],
  ])('look at the telephone %s', (phone, isRight) => {
    expect(errorsOf({ fields: FILING_FIELDS }, { phone })['phone'] === undefined).toBe(isRight);
  });

  it('ask of a proxy what they need of one only', () => {
    expect(Object.keys(errorsOf({ fields: FILING_FIELDS }, { isProxy: true }))).toContain('proxy.name');
    expect(Object.keys(errorsOf({ fields: FILING_FIELDS }, {}))).not.toContain('proxy.name');
    expect(bodyOf({ fields: FILING_FIELDS }, { isProxy: false, 'proxy.name': '李四' })).toEqual({});
  });

  it('ask what an emergency cost only where it may cost something (R35)', () => {
    const paths = (maxFen: number) => emergencyFields({ items: [], maxFen }).map(({ path }) => path);
    expect(paths(0)).not.toContain('costFen');
    expect(paths(1)).toContain('costFen');
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
  const due = (startH: number, dueH: number) => ({
    ...{ what: '调查', startAt: new Date(NOW + startH * HOUR).toISOString() },
    dueAt: new Date(NOW + dueH * HOUR).toISOString(),
  });

  it.each([
    [-10, -1, 'over', '已超时 1 小时'],
    [-10, 0, 'over', '已超时 不到 1 分钟'],
    [-80, 20, 'soon', '还剩 20 小时'],
    [-80, 20.1, 'fine', '还剩 20 小时'],
    [-1, 2, 'soon', '还剩 2 小时'],
    [-1, 2.1, 'fine', '还剩 2 小时'],
    [-10, 100, 'fine', '还剩 4 天'],
  ])('begun at %i h and due at %i h is %s', (startH, dueH, tone, words) => {
    expect(sayDue(due(startH, dueH), NOW)).toEqual({ tone, words });
  });

  it('is neither late nor near while it is paused', () => {
    expect(sayDue({ ...due(-10, -1), paused: true }, NOW)).toEqual({ tone: 'paused', words: '暂停计算' });
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
    ...['backfill', 'reassign', 'approve', 'cooperate', 'call', 'confirm'],
  ] as const)('%s leads to a page that is there, with a form that is there', (todo) => {
    const { path, query } = pageOf({ todo, caseId: 'KFB26000001', no: 1 });
    expect(pages).toContain(path);
    if (path === 'pages/act/index') expect(Object.keys(ACT_FORMS)).toContain(query['act']);
  });
});

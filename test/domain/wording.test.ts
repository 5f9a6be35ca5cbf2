import { addDays, shanghaiDate, shanghaiMidnight, showDue, showMoment } from '../../src/domain/calendar';
import { elapsedMs, parseDuration } from '../../src/domain/duration';
import { ruleOn } from '../../src/domain/decide-act';
import { parseCaseNumber } from '../../src/domain/number';
import { at, context, inState, person, submit } from '../support/builders';

describe('a duration as the rules file writes it', () => {
  it.each([
    ['5wd', 5, 'wd'],
    ['2.5wh', 2.5, 'wh'],
    ['15d', 15, 'd'],
    ['24h', 24, 'h'],
    ['30min', 30, 'min'],
    ['20s', 20, 's'],
    [' 0.5h ', 0.5, 'h'],
  ])('%s is %d %s', (text, amount, unit) => {
    expect(parseDuration(text)).toEqual({ amount, unit });
  });

  it.each([
    '',
    '5',
    'wd',
    '0wh',
    '0.0h',
    '-1d',
    '2.5d',
    '1.5wd',
    '5 wd',
    '5WD',
    '1e3s',
    '1234567s',
    '5wd5h',
    '5m',
  ])('「%s」 is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('has elapsed time only when no calendar is needed', () => {
    expect(elapsedMs({ amount: 2, unit: 'd' })).toBe(172_800_000);
    expect(elapsedMs({ amount: 1.5, unit: 'h' })).toBe(5_400_000);
    expect(elapsedMs({ amount: 1, unit: 'wd' })).toBeUndefined();
    expect(elapsedMs({ amount: 1, unit: 'wh' })).toBeUndefined();
  });
});

describe('a moment in Shanghai, whatever the machine thinks', () => {
  it.each([
    ['2026-03-01T15:59:59Z', '2026-03-01'],
    ['2026-03-01T16:00:00Z', '2026-03-02'],
    ['2025-12-31T16:00:00Z', '2026-01-01'],
  ])('%s is on %s', (moment, date) => {
    expect(shanghaiDate(new Date(moment))).toBe(date);
  });

  it('a day begins at 16:00 of the day before in Greenwich', () => {
    expect(shanghaiMidnight('2026-03-02').toISOString()).toBe('2026-03-01T16:00:00.000Z');
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %d days is %s', (date, days, then) => {
    expect(addDays(date, days)).toBe(then);
  });

  it('is shown without the year, and the end of a day as 24:00 of it', () => {
    expect(showMoment(at('2026-03-02 09:05'))).toBe('3月2日 09:05');
    expect(showDue(at('2026-03-02 09:05'))).toBe('3月2日 09:05');
    expect(showDue(at('2026-03-18 00:00'))).toBe('3月17日 24:00');
    expect(showDue(at('2026-01-01 00:00'))).toBe('12月31日 24:00');
  });
});

describe('a case number as people type it (R25)', () => {
  it.each([
    'KFB26000001',
    'kfb26000001',
    ' KFB 26000001 ',
    'ＫＦＢ２６０００００１',
    'KFB26000001-20260302-SL',
    'KFB26000001—20260302—FA02',
  ])('%s', (text) => {
    expect(parseCaseNumber(text)).toBe('KFB26000001');
  });

  it.each([
    '',
    'K26000001',
    'KFBXY26000001',
    'KFB2600001',
    'KFB260000011',
    'KFB26000001-20260302',
    'KFB26000001-20260302-S',
    'KFB26000001-20260302-SL1',
    '13812345678',
  ])('「%s」 is none', (text) => {
    expect(parseCaseNumber(text)).toBeUndefined();
  });
});

describe('the sum of a plan (R34)', () => {
  it('beyond what can be counted to the fen is no amount', () => {
    const half = { text: '退款', amountFen: Number.MAX_SAFE_INTEGER };
    const ruling = ruleOn(
      inState('PLANNING'),
      submit({ actions: [half, half] }),
      person('wu.qian'),
      context(),
    );
    expect(ruling).toMatchObject({ refused: 'amount_unknown' });
  });
});

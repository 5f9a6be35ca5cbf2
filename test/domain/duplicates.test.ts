import * as fc from 'fast-check';
import {
  FACTORS,
  judge,
  rankDuplicates,
  type Candidate,
  type Earlier,
  type Matter,
} from '../../src/domain/duplicates';
import { MONDAY } from '../support/builders';

const DAY = 86_400_000;
const daysBefore = (days: number): Date => new Date(MONDAY.getTime() - days * DAY);

/** 信用卡年费, filed on Monday. */
const matter: Matter = {
  receivedAt: MONDAY,
  business: 'credit-card',
  claimedFen: 30_000,
  facts: '信用卡年费重复扣了300元',
};
const earlier = (complaintId: string, more: Partial<Matter> = {}, found: Partial<Earlier> = {}): Earlier => ({
  ...{ complaintId, samePhone: true, sameIdNo: false },
  matter: { ...matter, receivedAt: daysBefore(3), ...more },
  ...found,
});
const candidate = (more: Partial<Candidate> = {}): Candidate => ({
  ...{ complaintId: 'KFB26000001', samePhone: true, sameIdNo: false, textLikeness: 0 },
  ...{ sameBusiness: false, amountEqual: false, daysApart: 90 },
  ...more,
});

const anyCandidate = fc.record({
  complaintId: fc.constant('KFB26000001'),
  samePhone: fc.boolean(),
  sameIdNo: fc.boolean(),
  textLikeness: fc.double({ min: 0, max: 1, noNaN: true }),
  sameBusiness: fc.boolean(),
  amountEqual: fc.boolean(),
  daysApart: fc.double({ min: 0, max: 4_000, noNaN: true }),
});

describe('the score of a possible duplicate (重复投诉, R18)', () => {
  it('is explained by lines that add up to it, from 0 to 100', () => {
    fc.assert(
      fc.property(anyCandidate, (each) => {
        const { score, lines } = judge(each);
        expect(lines.reduce((sum, { points }) => sum + points, 0)).toBe(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        for (const { factor, points } of lines) {
          expect(Number.isInteger(points) && points > 0 && points <= FACTORS[factor].most).toBe(true);
        }
      }),
    );
  });

  it('is 100 when all is the same, with the weightiest reason first', () => {
    const all = { sameIdNo: true, textLikeness: 1, sameBusiness: true, amountEqual: true, daysApart: 0 };
    expect(judge(candidate(all))).toEqual({
      complaintId: 'KFB26000001',
      score: 100,
      grade: 'likely',
      lines: [
        { factor: 'phone', points: 40, words: '同一电话' },
        { factor: 'text', points: 35, words: '内容相似' },
        { factor: 'business', points: 10, words: '同一业务' },
        { factor: 'idNoToo', points: 5, words: '同一证件号' },
        { factor: 'amount', points: 5, words: '金额相同' },
        { factor: 'time', points: 5, words: '时间接近' },
      ],
    });
  });

  it('never grows smaller by more in common', () => {
    fc.assert(
      fc.property(anyCandidate, (each) => {
        const { score } = judge(each);
        const more = [
          { samePhone: true },
          { sameIdNo: true },
          { textLikeness: 1 },
          { daysApart: 0 },
        ] as const;
        for (const one of [...more, { sameBusiness: true }, { amountEqual: true }])
          expect(judge({ ...each, ...one }).score).toBeGreaterThanOrEqual(score);
      }),
    );
  });

  it('weighs an identity number like a telephone', () => {
    expect(judge(candidate({ samePhone: false, sameIdNo: true })).score).toBe(40);
    expect(judge(candidate()).score).toBe(40);
  });

  it.each([
    [0, 5],
    [7, 5],
    [7.01, 3],
    [30, 3],
    [30.01, 0],
  ])('%d days apart are worth %d', (daysApart, points) => {
    expect(judge(candidate({ daysApart })).score).toBe(40 + points);
  });
});

describe('what is said of it', () => {
  it('很可能是同一件 from 70 on, 可能有关 from 40 on, and nothing below', () => {
    const at = (textLikeness: number, more: Partial<Candidate> = {}) => {
      const { score, grade } = judge(candidate({ textLikeness, sameBusiness: true, ...more }));
      return [score, grade];
    };
    expect(at(20 / 35)).toEqual([70, 'likely']);
    expect(at(19 / 35)).toEqual([69, 'possible']);
    expect(at(30 / 35, { samePhone: false })).toEqual([40, 'possible']);
    expect(at(29 / 35, { samePhone: false })).toEqual([39, undefined]);
  });

  it('a person with another trouble is never called a repeat, however much else is the same', () => {
    const rest = { sameIdNo: true, sameBusiness: true, amountEqual: true, daysApart: 0 };
    expect(judge(candidate(rest))).toMatchObject({ score: 65, grade: 'possible' });
  });
});

describe('ranking the earlier cases of a complainant', () => {
  it('knows the same matter told again in other words', () => {
    const facts = '我的信用卡年费被重复扣了两次，多扣300元';
    const [found] = rankDuplicates(matter, [earlier('KFB26000001', { facts })]);
    expect(found).toMatchObject({ complaintId: 'KFB26000001', grade: 'likely' });
    expect(found?.lines.map(({ factor }) => factor)).toEqual(['phone', 'text', 'business', 'amount', 'time']);
  });

  it('knows another matter of the same business for what it is', () => {
    const other = earlier('KFB26000001', { facts: '信用卡额度被无故降低，无法消费', claimedFen: 500_000 });
    expect(rankDuplicates(matter, [other])).toMatchObject([{ grade: 'possible' }]);
  });

  it('puts the likeliest first, of equals the latest, and leaves out what is too far', () => {
    const ranked = rankDuplicates(matter, [
      earlier('KFB26000001', { facts: '房贷利率', business: 'loan', claimedFen: 1 }),
      earlier('KFB26000002'),
      earlier('KFB26000003', {}, { samePhone: false, matter: { receivedAt: MONDAY } }),
      earlier('KFB26000004', { receivedAt: daysBefore(2) }),
      earlier('KFB26000005'),
    ]);
    expect(ranked.map(({ complaintId }) => complaintId)).toEqual([
      'KFB26000004',
      'KFB26000005',
      'KFB26000002',
      'KFB26000001',
    ]);
  });

  it('does not take two unknown businesses or amounts for the same', () => {
    const bare: Matter = { receivedAt: MONDAY };
    const other = earlier('KFB26000001', {}, { matter: { receivedAt: daysBefore(60) } });
    expect(rankDuplicates(bare, [other])).toMatchObject([{ score: 40, lines: [{ factor: 'phone' }] }]);
  });

  it('hands on nothing of what was told', () => {
    expect(JSON.stringify(rankDuplicates(matter, [earlier('KFB26000001')]))).not.toContain('年费');
  });
});

import { CONTACT_MODE, DISCLOSURE_KIND, STATES, STEP_OF, type State } from '../../src/domain/vocabulary';

const inStep = (step: string) => (Object.keys(STATES) as State[]).filter((state) => STEP_OF[state] === step);

describe('the words of a case', () => {
  it('say of every state which of the four steps it belongs to (R17), or what it is beside them', () => {
    expect(inStep('受理')).toEqual(['RECEIVED', 'CLASSIFIED']);
    expect(inStep('调查')).toEqual(['INVESTIGATING']);
    expect(inStep('解决')).toEqual(['PLANNING', 'AWAITING_APPROVAL', 'EXECUTING']);
    expect(inStep('回访')).toEqual(['FOLLOW_UP']);
    expect(inStep('办结')).toEqual(['CLOSED', 'WITHDRAWN', 'DECLINED', 'MERGED']);
    expect([inStep('中止'), inStep('核查')]).toEqual([['SUSPENDED'], ['VERIFYING']]);
  });

  it('are Chinese, and no two states or kinds are called the same', () => {
    for (const words of [STATES, DISCLOSURE_KIND, CONTACT_MODE].map((each) => Object.values(each))) {
      expect(words.filter((word) => !/^\p{Script=Han}/u.test(word))).toEqual([]);
      expect(new Set(words).size).toBe(words.length);
    }
  });
});

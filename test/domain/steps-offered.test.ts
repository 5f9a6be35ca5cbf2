import { actsOf } from '../../src/domain/decide-act';
import { filed, inState, person } from '../support/builders';
import { approved, did, inAnyState } from '../support/side-states';

/** 您可以办 (R38): what is offered is in the table, and has an occasion. */
describe('the steps a person is offered', () => {
  it('are none on a case that ended and owes nothing', () => {
    for (const userId of ['zhou.min', 'wu.qian', 'tang.xin', 'zhao.lei', 'lin.tao'])
      expect(actsOf(person(userId), inState('CLOSED'))).toEqual([]);
    expect(actsOf(person('lin.tao'), inAnyState('MERGED'))).toEqual(['unmerge']);
  });

  it('hold telling only where something is to be told', () => {
    const asked = did(inState('CLASSIFIED'), 'decline');
    expect(actsOf(person('zhou.min'), asked)).not.toContain('tell');
    expect(actsOf(person('zhou.min'), approved(asked, 'lin.tao'))).toContain('tell');
    const extended = approved(did(filed(), 'extend'), 'zhao.lei');
    expect(actsOf(person('zhou.min'), extended)).toContain('tell');
    expect(actsOf(person('zhou.min'), did(extended, 'tell'))).not.toContain('tell');
  });

  it('hold the form only while it is owed, papers while they are awaited, the reply while C9 runs', () => {
    const acted = did(filed(), 'emergency');
    expect(actsOf(person('zhou.min'), filed())).not.toContain('backfill');
    expect(actsOf(person('zhou.min'), acted)).toContain('backfill');
    expect(actsOf(person('zhou.min'), did(acted, 'backfill'))).not.toContain('backfill');
    const waiting = did(inState('INVESTIGATING'), 'await_papers');
    const papers = (complaint: typeof waiting) =>
      actsOf(person('chen.gang'), complaint).filter((act) => act.endsWith('_papers'));
    expect(papers(inState('INVESTIGATING'))).toEqual(['await_papers']);
    expect(papers(waiting)).toEqual(['receive_papers']);
    expect(actsOf(person('zhou.min'), filed())).not.toContain('reply_regulator');
    expect(actsOf(person('zhou.min'), filed({ source: 'regulator' }))).toContain('reply_regulator');
  });
});

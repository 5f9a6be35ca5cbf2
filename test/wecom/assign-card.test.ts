import type { Org, Person } from '../../src/domain/org';
import { noticeCard } from '../../src/wecom/cards/notice-card';
import { inState, org } from '../support/builders';

const CASES: Readonly<Record<string, number>> = { 'chen.gang': 3, 'song.yang': 1 };

function optionsWith(people: Readonly<Record<string, Partial<Person>>> = {}) {
  const changed: Org = {
    ...org,
    people: new Map([...org.people].map(([id, each]) => [id, { ...each, ...people[id] }])),
  };
  const card = noticeCard(
    { kind: 'task', task: 'assign', to: 'lin.tao' },
    inState('CLASSIFIED'),
    changed,
    'KFB26000001-2-0',
    (userId) => CASES[userId] ?? 0,
  );
  const { select_list: [select] = [] } = card as unknown as {
    select_list?: { option_list: { id: string; text: string }[] }[];
  };
  return select?.option_list;
}

describe('the card on which a lead names the investigator (T5, R19)', () => {
  it('shows how much each candidate has in hand, each once, whom the rule would take first', () => {
    expect(optionsWith()).toEqual([
      { id: 'invest.song.yang', text: '宋阳（在办 1 件）' },
      { id: 'invest.chen.gang', text: '陈刚（在办 3 件）' },
    ]);
  });

  it('names those off duty last, and nobody who is on leave', () => {
    expect(optionsWith({ 'song.yang': { isOffDuty: true } })?.map(({ id }) => id)).toEqual([
      'invest.chen.gang',
      'invest.song.yang',
    ]);
    expect(optionsWith({ 'song.yang': { isAway: true } })?.map(({ id }) => id)).toEqual(['invest.chen.gang']);
  });

  it('offers whoever may be named in chat too: a senior analyst without the other post', () => {
    expect(optionsWith({ 'song.yang': { roles: ['SENIOR'] } })?.map(({ id }) => id)).toEqual([
      'invest.song.yang',
      'invest.chen.gang',
    ]);
  });
});

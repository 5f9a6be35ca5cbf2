import { isRenewed, renewAt } from '../../src/domain/renewal';
import type { Notice } from '../../src/domain/notice';
import { at } from '../support/builders';

describe('a card that nobody answers', () => {
  const to = 'lin.tao';
  it.each<[string, Notice]>([
    ['a task', { kind: 'task', task: 'classify', to }],
    ['an approval', { kind: 'approval', to, no: 1, hash: 'h' }],
    ['a task of another department', { kind: 'cooperation', to, no: 1, ask: 'answer' } as Notice],
    ['a bulk export', { kind: 'bulk_export', to, id: 'b', hash: 'h' }],
  ])('is replaced while it asks for something: %s', (_what, notice) => {
    expect(isRenewed(notice)).toBe(true);
  });

  it.each<[string, Notice]>([
    ['news', { kind: 'progress', of: 'resumed', to }],
    ['a closed case', { kind: 'closed', to }],
    ['a digest, which has a way of its own', { kind: 'digest', to }],
    [
      'an alert, which climbs',
      { kind: 'alert', to, alert: 'a', about: { kind: 'major', to }, isSecond: false },
    ],
  ])('is not when it only tells: %s', (_what, notice) => {
    expect(isRenewed(notice)).toBe(false);
  });

  it.each([
    ['by day after 70 hours', '2026-03-02 09:30', '2026-03-05 07:30'],
    ['at seven, when the night is over', '2026-03-02 09:00', '2026-03-05 07:00'],
    ['in the evening before what would be in the night', '2026-03-02 08:59', '2026-03-04 21:59'],
    ['also when the night has just begun', '2026-03-02 00:00', '2026-03-04 21:59'],
    ['and late in the evening while it is not night yet', '2026-03-01 23:59', '2026-03-04 21:59'],
  ])('comes anew %s', (_when, given, expected) => {
    expect(renewAt(at(given))).toEqual(at(expected));
  });
});

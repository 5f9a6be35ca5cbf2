import { showUntil } from '../../miniapp/src/due';

const NOW = Date.parse('2026-11-26T22:14:00+08:00');

describe('by when (到期)', () => {
  it.each([
    ['the end of a day is its 24:00', '2026-12-11T16:00:00.000Z', '12月11日 24:00'],
    ['also of a year', '2026-12-31T16:00:00.000Z', '12月31日 24:00'],
    ['any other moment is told as it is', '2026-11-27T11:00:00+08:00', '11月27日 11:00'],
    ['a minute after midnight is the next day', '2026-12-12T00:01:00+08:00', '12月12日 00:01'],
    ['what is no moment is not told', 'soon', ''],
  ])('%s', (_what, iso, said) => {
    expect(showUntil(iso, NOW)).toBe(said);
  });
});

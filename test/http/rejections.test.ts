import { createRejectionLog } from '../../src/http/rejections';

describe('the log of rejections', () => {
  it('tells the first at once and a flood once a second, with its number', () => {
    const lines: object[] = [];
    let now = 0;
    const rejected = createRejectionLog({ warn: (facts) => lines.push(facts) }, () => now);
    rejected();
    for (now = 1; now < 1_000; now++) rejected();
    expect(lines).toEqual([{ count: 1 }]);
    rejected();
    expect(lines).toEqual([{ count: 1 }, { count: 1_000 }]);
    now += 5_000;
    rejected();
    expect(lines.at(-1)).toEqual({ count: 1 });
  });
});

import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Vue from 'vue';
import { useByAndBy } from '../../miniapp/src/by-and-by';
import { MINIAPP } from '../support/miniapp';

const { nextTick, shallowRef } = createRequire(join(MINIAPP, 'package.json'))('vue') as typeof Vue;
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('a long list (逐屏画)', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('is drawn a screen at once, and then to its end', () => {
    const drawn = useByAndBy(shallowRef<readonly number[]>(upTo(11)));
    expect(drawn.value).toEqual(upTo(4));
    vi.advanceTimersToNextTimer();
    expect(drawn.value).toEqual(upTo(6));
    vi.runAllTimers();
    expect(drawn.value).toEqual(upTo(11));
  });

  it('leaves what stands there when it comes again, longer or shorter', async () => {
    const all = shallowRef<readonly number[]>(upTo(11));
    const drawn = useByAndBy(all);
    vi.runAllTimers();
    all.value = upTo(14);
    await nextTick();
    expect(drawn.value).toEqual(upTo(11));
    vi.runAllTimers();
    expect(drawn.value).toEqual(upTo(14));
    all.value = upTo(2);
    await nextTick();
    expect(drawn.value).toEqual(upTo(2));
  });
});

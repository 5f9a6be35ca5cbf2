import { fateOf } from '../../jobs/fate';
import { WeComUnreachable } from '../../src/wecom/wecom-error';
import { MONDAY } from '../support/builders';

const seconds = (count: number) => new Date(MONDAY.getTime() + count * 1_000);
const unreachable = new WeComUnreachable('message/send', 'no', 'connection refused');

describe('when a message that did not get out is tried again', () => {
  it.each([
    ['at once after its first try, however long it had waited before', 0, 1_000],
    ['as long again as it has failed', 20, 20_000],
    ['once a minute at least in a long outage', 3_600, 60_000],
  ])('%s', (_when, failedFor, waitMs) => {
    expect(fateOf(unreachable, undefined, MONDAY, seconds(failedFor))).toEqual({
      is: 'later',
      waitMs,
      isClear: true,
    });
  });
});

import type { Routine } from './routine';

const HOUR_MS = 3_600_000;

/** 过期上传清理 (R26): what somebody began to send and did not go on with for a day is gone within the hour. */
export const clearUploads: Routine = {
  name: 'clear-uploads',
  next: (after) => new Date((Math.floor(after.getTime() / HOUR_MS) + 1) * HOUR_MS),

  async run({ keeping, clock, log }) {
    const cleared = await keeping.clearAbandoned(clock.now());
    if (cleared > 0) log.info({ cleared }, 'abandoned uploads cleared');
  },
};

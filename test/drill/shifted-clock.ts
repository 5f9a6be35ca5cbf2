/**
 * 走错的钟: loaded before the service (node --require), it moves this process's Date by DRILL_SHIFT_MS: at once, or with
 * DRILL_SHIFT_LATER once it is told by SIGUSR2.
 */
const shiftMs = Number(process.env['DRILL_SHIFT_MS'] ?? 0);
let isShifted = process.env['DRILL_SHIFT_LATER'] === undefined;
if (!isShifted) process.on('SIGUSR2', () => (isShifted = true));
const RightDate = Date;
const now = () => RightDate.now() + (isShifted ? shiftMs : 0);

globalThis.Date = new Proxy(RightDate, {
  construct: (right, args: unknown[], as) =>
    Reflect.construct(right, args.length === 0 ? [now()] : args, as) as Date,
  get: (right, key) => (key === 'now' ? now : (Reflect.get(right, key) as unknown)),
});

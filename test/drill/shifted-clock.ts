/**
 * 走错的钟: loaded before the service (node --require), it moves this process's Date by DRILL_SHIFT_MS once
 * DRILL_SHIFT_AFTER_MS have passed since it began.
 */
const shiftMs = Number(process.env['DRILL_SHIFT_MS'] ?? 0);
const afterMs = Number(process.env['DRILL_SHIFT_AFTER_MS'] ?? 0);
const RightDate = Date;
const now = () => RightDate.now() + (performance.now() >= afterMs ? shiftMs : 0);

globalThis.Date = new Proxy(RightDate, {
  construct: (right, args: unknown[], as) =>
    Reflect.construct(right, args.length === 0 ? [now()] : args, as) as Date,
  get: (right, key) => (key === 'now' ? now : (Reflect.get(right, key) as unknown)),
});

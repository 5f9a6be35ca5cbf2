/** 走错的钟: loaded before the service (node --require), it moves this process's Date by DRILL_SHIFT_MS, DRILL_SHIFT_AFTER_MS after it began. */
const shiftMs = Number(process.env['DRILL_SHIFT_MS'] ?? 0);
const afterMs = Number(process.env['DRILL_SHIFT_AFTER_MS'] ?? 0);
const RealDate = Date;
const shift = () => (performance.now() >= afterMs ? shiftMs : 0);

class ShiftedDate extends RealDate {
  constructor(...args: unknown[]) {
    if (args.length === 0) super(RealDate.now() + shift());
    else super(...(args as [number]));
  }

  static override now(): number {
    return RealDate.now() + shift();
  }
}

globalThis.Date = ShiftedDate as DateConstructor;

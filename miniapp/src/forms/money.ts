import { parseYuan } from '../../../src/domain/money';

/** 元 to 分, by the rules the service reads amounts by; undefined when nothing is typed, NaN when it is no amount. */
export function fenIn(typed: string): number | undefined {
  return typed.trim() === '' ? undefined : (parseYuan(typed) ?? NaN);
}

/** `300.5` for 30050, to be typed on. */
export function yuanOf(fen: number | undefined): string {
  if (fen === undefined || Number.isNaN(fen)) return '';
  const cents = fen % 100;
  const whole = String((fen - cents) / 100);
  return cents === 0 ? whole : `${whole}.${String(cents).padStart(2, '0').replace(/0$/u, '')}`;
}

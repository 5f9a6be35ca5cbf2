import { minute } from '../documents/dates';
import { fonts, printable } from '../documents/fonts';

/** 水印 (R26): who looks, and when. */
export interface Mark {
  readonly name: string;
  readonly at: Date;
}

/** 字形轮廓 of one line: its shapes and not its characters, so that it looks the same where no Chinese font is. `em` is 1. */
export interface Outline {
  readonly curves: readonly Curve[];
  readonly width: number;
}
/** Upwards is positive. `Q` has one control point, `C` two, the end last. */
export type Curve = readonly ['M' | 'L' | 'Q' | 'C' | 'Z', ...number[]];

const LETTER = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
} as const;

/** `周敏 2026年3月2日 09:30`. */
export function markOutline({ name, at }: Mark): Outline {
  const { medium } = fonts();
  const em = medium.unitsPerEm;
  const { glyphs, positions } = medium.layout(printable(`${name} ${minute(at)}`));
  let left = 0;
  const curves = glyphs.flatMap(({ path }, index) => {
    const start = left;
    left += positions[index]?.xAdvance ?? 0;
    return path.commands.map(({ command, args }): Curve => [
      LETTER[command],
      ...args.map((value, n) => (n % 2 === 0 ? value + start : value) / em),
    ]);
  });
  return { curves, width: left / em };
}

/** How marks lie over a surface: the size of the letters, the distance from one to the next, and their slope. */
export const SLOPE = Math.PI / 7;

export function spacingOf({ width }: Outline) {
  return {
    across: width * Math.cos(SLOPE) + 2.2,
    down: width * Math.sin(SLOPE) + 2.8,
  };
}

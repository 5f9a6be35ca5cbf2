import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MINIAPP } from '../support/miniapp';

/** 对比度 (WCAG 2.2, 1.4.3): ink on ground as the pages pair them. */
const TOKENS = readFileSync(join(MINIAPP, 'src', 'theme', 'tokens.scss'), 'utf8');
const INKS = ['ink', 'ink-soft', 'ink-faint', 'accent', 'over'];
const TONES = ['accent', 'over', 'soon', 'fine', 'paused'];
const PAIRS: readonly (readonly [ink: string, ground: string])[] = [
  ...INKS.flatMap((ink) => [[ink, 'card'] as const, [ink, 'ground'] as const]),
  ...TONES.map((tone) => [tone, `${tone}-soft`] as const),
  ['accent-ink', 'accent'],
  ['accent-ink', 'over'],
  ['ink-soft', 'accent-soft'],
];

describe('the colours', () => {
  it.each(PAIRS)('%s on %s can be read (4.5 : 1)', (ink, ground) => {
    const [one, other] = [luminance(colour(ink)), luminance(colour(ground))];
    expect((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});

function colour(name: string): string {
  const [, hex] = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(TOKENS) ?? [];
  if (hex === undefined) throw new Error(`no colour --${name}`);
  return hex;
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';

export interface Fonts {
  readonly regular: Font;
  readonly medium: Font;
}

const FILES = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  medium: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
} as const;

let loaded: Fonts | undefined;

/** 字体: Noto Sans SC (OFL), read once, for parsing it takes longer than a document. */
export function fonts(): Fonts {
  loaded ??= { regular: fontOf(FILES.regular), medium: fontOf(FILES.medium) };
  return loaded;
}

function fontOf(file: string): Font {
  const font = create(readFileSync(require.resolve(file)));
  if (!('glyphForCodePoint' in font)) throw new Error('a collection, not a font');
  return font;
}

/** 〓 stands for a character the font has not, as in print; what cannot be printed at all is left out. */
export function printable(text: string): string {
  const { regular } = fonts();
  return [...text.replace(/\r\n?/gu, '\n').replace(/\t/gu, ' ')]
    .filter((char) => char === '\n' || !/\p{Cc}|\p{Cf}|\p{M}/u.test(char))
    .map((char) => (char === '\n' || regular.hasGlyphForCodePoint(char.codePointAt(0) ?? 0) ? char : '〓'))
    .join('');
}

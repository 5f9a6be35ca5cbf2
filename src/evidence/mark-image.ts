import sharp from 'sharp';
import { markOutline, SLOPE, spacingOf, type Mark, type Outline } from './mark';

/** 图片水印: over all of it, dark within a light rim, so that it is read on every ground. */
export async function markImage(bytes: Buffer, mark: Mark): Promise<Buffer> {
  const image = sharp(bytes);
  const { width = 1, height = 1, format } = await image.metadata();
  const outline = markOutline(mark);
  const tile = await sharp(Buffer.from(tileOf(outline, width, height)))
    .png()
    .toBuffer();
  const marked = image.composite([{ input: tile, tile: true, gravity: 'northwest' }]);
  if (format === 'png') return marked.png().toBuffer();
  return (format === 'webp' ? marked.webp({ quality: 88 }) : marked.jpeg({ quality: 88 })).toBuffer();
}

/** Letters of a fortieth of the width, but not smaller than is read, nor larger than what fits. */
function tileOf(outline: Outline, width: number, height: number): string {
  const { across, down } = spacingOf(outline);
  const em = Math.min(Math.max(16, Math.min(width / 40, height / 27)), width / across, height / down);
  const [tileWidth, tileHeight] = [Math.max(1, Math.floor(across * em)), Math.max(1, Math.floor(down * em))];
  const degrees = (-SLOPE * 180) / Math.PI;
  const place = `translate(${1.1 * em} ${tileHeight - 1.2 * em}) rotate(${degrees}) scale(${em} ${-em})`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${tileWidth}" height="${tileHeight}">`,
    `<g transform="${place}" stroke-linejoin="round">`,
    `<path d="${svgPath(outline)}" fill="none" stroke="#fff" stroke-opacity=".4" stroke-width=".11"/>`,
    `<path d="${svgPath(outline)}" fill="#000" fill-opacity=".38"/>`,
    '</g></svg>',
  ].join('');
}

function svgPath({ curves }: Outline): string {
  return curves
    .map(([letter, ...args]) => `${letter}${args.map((value) => value.toFixed(3)).join(' ')}`)
    .join('');
}

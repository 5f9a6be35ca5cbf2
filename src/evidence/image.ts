import sharp from 'sharp';
import { refuse, type Refusal } from '../domain/ruling';
import type { ImageFormat } from './formats';

/** 像素上限: what an image of few bytes may unfold to in memory. */
const MOST_PIXELS = 64_000_000;

// Other work shares this processor, and no image comes twice.
sharp.concurrency(1);
sharp.cache(false);

/**
 * 图片重新编码 (R26, R54): the picture alone, upright, without what the phone wrote beside it (EXIF and where it was taken,
 * XMP, ICC) and without what somebody put behind it. Undefined fields of the format are gone with it.
 */
export async function redrawn(bytes: Buffer, format: ImageFormat): Promise<Buffer | Refusal> {
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
    const { pages = 1 } = await image.metadata();
    if (pages > 1) return refuse('image_moving');
    const upright = image.autoOrient();
    switch (format) {
      case 'png':
        return await upright.png().toBuffer();
      case 'webp':
        return await upright.webp({ quality: 92 }).toBuffer();
      case 'jpeg':
        return await upright.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
    }
  } catch (error) {
    return refuse(isTooLarge(error) ? 'image_too_large' : 'file_broken');
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && /pixel limit/u.test(error.message);
}

/** 字数上限, as the service has them: of a line, and of what takes some sentences. */
export const LINE = 300;
export const TEXT = 2_000;

/** 字数 as the service counts it, in UTF-16 units: an emoji is two. */
export function lengthOf(text: string): number {
  return text.length;
}

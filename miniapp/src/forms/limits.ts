/** 字数: by characters as people count them, not by the halves of an emoji. */
export function lengthOf(text: string): number {
  return [...text].length;
}

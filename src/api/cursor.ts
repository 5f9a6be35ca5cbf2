import { z } from 'zod';

/** 翻页位置: the last one of a page, as the store sorts them. It grants nothing, so it needs no seal. */
interface Place {
  readonly receivedAt: Date;
  readonly id: string;
}

const shape = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.string().max(64)]);

export function cursorOf({ receivedAt, id }: Place): string {
  return Buffer.from(JSON.stringify([receivedAt.getTime(), id])).toString('base64url');
}

/** Undefined for what we did not hand out. */
export function readCursor(cursor: string): Place | undefined {
  try {
    const [time, id] = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { receivedAt: new Date(time), id };
  } catch {
    return undefined;
  }
}

import { z } from 'zod';

/** 翻页位置: the last one of a page, as the store sorts them. It grants nothing, so it needs no seal. */
interface Place {
  readonly receivedAt: Date;
  readonly id: string;
}

const shape = z.tuple([z.int(), z.string().max(64)]);

export function cursorOf({ receivedAt, id }: Place): string {
  return Buffer.from(JSON.stringify([receivedAt.getTime(), id])).toString('base64url');
}

export function readCursor(cursor: string): Place | 'broken' {
  try {
    const [time, id] = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { receivedAt: new Date(time), id };
  } catch {
    return 'broken';
  }
}

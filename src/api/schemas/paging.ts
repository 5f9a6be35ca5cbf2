import { z } from 'zod';
import { readCursor } from '../cursor';

/** 翻页: how a list is asked for. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(50).default(20).meta({ description: '每页条数' }),
  cursor: z
    .string()
    .max(200)
    .refine((cursor) => readCursor(cursor) !== undefined, '翻页位置不对')
    .transform(readCursor)
    .optional()
    .meta({ description: '上一页给的 next' }),
};

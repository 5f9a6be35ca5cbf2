import { z } from 'zod';

/** 共用的形状. Lengths are in UTF-16 units, as every JSON schema counts them. */

/** Of a line; of what takes some sentences, as a chat message may have. */
const MAX_LINE = 300;
const MAX_TEXT = 2_000;

export const caseNumber = z
  .string()
  .regex(/^[A-Z]{2,4}\d{8}$/, '项目编号形如 KFB26000001')
  .meta({ id: 'CaseNumber', description: '项目编号（R25）', example: 'KFB26000001' });

/** As it is answered. */
export const moment = z.iso
  .datetime({ offset: true })
  .meta({ id: 'Moment', description: '时刻，ISO 8601', example: '2026-03-02T09:30:00+08:00' });

/** As it is asked: read into a Date. */
export const when = moment.transform((text) => new Date(text));

export const userId = z
  .string()
  .regex(/^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/, '企业微信账号')
  .meta({ id: 'UserId', description: '企业微信账号' });

export const fen = z
  .int('金额要写成整数的分')
  .min(0, '金额不能是负数')
  .max(10_000_000_000_000, '金额太大')
  .meta({ id: 'Fen', description: '金额，单位分' });

export const line = filled(MAX_LINE);
export const text = filled(MAX_TEXT);

/** Never blank; what stands around it is dropped. */
function filled(max: number) {
  return z.string().trim().min(1, '不能为空').max(max, `最多 ${max} 字`);
}

/** A code and what people call it. */
export function coded<Codes extends string>(table: Readonly<Record<Codes, string>>) {
  return z.strictObject({ code: z.enum(Object.keys(table) as [Codes, ...Codes[]]), name: z.string() });
}

export function codeOf<Codes extends string>(table: Readonly<Record<Codes, string>>) {
  return z.enum(Object.keys(table) as [Codes, ...Codes[]]);
}

/** A code with its name, out of the table it belongs to. */
export function named<Codes extends string>(table: Readonly<Record<Codes, string>>, code: Codes) {
  return { code, name: table[code] };
}

export const person = z
  .strictObject({ userId: z.string(), name: z.string() })
  .meta({ id: 'PersonRef', description: '人员' });

export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().optional().meta({ description: '下一页的 cursor；没有就是最后一页' }),
  });
}

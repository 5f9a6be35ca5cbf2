import { z } from 'zod';
import { numbersIn } from '../../chat/numbers';
import { BUSINESS, CHANNEL, LEVEL, REASON, SOURCE } from '../../domain/classification';
import { STATES } from '../../domain/complaint';
import { caseNumber, coded, codeOf, fen, line, moment, text, when } from './shapes';

/** 登记 (T1, R18): what the intake record holds; what the bank has already is not asked for (L9). */

const phone = z
  .string()
  .trim()
  .max(24)
  .refine((value) => numbersIn(value).phone !== undefined, '电话要写 11 位手机号，或带区号的座机')
  .transform((value) => numbersIn(value).phone ?? '')
  .meta({ description: '没有留就不填' });
const idNo = z
  .string()
  .trim()
  .max(24)
  .refine((value) => numbersIn(value).idNo !== undefined, '身份证号不对，请核对')
  .transform((value) => numbersIn(value).idNo ?? '');
const account = z
  .string()
  .trim()
  .regex(/^\d(?:[ -]?\d){14,18}$/, '账号是 15 到 19 位数字')
  .transform((value) => value.replaceAll(/[ -]/g, ''));

const suggested = z.strictObject({
  channel: codeOf(CHANNEL).exactOptional(),
  business: codeOf(BUSINESS).exactOptional(),
  reason: codeOf(REASON).exactOptional(),
  level: codeOf(LEVEL).exactOptional(),
});

export const filing = z
  .strictObject({
    party: z.strictObject({
      name: z
        .string()
        .trim()
        .min(1, '请写投诉人姓名；不愿透露就写「匿名」')
        .max(40)
        .meta({ description: '不愿透露写「匿名」' }),
      phone: phone.exactOptional(),
      idNo: idNo.exactOptional(),
      account: account.exactOptional(),
      proxy: z
        .string()
        .trim()
        .min(1, '请写代理人')
        .max(120, '最多 120 字')
        .exactOptional()
        .meta({ description: '代理人：姓名、电话、与投诉人的关系' }),
      facts: text,
      request: line,
    }),
    claimedFen: fen.exactOptional(),
    receivedAt: when.exactOptional().meta({ description: '收到的真实时间，不填就是现在（R5）' }),
    source: codeOf(SOURCE).exactOptional(),
    replyDays: z.int().min(1).max(99).exactOptional().meta({ description: '监管来函要求几日内答复（C9）' }),
    suggested: suggested.exactOptional(),
  })
  .meta({ id: 'Filing', description: '登记一件投诉' });

export const filed = z
  .strictObject({ id: caseNumber, documentNo: z.string(), said: z.array(z.string()) })
  .meta({ id: 'Filed', description: '登记好了：编号，和接下来谁在何时之前要办什么' });

export const likenessQuery = z
  .strictObject({
    phone: phone.exactOptional(),
    idNo: idNo.exactOptional(),
    facts: text.exactOptional(),
    claimedFen: fen.exactOptional(),
    business: codeOf(BUSINESS).exactOptional(),
  })
  .meta({ id: 'LikenessQuery' });

export const duplicates = z
  .strictObject({
    shown: z.array(
      z.strictObject({
        id: caseNumber,
        state: coded(STATES),
        registeredAt: moment,
        grade: z.enum(['likely', 'possible']),
        score: z.int(),
        why: z.array(z.strictObject({ words: z.string(), points: z.int() })),
      }),
    ),
    hidden: z.int().meta({ description: '投诉人相同、您无权查看的有几件' }),
  })
  .meta({ id: 'Duplicates', description: '登记前查重（R18）' });

export type Filing = z.input<typeof filing>;
export type Filed = z.output<typeof filed>;
export type LikenessQuery = z.input<typeof likenessQuery>;
export type Duplicates = z.output<typeof duplicates>;

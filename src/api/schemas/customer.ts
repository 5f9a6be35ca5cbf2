import { z } from 'zod';
import { BUSINESS } from '../../domain/classification';
import { DECISION } from '../../domain/complaint';
import { LINK_KIND } from '../../domain/customer-link';
import { caseNumber, coded, codeOf, line, moment } from './shapes';

/** 投诉人一侧 (R22, L2): nothing of who complained goes out here, not even masked. */

/** Any text: one that was made up reads as one that is over. */
const token = z.string().max(512).meta({ description: '链接里 # 后面的一段' });

export const linkWanted = z.strictObject({ kind: codeOf(LINK_KIND) }).meta({ id: 'LinkWanted' });
export const linkGiven = z
  .strictObject({
    url: z.string().meta({ description: '只给这一次；再要一个，这个就失效' }),
    until: moment,
  })
  .meta({ id: 'LinkGiven', description: '投诉人链接' });

export const surveyLook = z.strictObject({ token }).meta({ id: 'SurveyLook' });
export const surveyPage = z
  .strictObject({
    bank: z.string(),
    business: coded(BUSINESS),
    receivedOn: z.iso.date(),
    isAnswered: z.boolean(),
  })
  .meta({ id: 'SurveyPage', description: '评价的是哪一件：业务和收到的日期' });

export const surveyAnswer = z
  .strictObject({
    token,
    score: z.int().min(1, '请打 1 到 5 分').max(5, '请打 1 到 5 分').meta({ description: '5 非常满意' }),
    remark: line.exactOptional(),
    objection: z.boolean().meta({ description: '对处理结果有异议' }),
  })
  .meta({ id: 'SurveyAnswer', description: '在线评价（R22），只能提交一次' });

export const noticeLook = z
  .strictObject({
    token,
    last4: z
      .string()
      .trim()
      .regex(/^\d{3}[\dXx]$/, '请输入后四位')
      .transform((text) => text.toUpperCase())
      .meta({ description: '登记的电话或证件号的后四位' }),
  })
  .meta({ id: 'NoticeLook' });
export const noticePage = z
  .strictObject({
    bank: z.string(),
    id: caseNumber,
    decision: coded(DECISION),
    opening: z.string(),
    sections: z.array(z.strictObject({ title: z.string(), lines: z.array(z.string()) })),
  })
  .meta({ id: 'NoticePage', description: '处理决定，依次是核实情况、决定、依据和理由、救济途径（L2）' });

export type LinkGiven = z.output<typeof linkGiven>;
export type SurveyPage = z.output<typeof surveyPage>;
export type SurveyAnswer = z.input<typeof surveyAnswer>;
export type NoticePage = z.output<typeof noticePage>;

import { z } from 'zod';
import { BUSINESS, CHANNEL, LEVEL, MAJOR_REASON, REASON } from '../../domain/classification';
import {
  CONTACT_MODE,
  DECISION,
  DECLINE_GROUND,
  DISCLOSURE_KIND,
  LIABILITY,
  PARTY_FIELDS,
  SUSPENSION_GROUND,
} from '../../domain/complaint';
import type { Act } from '../../domain/decide-act';
import { caseNumber, codeOf, fen, line, text, userId, when } from './shapes';

/** 办理 (6.3): what each act brings with it, read into the act of the domain; the same acts as in chat. */

/** 补录 (R58): the true moment, left out when it is now. */
const happened = { happenedAt: when.exactOptional() };
const mode = codeOf(CONTACT_MODE);
const telling = { mode: z.enum([...mode.options, 'unreachable']), proof: text };
/** Which task, when several are in the caller's hands (R3). */
const task = { no: z.int().min(1).max(1_000).exactOptional() };

const score = z.int().min(1, '满意度是 1 到 5 分').max(5, '满意度是 1 到 5 分');

/** The name of its component in OpenAPI: `ActAnswerTask`. */
function shaped<Type extends Asked['type'], Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  const title = type.replaceAll(/(?:^|_)(\w)/g, (_all, letter: string) => letter.toUpperCase());
  return z.strictObject({ type: z.literal(type), ...shape }).meta({ id: `Act${title}` });
}

/** 一项办理, told apart by `type`. */
export const act = z
  .discriminatedUnion('type', [
    shaped('acknowledge_task', task),
    shaped('answer_task', { ...task, text }),
    shaped('ask_department', { department: z.string().min(1).max(64), question: text }),
    shaped('assign', { invest: userId }),
    shaped('await_papers', { what: line }),
    shaped('backfill', { text, action: text.exactOptional(), witness: line.exactOptional() }),
    shaped('change_plan', { reason: text }),
    shaped('classify', {
      classification: z.strictObject({
        channel: codeOf(CHANNEL),
        business: codeOf(BUSINESS),
        reason: codeOf(REASON),
        level: codeOf(LEVEL),
      }),
      conflict: z.boolean(),
      circumstances: z
        .strictObject({
          complainants: z.int().min(1).max(9_999).exactOptional(),
          inPerson: z.boolean().exactOptional(),
          reasons: z.array(codeOf(MAJOR_REASON)).max(11),
        })
        .exactOptional(),
      subjects: z.array(userId).max(20).exactOptional(),
    }),
    shaped('contact', { mode, note: text, ...happened }),
    shaped('decide', {
      no: z.int().min(1).max(10_000),
      hash: z.string().min(1).max(128),
      result: z.enum(['approved', 'returned']),
      reason: text.exactOptional(),
    }),
    shaped('decline', { ground: codeOf(DECLINE_GROUND), reason: text }),
    shaped('disclose', {
      what: codeOf(DISCLOSURE_KIND),
      fields: z.array(z.enum(PARTY_FIELDS)).max(PARTY_FIELDS.length).exactOptional(),
      reason: text,
    }),
    shaped('emergency', {
      reason: z.string().min(1).max(64),
      action: text.exactOptional(),
      costFen: fen.default(0),
      actedAt: when.exactOptional(),
      witness: line.exactOptional(),
    }),
    shaped('execute', { proof: text, notice: z.strictObject({ ...telling, ...happened }), ...happened }),
    shaped('extend', { ground: text }),
    shaped('find', {
      finding: z.strictObject({
        liability: codeOf(LIABILITY),
        grounds: text,
        evidence: text.exactOptional(),
        evidenceNos: z.array(z.int().min(1)).max(50).exactOptional(),
        noEvidenceReason: text.exactOptional(),
      }),
    }),
    shaped('follow_up', {
      attempt: z.strictObject({
        reached: z.boolean(),
        mode,
        score: score.exactOptional(),
        remark: text.exactOptional(),
        objection: z.boolean().exactOptional(),
      }),
      ...happened,
    }),
    shaped('forward_task', { ...task, to: userId }),
    shaped('link', { to: caseNumber, reason: text }),
    shaped('merge', { into: caseNumber, note: text, hasNewFacts: z.boolean() }),
    shaped('overturn', { reasons: text, notice: z.strictObject(telling) }),
    shaped('reassign', { to: userId, note: text }),
    shaped('receive_papers', {}),
    shaped('recuse', { reason: text }),
    shaped('redo', { reason: text }),
    shaped('relevel', { to: codeOf(LEVEL), reason: text }),
    shaped('reopen', { reason: text, materialAt: when }),
    shaped('reply_regulator', { ...telling, ...happened }),
    shaped('resume', { result: text }),
    shaped('return_task', { ...task, reason: text }),
    shaped('submit', {
      decision: codeOf(DECISION),
      actions: z
        .array(z.strictObject({ text: line, amountFen: fen }))
        .min(1, '至少写一项措施')
        .max(20, '最多 20 项措施'),
      notice: text,
      disputedFen: fen.exactOptional(),
    }),
    shaped('suspend', {
      ground: codeOf(SUSPENSION_GROUND),
      paper: text,
      until: when,
      told: z.strictObject({ ...telling, ...happened }),
    }),
    shaped('tell', { ...telling, ...happened }),
    shaped('unmerge', { reason: text }),
    shaped('uphold', { reasons: text, notice: z.strictObject(telling) }),
    shaped('verify', { appliedAt: when, proof: text }),
    shaped('withdraw', { identity: text, proof: text }),
  ])
  .meta({ id: 'Act', description: '一项办理；type 见流转表' });

/**
 * 证据 comes to a case by an upload that was found sound, and not because somebody says so; a link is given by an endpoint
 * of its own, for it is told but once.
 */
type Asked = Exclude<Act, { type: 'add_evidence' | 'give_survey_link' | 'give_notice_link' }>;

/** What the schemas read is what the domain takes, each act once: a difference does not compile. */
type Same<Read extends Asked, _All extends Record<Asked['type'], unknown>> = Read;
export type ReadAct = Same<z.output<typeof act>, Record<z.output<typeof act>['type'], unknown>>;

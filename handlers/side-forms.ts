import type { Form } from '../src/chat/command';
import {
  readAwaitPapers,
  readBackfill,
  readDecline,
  readEmergency,
  readExtend,
  readLink,
  readMerge,
  readReason,
  readRelevel,
  readReopen,
  readReply,
  readResume,
  readSuspend,
  readTelling,
  readVerdict,
  readVerify,
  readWithdraw,
} from '../src/chat/forms-of-side';
import type { Reading } from '../src/chat/reading';
import { showDue, showMoment } from '../src/domain/calendar';
import { CONTACT_MODE, DECLINE_GROUND, SUSPENSION_GROUND, type Telling } from '../src/domain/complaint';
import type { Act } from '../src/domain/decide-act';
import type { HappenedAt } from '../src/domain/late-entry';
import type { Rules } from '../src/domain/rules';
import type { FormReading } from './form-reading';

/** What a reader may know besides the sentence. */
export interface About {
  readonly at: Date;
  readonly rules: Rules;
}

type Step = Exclude<Act, { type: 'decide' }>;
type Read = (text: string, about: About) => FormReading;

/** A reader whose fields are the act's, with the lines that are read back before it counts. */
function form<Type extends Step['type'], Fields extends Omit<Extract<Step, { type: Type }>, 'type'>>(
  type: Type,
  read: (text: string, about: About) => Reading<Fields>,
  lines: (fields: Fields) => readonly string[] = () => [],
): Read {
  return (text, about) => {
    const reading = read(text, about);
    if ('missing' in reading) return reading;
    return { act: { type, ...reading.fields } as unknown as Step, lines: lines(reading.fields) };
  };
}

/** 补录: the true moment, read back with its date. */
export const happenedLine = (of: string, { happenedAt }: HappenedAt): readonly string[] =>
  happenedAt ? [`${of}时间：${showMoment(happenedAt)}（补录）`] : [];

const told = ({ mode, proof }: Pick<Telling, 'mode' | 'proof'>): string =>
  `告知：${mode === 'unreachable' ? '联系不上' : CONTACT_MODE[mode]}，${proof}`;

/** 主流程之外的步骤, by form. */
export const SIDE_FORMS = {
  decline: form('decline', readDecline, ({ ground, reason }) => [
    `理由：${DECLINE_GROUND[ground]}`,
    `原因：${reason}`,
    '小组主管同意后，再告知投诉人。',
  ]),
  tell: form('tell', readTelling),
  merge: form('merge', readMerge, ({ into, note }) => [
    `并入：${into}`,
    `原因：${note}`,
    '确认没有新的事实或理由；本件不再单独办理。',
  ]),
  unmerge: form('unmerge', readReason),
  link: form('link', readLink),
  suspend: form('suspend', readSuspend, ({ ground, until, paper, told: how }) => [
    `事由：${SUSPENSION_GROUND[ground]}，至 ${showDue(until)}`,
    `依据：${paper}`,
    told(how),
    ...happenedLine('告知', how),
  ]),
  resume: form('resume', readResume),
  extend: form('extend', readExtend),
  withdraw: form('withdraw', readWithdraw, ({ identity, proof }) => [
    `身份核实：${identity}`,
    `凭证：${proof}`,
    '确认后办理终止，不能恢复。',
  ]),
  reopen: form('reopen', readReopen, ({ reason, materialAt }) => [
    `新的事实或理由：${reason}`,
    `新材料收到：${showMoment(materialAt)}`,
    '法定期限从收到新材料重新计算。',
  ]),
  redo: form('redo', readReason, ({ reason }) => [`原因：${reason}`, '回到方案制定，法定期限不重新计算。']),
  relevel: form('relevel', readRelevel),
  emergency: form('emergency', (text, { at, rules }) => readEmergency(text, rules.emergency.reasons, at)),
  backfill: form('backfill', readBackfill),
  recuse: form('recuse', readReason),
  await_papers: form('await_papers', readAwaitPapers),
  receive_papers: form('receive_papers', () => ({ fields: {} })),
  reply_regulator: form('reply_regulator', readReply),
  verify: form('verify', (text, { at }) => readVerify(text, at)),
  uphold: form('uphold', readVerdict, ({ reasons, notice }) => [`理由：${reasons}`, told(notice)]),
  overturn: form('overturn', readVerdict, ({ reasons, notice }) => [
    `理由：${reasons}`,
    told(notice),
    '本件将重新调查。',
  ]),
} satisfies Partial<Record<Form, Read>>;

/** Steps whose effect cannot be taken back, or that go to somebody to sign. */
export const SIDE_NEEDS_CONFIRMATION: readonly Form[] = [
  'decline',
  'merge',
  'suspend',
  'withdraw',
  'reopen',
  'redo',
  'uphold',
  'overturn',
];

import type { Form } from '../src/chat/command';
import {
  readAssign,
  readChangePlan,
  readClassify,
  readContact,
  readExecute,
  readFind,
  readFollowUp,
  readPlan,
  readReassign,
} from '../src/chat/forms';
import type { Reading } from '../src/chat/reading';
import {
  readAcknowledge,
  readAnswer,
  readAskDepartment,
  readForward,
  readReturn,
  type TaskForm,
} from '../src/chat/forms-of-tasks';
import type { Complaint } from '../src/domain/complaint';
import { CONTACT_MODE, DECISION, LIABILITY } from '../src/domain/complaint';
import type { Act } from '../src/domain/decide-act';
import { isAmountKnown } from '../src/domain/gates';
import { showYuan } from '../src/domain/money';
import type { Org } from '../src/domain/org';
import type { FormReading } from './form-reading';
import { happenedLine, SIDE_FORMS, SIDE_NEEDS_CONFIRMATION, type About } from './side-forms';

/** Steps that are read back first: they are long, and what they say goes to others to sign. */
export const NEEDS_CONFIRMATION: readonly Form[] = [
  'find',
  'plan',
  'execute',
  'change_plan',
  ...SIDE_NEEDS_CONFIRMATION,
];

/** The act a form stands for, as the table of transitions names it. */
export function actOf(form: Form): Exclude<Act['type'], 'decide'> {
  return form === 'plan' ? 'submit' : form;
}

/** 读一步: the sentence of a form as an act. `text` is redacted already. */
export function readForm(
  form: Form,
  text: string,
  complaint: Complaint,
  org: Org,
  about: About,
): FormReading {
  if (isSideForm(form)) return SIDE_FORMS[form](text, about);
  switch (form) {
    case 'contact':
      return read(readContact(text), (fields) => ({ act: { type: 'contact', ...fields }, lines: [] }));
    case 'classify':
      return read(readClassify(text, complaint.suggested, [...org.people.values()]), (fields) => ({
        act: { type: 'classify', ...fields },
        lines: [],
      }));
    case 'assign':
      return read(readAssign(text, [...org.people.values()]), (fields) => ({
        act: { type: 'assign', ...fields },
        lines: [],
      }));
    case 'reassign':
      return read(readReassign(text, [...org.people.values()]), (fields) => ({
        act: { type: 'reassign', ...fields },
        lines: [],
      }));
    case 'find':
      return read(readFind(text), (finding) => ({
        act: { type: 'find', finding },
        lines: [
          `责任：${LIABILITY[finding.liability]}`,
          `依据：${finding.grounds}`,
          finding.evidence === undefined
            ? `无证据：${finding.noEvidenceReason ?? ''}`
            : `证据：${finding.evidence}`,
        ],
      }));
    case 'plan':
      return read(readPlan(text, isAmountKnown(complaint)), (plan) => ({
        act: { type: 'submit', ...plan },
        lines: [
          `决定：${DECISION[plan.decision]}`,
          ...plan.actions.map(
            (action, at) => `措施${at + 1}：${action.text}（${showYuan(action.amountFen)}）`,
          ),
          `拟支付：${showYuan(plan.actions.reduce((sum, action) => sum + action.amountFen, 0))}`,
          ...(plan.disputedFen === undefined ? [] : [`涉及金额：${showYuan(plan.disputedFen)}`]),
          `答复：${plan.notice}`,
        ],
      }));
    case 'execute':
      return read(readExecute(text), (fields) => ({
        act: { type: 'execute', ...fields },
        lines: [
          `凭证：${fields.proof}`,
          ...happenedLine('执行', fields),
          `告知：${fields.notice.mode === 'unreachable' ? '联系不上' : CONTACT_MODE[fields.notice.mode]}，${fields.notice.proof}`,
          ...happenedLine('告知', fields.notice),
        ],
      }));
    case 'change_plan':
      return read(readChangePlan(text), (fields) => ({
        act: { type: 'change_plan', ...fields },
        lines: [`原因：${fields.reason}`, '已有的审批将作废，方案回到制定环节。'],
      }));
    case 'follow_up':
      return read(readFollowUp(text), (fields) => ({ act: { type: 'follow_up', ...fields }, lines: [] }));
    case 'ask_department':
    case 'acknowledge_task':
    case 'forward_task':
    case 'return_task':
    case 'answer_task':
      return readTaskForm(form, text, org);
  }
}

function readTaskForm(form: TaskForm, text: string, org: Org): FormReading {
  switch (form) {
    case 'ask_department':
      return read(readAskDepartment(text, org.departments), (fields) => ({
        act: { type: form, ...fields },
        lines: [],
      }));
    case 'acknowledge_task':
      return read(readAcknowledge(text), (fields) => ({ act: { type: form, ...fields }, lines: [] }));
    case 'forward_task':
      return read(readForward(text, [...org.people.values()]), (fields) => ({
        act: { type: form, ...fields },
        lines: [],
      }));
    case 'return_task':
      return read(readReturn(text), (fields) => ({ act: { type: form, ...fields }, lines: [] }));
    case 'answer_task':
      return read(readAnswer(text), (fields) => ({ act: { type: form, ...fields }, lines: [] }));
  }
}

function isSideForm(form: Form): form is keyof typeof SIDE_FORMS {
  return Object.hasOwn(SIDE_FORMS, form);
}

function read<Fields>(
  reading: Reading<Fields>,
  then: (fields: Fields) => Exclude<FormReading, { missing: readonly string[] }>,
): FormReading {
  return 'missing' in reading ? reading : then(reading.fields);
}

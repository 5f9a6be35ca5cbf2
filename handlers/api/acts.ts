import { z } from 'zod';
import { endpoint } from '../../src/api/endpoint';
import { act } from '../../src/api/schemas/acts';
import { afterAct } from '../../src/api/schemas/cases';
import { caseNumber } from '../../src/api/schemas/shapes';
import type { Act } from '../../src/domain/decide-act';
import { isRefusal } from '../../src/domain/ruling';
import { caseToActOn, isStale, redactorFor } from './caller';
import { viewFor } from './cases';

/** 办理一步: the same acts by the same desk as in chat (6.3). */
export const actOnCase = endpoint({
  name: 'actOnCase',
  method: 'post',
  path: '/cases/{id}/acts',
  tag: 'acts',
  summary: '办理一步：分类、分派、结论、方案、审批……',
  params: z.strictObject({ id: caseNumber }),
  body: act,
  answer: afterAct,
  onVersion: true,
  run: async (asked, caller) => {
    const { params, body } = asked;
    const { by, visit } = caller;
    const complaint = await caseToActOn(params.id, caller);
    if (isRefusal(complaint)) return complaint;
    if (isStale(asked, complaint)) return 'stale';
    const redacted = redactAct(body, await redactorFor(params.id, caller));
    const outcome = await visit.act(params.id, redacted, by);
    if (isRefusal(outcome)) return outcome;
    const after = await caseToActOn(params.id, caller);
    // Given to somebody else, it may be out of the caller's view now.
    if (isRefusal(after)) return { body: { id: params.id, isOutOfView: true as const } };
    return { body: await viewFor(after, caller), version: after.version };
  },
});

/** Fields that people write freely; the others hold codes, numbers and fingerprints. */
const WRITTEN: ReadonlySet<string> = new Set(
  (
    'action evidence ground grounds identity noEvidenceReason note notice paper proof question reason reasons ' +
    'remark result text what witness'
  ).split(' '),
);

function redactAct(body: Act, redact: (text: string) => string): Act {
  return redactWithin(body, redact) as Act;
}

function redactWithin(value: unknown, redact: (text: string) => string, key?: string): unknown {
  if (typeof value === 'string') return key !== undefined && WRITTEN.has(key) ? redact(value) : value;
  if (Array.isArray(value)) return value.map((each) => redactWithin(each, redact, key));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, redactWithin(each, redact, name)]),
  );
}

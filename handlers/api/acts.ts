import { z } from 'zod';
import { endpoint } from '../../src/api/endpoint';
import { act } from '../../src/api/schemas/acts';
import { afterAct } from '../../src/api/schemas/cases';
import { caseNumber } from '../../src/api/schemas/shapes';
import type { Act } from '../../src/domain/decide-act';
import { forbidden } from '../../src/domain/decide-act';
import { isRefusal, refuse } from '../../src/domain/ruling';
import { isStale, redactorFor, seenCase } from './caller';
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
    const seen = await seenCase(params.id, caller);
    // Who may ask without seeing it: a reviewer takes an application up by the number it bears (T18).
    const { complaint } = isRefusal(seen) ? ((await visit.tx.load(params.id)) ?? {}) : { complaint: seen };
    const mayAct = complaint && (!isRefusal(seen) || mayActUnseen(body, complaint, by));
    if (!mayAct) return refuse('not_found');
    if (isStale(asked, complaint)) return 'stale';
    const redacted = redactAct(body, await redactorFor(params.id, caller));
    const outcome = await visit.act(params.id, redacted, by);
    if (isRefusal(outcome)) return outcome;
    const after = await seenCase(params.id, caller);
    // Given to somebody else, it may be out of the caller's view now.
    if (isRefusal(after)) return { body: { id: params.id, isOutOfView: true as const } };
    return { body: await viewFor(after, caller), version: after.version };
  },
});

function mayActUnseen(
  body: Act,
  complaint: Parameters<typeof forbidden>[0],
  by: Parameters<typeof forbidden>[2],
) {
  return body.type === 'verify' && forbidden(complaint, 'verify', by) === undefined;
}

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

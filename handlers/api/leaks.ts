import { endpoint } from '../../src/api/endpoint';
import { leakReport, leakTaken } from '../../src/api/schemas/leaks';
import { redact } from '../../src/chat/redact';
import type { Person } from '../../src/domain/org';
import { LEAK, leakTakenText } from '../../src/wecom/copy-leaks';

/** 泄露报告 (R51): by anybody, without a name if so wished; then nothing leads back to who it was. */
export const reportLeak = endpoint({
  name: 'reportLeak',
  method: 'post',
  path: '/leaks',
  tag: 'leaks',
  summary: '泄露报告，可以匿名',
  body: leakReport,
  answer: leakTaken,
  run: async ({ body: { kind, note, isAnonymous } }, { by, visit }) => {
    const tidy = note === undefined ? undefined : withoutWriter(redact(note), isAnonymous ? by : undefined);
    const incident = await visit.reportLeak(
      { kind, isAnonymous, ...(tidy !== undefined && { note: tidy }) },
      by,
    );
    const said = isAnonymous ? LEAK.anonymousTaken : leakTakenText(incident);
    return { body: { said: said.split('\n') }, created: true };
  },
});

function withoutWriter(note: string, by: Person | undefined): string {
  return by ? note.replaceAll(by.name, '**').replaceAll(by.userId, '**') : note;
}

import { breakIn } from '../../src/desk/chain';
import { shanghaiDate } from '../../src/domain/calendar';
import { peopleWith, type Org } from '../../src/domain/org';
import { nextAt } from '../../src/domain/recurrence';
import { brokenRecordsText, type BrokenRecord } from '../../src/wecom/copy-routines';
import type { Routine } from './routine';
import { tell } from './tell';

/** As many as a message holds; the log has them all. */
const MAX_NAMED = 20;

/** 事件链核对 (R24): what was done on every case and who looked at it, each day; a changed, missing or added byte alarms LOGADM and DPO. */
export const checkRecords: Routine = {
  name: 'check-records',
  next: (after, { daily }) => nextAt(after, daily.at),

  async run(parts, dueAt) {
    const named: BrokenRecord[] = [];
    let [checked, broken] = [0, 0];
    for await (const record of parts.records.all()) {
      checked++;
      const seq = breakIn(record, parts.digest);
      if (seq === undefined) continue;
      broken++;
      if (named.length < MAX_NAMED) named.push({ ...record, seq });
      parts.recordBroken();
      parts.log.error({ complaint: record.complaintId, kind: record.kind, seq }, 'record does not verify');
    }
    parts.log.info({ checked, broken }, 'records checked');
    if (broken === 0) return;
    const key = `records-${shanghaiDate(dueAt)}`;
    await tell(parts, {
      key,
      to: guardians(parts.org()),
      content: brokenRecordsText(named, broken),
      urgent: true,
    });
  },
};

/** An alarm never goes to nobody: without the two posts it is HEAD's. */
function guardians(org: Org): readonly string[] {
  const posts = [...peopleWith(org, 'LOGADM'), ...peopleWith(org, 'DPO')];
  return (posts.length > 0 ? posts : peopleWith(org, 'HEAD')).map(({ userId }) => userId);
}

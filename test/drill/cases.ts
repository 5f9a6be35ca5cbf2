import { createHash } from 'node:crypto';
import { loadRules } from '../../config/rules';
import { chain } from '../../src/desk/chain';
import type { Context } from '../../src/domain/acts/context';
import { register } from '../../src/domain/acts/register';
import { deadlinesOf } from '../../src/domain/escalation';
import { born, foldAll } from '../../src/domain/fold';
import { asOf, personOf, type Org } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import type { Connection } from '../../src/store/connection';
import { toRow } from '../../src/store/complaint-row';
import type { Expected } from './account';

const { rules } = loadRules('config/rules.yaml');
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const BATCH = 500;

/** A row of the escalation table (config/rules.yaml): the one that falls due in the drill, the others being hours away. */
export interface Step {
  readonly clock: string;
  readonly threshold: string;
}
/** 分类走完一半: a card to whoever filed the case, and to nobody else. */
const HALFWAY: Step = { clock: 'C2', threshold: '50%' };

export interface Filing extends Expected {
  /** Who is to be told, unless said otherwise. */
  readonly filedBy?: string;
  readonly step?: Step;
}

/** The first rule set a database takes. */
const CALENDAR_NO = 1;

export function caseNo(at: number): string {
  return `KFB26${String(at + 1).padStart(6, '0')}`;
}

/** Cases registered just now, as the service writes them, each with its next reminder moved to a moment of the drill. */
export async function fileCases(database: Connection, org: Org, filings: readonly Filing[]): Promise<void> {
  const now = new Date();
  const context = { at: now, rules, org: asOf(org, now), digest, load: () => 0, linked: [] };
  for (let from = 0; from < filings.length; from += BATCH) {
    const rows = filings.slice(from, from + BATCH).map((each) => rowsOf(each, context));
    const put = async (collection: string, docs: readonly object[]) => {
      await database.collection(collection).insertMany(docs, { ordered: false });
    };
    await put(
      'events',
      rows.flatMap(({ events }) => events),
    );
    await put(
      'reckonings',
      rows.map(({ complaint: { _id, version } }) => ({ _id, version, calendarNo: CALENDAR_NO })),
    );
    await put(
      'complaints',
      rows.map(({ complaint }) => complaint),
    );
    await put(
      'deadlines',
      rows.flatMap(({ deadlines }) => deadlines),
    );
  }
}

function rowsOf({ to, about, dueAt, filedBy = to, step = HALFWAY }: Filing, context: Context) {
  const clerk = personOf(context.org, filedBy);
  if (!clerk) throw new Error(`nobody is called ${filedBy}`);
  const ruling = register(
    { type: 'register', complaintId: about, receivedAt: context.at, claimedFen: 30_000, suggested: {} },
    clerk,
    context,
  );
  if (isRefusal(ruling)) throw new Error(`not registered: ${ruling.refused}`);
  const [first, ...rest] = ruling.events;
  if (first?.type !== 'registered') throw new Error('not registered');
  const complaint = { ...foldAll(born(first), rest), version: ruling.events.length };
  const deadlines = deadlinesOf(complaint, rules).map((deadline) =>
    deadline.clockId.startsWith(`${step.clock}-`) && deadline.threshold === step.threshold
      ? { ...deadline, dueAt: new Date(dueAt) }
      : deadline,
  );
  const events = chain(about, 0, '', `callback-${about}`, ruling.events, digest);
  return {
    complaint: toRow(complaint, events.at(-1)?.hash ?? '', deadlines),
    events,
    deadlines: deadlines.map((deadline) => ({
      _id: `${about}-${deadline.clockId}-${deadline.threshold}`,
      complaintId: about,
      ...deadline,
      claimedUntil: deadline.dueAt,
      version: 1,
    })),
  };
}

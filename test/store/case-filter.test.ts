import * as fc from 'fast-check';
import { maySee } from '../../src/domain/access';
import type { Approval, Complaint, Task } from '../../src/domain/complaint';
import { ROLES, type Org, type Person, type Role } from '../../src/domain/org';
import { caseFilter, openCaseFilter } from '../../src/store/case-filter';
import { toRow } from '../../src/store/complaint-row';
import { complaint, NOW, recorded, seconds, useStore } from './rig';

const rig = useStore();

/** Few people, groups and posts, so that random cases touch them often. */
const PEOPLE = ['ann', 'bob', 'cai', 'dan'];
const GROUPS = [undefined, 'card', 'general'];
const who = fc.constantFrom(...PEOPLE);
const now = { at: NOW, mode: 'phone', note: '', reached: false } as const;

const person = (userId: string, roles: readonly Role[], group?: string): Person => ({
  ...{ userId, name: userId, position: '', department: 'service', roles },
  ...(group !== undefined && { group }),
});

const BANK: Org = {
  ...{ bank: { name: '', superior: '' }, departments: [], groups: [], grants: [] },
  people: new Map(),
};

const task = (assignee: string): Task => ({
  ...{ no: 1, cycle: 1, toDepartment: 'tech', question: '扣费规则', shared: [], assignee },
  ...{ askedBy: 'wu', askedAt: NOW, answerDueAt: NOW, acknowledgeDueAt: NOW, custody: [], told: [] },
});

const people = fc
  .tuple(
    ...PEOPLE.map((userId) =>
      fc
        .tuple(fc.subarray([...ROLES], { maxLength: 3 }), fc.constantFrom(...GROUPS))
        .map(([roles, group]) => person(userId, roles, group)),
    ),
  )
  .map((all) => all as readonly Person[]);

const signature = (
  { role, by }: { role: Approval['role']; by: string | undefined },
  no: number,
): Approval => ({
  ...{
    no,
    role,
    gates: ['G0'],
    subject: 'plan',
    hash: '',
    amountFen: 0,
    required: ['G0'],
    clockId: 'C6-1',
    openedAt: NOW,
  },
  ...(by !== undefined && { decided: { by, at: NOW, result: 'approved' } }),
});
const approval = fc.record({
  role: fc.constantFrom('HEAD', 'EXEC', 'FIN'),
  by: fc.option(who, { nil: undefined }),
});

const randomCase = fc
  .record(
    {
      intake: who,
      invest: who,
      solve: who,
      followUp: who,
      groupId: fc.constantFrom('card', 'general'),
      state: fc.constantFrom('INVESTIGATING', 'CLOSED', 'VERIFYING'),
      contact: who,
      attempt: who,
      execution: who,
      approvals: fc.array(approval, { maxLength: 3 }),
      task: who,
      recused: who,
      former: who,
    },
    { requiredKeys: ['intake', 'state'] },
  )
  .map(({ intake, invest, solve, followUp, groupId, state, ...acts }) => ({
    state: state,
    team: {
      intake,
      ...(invest && { invest }),
      ...(solve && { solve }),
      ...(followUp && { followUp }),
    },
    ...(groupId && { groupId }),
    contacts: acts.contact ? [{ ...now, by: acts.contact }] : [],
    attempts: acts.attempt ? [{ ...now, cycle: 1, by: acts.attempt }] : [],
    recused: acts.recused ? [acts.recused] : [],
    formerHandlers: acts.former ? [acts.former] : [],
    ...(acts.execution && {
      execution: { at: NOW, by: acts.execution, proof: '', notice: { ...now, proof: '' }, documentNo: '' },
    }),
    approvals: (acts.approvals ?? []).map(signature),
    tasks: acts.task ? [task(acts.task)] : [],
  }));

describe('what a person may list (6.6, R32)', () => {
  const store = async (cases: readonly Complaint[]) => {
    await rig.models.complaints.deleteMany({});
    if (cases.length > 0) await rig.models.complaints.insertMany(cases.map((each) => toRow(each, 'hash')));
  };
  const listed = async (by: Person) => {
    const rows = await rig.models.complaints.find(caseFilter(by, BANK)).sort({ _id: 1 }).lean();
    return rows.map(({ _id }) => _id);
  };

  it('is in the database what maySee says of each case, for any people and any cases', async () => {
    let shown = 0;
    let hidden = 0;
    const property = fc.asyncProperty(
      people,
      fc.array(randomCase, { minLength: 20, maxLength: 20 }),
      async (staff, shapes) => {
        const org: Org = {
          ...BANK,
          people: new Map(staff.map((one) => [one.userId, one])),
        };
        const cases = shapes.map((shape, at) => complaint(`KFB260000${at + 10}`, shape));
        await store(cases);
        for (const by of staff) {
          const seen = cases.filter((each) => maySee(by, each, org)).map(({ id }) => id);
          expect([by, await listed(by)]).toEqual([by, seen]);
          shown += seen.length;
          hidden += cases.length - seen.length;
        }
      },
    );
    await fc.assert(property, { numRuns: 60 });
    // Both answers came up often enough to mean something.
    expect(Math.min(shown, hidden)).toBeGreaterThan(200);
  }, 60_000);

  it('is nothing for who has no role that lists cases', async () => {
    await store([complaint('KFB26000001', { team: { intake: 'ann' } })]);
    for (const role of ['DPO', 'SYSADM', 'SECADM', 'LOGADM', 'STAFF', 'HR'] as const) {
      expect([role, await listed(person('ann', [role]))]).toEqual([role, []]);
    }
    expect(await listed(person('ann', []))).toEqual([]);
  });

  it('is not cut short by cases of others: the limit counts what is theirs', async () => {
    const others = Array.from({ length: 30 }, (_, at) =>
      complaint(`KFB260001${at + 10}`, { receivedAt: seconds(at), team: { intake: 'bob' } }),
    );
    await store([...others, complaint('KFB26000999', { receivedAt: seconds(99), team: { intake: 'ann' } })]);
    const open = await rig.store.transact((tx) => tx.open(person('ann', ['INTAKE']), BANK, 5));
    expect(open.map(({ id }) => id)).toEqual(['KFB26000999']);
  });

  it('reads no closed case to list the open ones', async () => {
    const closed = Array.from({ length: 300 }, (_, at) =>
      complaint(`KFB26001${at + 100}`, { state: 'CLOSED', team: { intake: 'ann', solve: 'ann' } }),
    );
    await store([...closed, complaint('KFB26000001', { team: { intake: 'ann' } })]);
    for (const roles of [['INTAKE'], ['INTAKE', 'SOLVE'], ['LEAD'], ['HEAD'], ['EXEC', 'IFP']] as const) {
      const plan = await rig.models.complaints
        .find(openCaseFilter(person('ann', roles, 'card'), BANK))
        .sort({ receivedAt: 1 })
        .explain('executionStats');
      const { totalDocsExamined } = (plan as unknown as { executionStats: { totalDocsExamined: number } })
        .executionStats;
      expect([roles, totalDocsExamined]).toEqual([roles, 1]);
    }
  });

  it('comes back whole: a case keeps its tasks through a write', async () => {
    await store([]);
    const of = { ...complaint('KFB26000001'), tasks: [task('ann')] };
    await rig.store.transact((tx) => tx.commit(undefined, of, [recorded(of)], []));
    const loaded = await rig.store.transact((tx) => tx.load(of.id));
    expect(loaded?.complaint).toEqual(of);
    expect(await listed(person('ann', ['IFP']))).toEqual([of.id]);
  });
});

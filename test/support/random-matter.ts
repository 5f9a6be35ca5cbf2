import * as fc from 'fast-check';
import { ruleInMatter } from '../../src/desk/matter';
import type { Loaded } from '../../src/desk/ports';
import { confirmedDecline } from '../../src/domain/acts/decline';
import { approversOf } from '../../src/domain/authority';
import { openApprovals, ownerOf, type Complaint, type State } from '../../src/domain/complaint';
import type { Act } from '../../src/domain/decide-act';
import { foldAll } from '../../src/domain/fold';
import { countsInMatter, matterOf } from '../../src/domain/matter';
import { asOf } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import { classify, contact, context, inState, MONDAY, org, person, rules, submit } from './builders';
import { SAMPLES } from './side-states';

/** Cases of one bank, by number. */
export type Cases = ReadonlyMap<string, Complaint>;

const IDS = ['KFB26000001', 'KFB26000002', 'KFB26000003', 'KFB26000004'] as const;
type CaseId = (typeof IDS)[number];

/** What may be tried on one of them: what it waits for, or anything else, by its owner or by anybody. */
export interface Try {
  readonly on: CaseId;
  readonly act: 'fit' | Act;
  /** `owner`: whoever handles it then. */
  readonly by: string;
}

const amounts = fc.constantFrom(0, 1, 3_000_000, 5_000_000, 5_000_001, 10_000_000, 10_000_001);
const ids = fc.constantFrom(...IDS);
const links = ids.map((to): Act => ({ type: 'link', to, reason: '同一次系统故障' }));
const merges = ids.map((into): Act => ({ type: 'merge', into, note: '同一笔年费', hasNewFacts: false }));
const plans = amounts.map((amountFen): Act => submit({ actions: [{ text: '退款', amountFen }] }));
const others = fc.constantFrom<Act>(
  ...(['unmerge', 'withdraw', 'decline', 'suspend', 'resume', 'change_plan', 'relevel'] as const).map(
    (type) => SAMPLES[type].act,
  ),
  ...(['redo', 'reopen', 'execute', 'verify', 'overturn'] as const).map((type) => SAMPLES[type].act),
  { type: 'relevel', to: 'general', reason: '金额已核减' },
);
const by = fc.oneof(fc.constant('owner'), fc.constantFrom(...org.people.keys()));

/** How far a case is at first; one of which nobody has said what it is about is only registered. */
interface Begun {
  readonly claimedFen: number | null;
  readonly state: State;
}
const begun: fc.Arbitrary<Begun> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ claimedFen: null, state: 'RECEIVED' } as const) },
  {
    weight: 5,
    arbitrary: fc.record({
      claimedFen: amounts,
      state: fc.constantFrom<State>('CLASSIFIED', 'PLANNING', 'AWAITING_APPROVAL', 'EXECUTING'),
    }),
  },
);

export const matters: fc.Arbitrary<{
  readonly begun: readonly Begun[];
  readonly list: readonly Try[];
}> = fc.record({
  begun: fc.array(begun, { minLength: IDS.length, maxLength: IDS.length }),
  list: fc.array(
    fc.oneof(
      { weight: 14, arbitrary: fc.record({ on: ids, act: fc.constant('fit' as const), by }) },
      { weight: 3, arbitrary: fc.record({ on: ids, act: links, by }) },
      { weight: 1, arbitrary: fc.record({ on: ids, act: merges, by }) },
      { weight: 2, arbitrary: fc.record({ on: ids, act: plans, by }) },
      { weight: 2, arbitrary: fc.record({ on: ids, act: others, by }) },
    ),
    { minLength: 15, maxLength: 70 },
  ),
});

export interface Step {
  readonly on: CaseId;
  readonly before: Cases;
  readonly after: Cases;
}

/** All at one moment: time is no part of this. */
export function play({ begun: first, list }: { begun: readonly Begun[]; list: readonly Try[] }) {
  let cases: Cases = new Map(
    IDS.map((id, index) => {
      const { state, claimedFen } = first[index] ?? { state: 'RECEIVED', claimedFen: null };
      return [id, { ...inState(state, { claimedFen }), id }];
    }),
  );
  const steps: Step[] = [];
  for (const each of list) {
    const after = tried(each, cases);
    if (!after) continue;
    steps.push({ on: each.on, before: cases, after });
    cases = after;
  }
  return steps;
}

function tried({ on, act: asked, by: who }: Try, cases: Cases): Cases | undefined {
  const complaint = caseOf(cases, on);
  const { act, by: whose } = asked === 'fit' ? fit(complaint) : { act: asked, by: undefined };
  const by = whose ?? (who === 'owner' ? holderOf(complaint, act) : who);
  if (!act || !by) return undefined;
  const named = act.type === 'link' ? act.to : act.type === 'merge' ? act.into : undefined;
  const other = named === undefined ? undefined : caseOf(cases, named);
  const members = other ? linkedTo(other, cases) : [];
  const changes = ruleInMatter(
    {
      own: loaded(complaint),
      linked: linkedTo(complaint, cases),
      ...(other && {
        other: {
          known: {
            complaint: other,
            linked: members.map((each) => each.complaint).filter(countsInMatter),
          },
          members: [loaded(other), ...members],
        },
      }),
    },
    act,
    person(by),
    context(MONDAY),
    () => rules,
  );
  if (isRefusal(changes)) return undefined;
  const changed = changes.map(({ before, events }) => foldAll(before.complaint, events));
  return new Map([...cases, ...changed.map((each) => [each.id, each] as const)]);
}

export function caseOf(cases: Cases, id: string): Complaint {
  const found = cases.get(id);
  if (!found) throw new Error(`no case ${id}`);
  return found;
}

const loaded = (complaint: Complaint): Loaded => ({ complaint, chainHash: '' });

function linkedTo(complaint: Complaint, cases: Cases): readonly Loaded[] {
  return matterOf(complaint, [...cases.values()]).map(loaded);
}

/** The lead undoes a merge and takes a case up anew; everything else is its owner's, or the clerk's. */
function holderOf(complaint: Complaint, act: Act | undefined): string | undefined {
  const leads: readonly (Act['type'] | undefined)[] = ['unmerge', 'resume', 'redo', 'reopen', 'relevel'];
  if (leads.includes(act?.type)) return 'lin.tao';
  if (act?.type === 'withdraw' || act?.type === 'decline') return complaint.team.intake;
  return act?.type === 'verify' ? 'yan.bo' : ownerOf(complaint);
}

function fit(complaint: Complaint): { readonly act: Act | undefined; readonly by?: string } {
  const [open] = openApprovals(complaint);
  const signer = open && approversOf(open, complaint, asOf(org, MONDAY))[0];
  if (open && signer)
    return { act: { type: 'decide', no: open.no, hash: open.hash, result: 'approved' }, by: signer.userId };
  if (confirmedDecline(complaint)) return { act: SAMPLES.tell.act };
  switch (complaint.state) {
    case 'RECEIVED':
      return { act: complaint.contacts.length === 0 ? contact : classify() };
    case 'CLASSIFIED':
      return { act: SAMPLES.assign.act, by: 'lin.tao' };
    case 'INVESTIGATING':
      return { act: SAMPLES.find.act };
    case 'PLANNING':
      return { act: submit({ disputedFen: complaint.claimedFen ?? 0 }) };
    case 'EXECUTING':
      return { act: SAMPLES.execute.act };
    case 'FOLLOW_UP':
      return { act: SAMPLES.follow_up.act };
    case 'SUSPENDED':
      return { act: SAMPLES.resume.act, by: 'lin.tao' };
    default:
      return { act: undefined };
  }
}

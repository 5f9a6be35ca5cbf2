import type { Complaint } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import { foldAll } from '../../src/domain/fold';
import { personOf, type Org } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import { brokenBy } from './approvals-invariants';
import { APOLOGY, changePlan, context, execute, inState, MONDAY, submit } from './builders';

/**
 * 审批模型检查: every order in which three signers, a lead and a solver can act on the plans of one case, wrong and late
 * acts too. Breadth first, each state once; a state is what rulings on signatures depend on.
 */
export interface World {
  readonly org: Org;
  readonly solver: string;
  /** Whom the lead may hand the plan over to, and back (T23). */
  readonly reassignedTo?: readonly string[];
}

export interface Bounds {
  /** Acts that were not refused, one after another. */
  readonly depth: number;
  /** Plans submitted at most. */
  readonly plans: number;
}

export interface Explored {
  readonly states: number;
  /** Acts that were tried, refused ones too. */
  readonly tried: number;
  /** No state is left to go on from: deeper there is nothing. */
  readonly isWhole: boolean;
  /** Events and states that were met. */
  readonly seen: ReadonlySet<string>;
  /** The rule that was broken, with the acts that led there; the search ends with the first. */
  readonly broken?: { readonly rule: string; readonly path: readonly string[] };
}

export const SIGNERS = ['zhao.lei', 'ma.wen', 'qian.feng'] as const;
const LEAD = 'lin.tao';

/** Over the limit, and paid: HEAD, EXEC and FIN sign, and the amount makes the case a major one (R23). */
const PLAN_A = submit({ actions: [{ text: '赔付', amountFen: 10_000_001 }] });
/** Costs nothing: HEAD signs, or a lead by grant. */
const PLAN_B = submit({ actions: APOLOGY });

const NOW = context(MONDAY);

interface Asked {
  readonly act: Act;
  readonly by: string;
}

interface Node {
  readonly complaint: Complaint;
  /** Who submitted the plan there is. */
  readonly maker: string;
  readonly from?: Node;
  readonly asked?: Asked;
}

export function explore(world: World, { depth, plans }: Bounds): Explored {
  const start: Node = { complaint: startOf(world), maker: '' };
  const known = new Set([keyOf(start)]);
  const seen = new Set<string>();
  let tried = 0;
  let edge: readonly Node[] = [start];
  for (let level = 0; level < depth && edge.length > 0; level++) {
    const next: Node[] = [];
    for (const node of edge) {
      for (const asked of actsOn(node.complaint, world, plans)) {
        tried++;
        const { reached, rule } = moved(node, asked, world, seen);
        if (rule !== undefined && reached)
          return { states: known.size, tried, isWhole: false, seen, broken: { rule, path: pathTo(reached) } };
        const key = reached && keyOf(reached);
        if (!key || known.has(key)) continue;
        known.add(key);
        next.push(reached);
      }
    }
    edge = next;
  }
  return { states: known.size, tried, isWhole: edge.length === 0, seen };
}

function moved(
  node: Node,
  asked: Asked,
  { org }: World,
  seen: Set<string>,
): { readonly reached?: Node; readonly rule?: string } {
  const by = personOf(org, asked.by);
  if (!by) throw new Error(`nobody is called ${asked.by}`);
  const before = node.complaint;
  const ruling = ruleOn(before, asked.act, by, { ...NOW, org });
  if (isRefusal(ruling)) return {};

  const { events } = ruling;
  const after = foldAll(before, events);
  const maker = asked.act.type === 'submit' ? asked.by : node.maker;
  for (const name of [after.state, ...events.map(({ type }) => type)]) seen.add(name);
  const rule = brokenBy({ ...asked, before, events, after, maker, org });
  return { reached: { complaint: after, maker, from: node, asked }, ...(rule !== undefined && { rule }) };
}

function startOf({ solver }: World): Complaint {
  const planned = inState('PLANNING');
  return { ...planned, team: { ...planned.team, solve: solver } };
}

/** All that rulings on signatures look at, and nothing that only grows. */
function keyOf({ complaint, maker }: Node): string {
  const { state, team, plan, planCount, disputedFen, classification, majorReasons, approvals } = complaint;
  const level = classification?.level;
  return JSON.stringify([
    state,
    team,
    plan?.hash,
    planCount,
    disputedFen,
    level,
    majorReasons,
    approvals,
    maker,
  ]);
}

function pathTo({ from, asked }: Node): readonly string[] {
  if (!from || !asked) return [];
  const { act, by } = asked;
  return [...pathTo(from), `${by} ${JSON.stringify(act)}`];
}

function actsOn(complaint: Complaint, world: World, plans: number): readonly Asked[] {
  const by = complaint.team.solve ?? world.solver;
  return [
    ...signaturesOn(complaint),
    ...(complaint.planCount < plans ? [PLAN_A, PLAN_B].map((act) => ({ act, by })) : []),
    { act: changePlan, by },
    { act: execute, by },
    { act: { type: 'relevel', to: 'major', reason: '媒体报道' }, by: LEAD },
    { act: { type: 'relevel', to: 'general', reason: '查明影响不大' }, by: 'zhao.lei' },
    ...(world.reassignedTo ?? []).map((to) => ({
      act: { type: 'reassign' as const, to, note: '休假' },
      by: LEAD,
    })),
  ];
}

/** Each signature ever asked for, with each fingerprint ever shown, by each of the three, one way and the other. */
function signaturesOn({ approvals, plan }: Complaint): readonly Asked[] {
  const hashes = [...new Set([...approvals.map(({ hash }) => hash), ...(plan ? [plan.hash] : [])])];
  return SIGNERS.flatMap((by) =>
    approvals.flatMap(({ no }) =>
      hashes.flatMap((hash) =>
        (['approved', 'returned'] as const).map((result): Asked => ({
          act: { type: 'decide', no, hash, result, reason: '证据不足' },
          by,
        })),
      ),
    ),
  );
}

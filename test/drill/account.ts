/** 该到的: one person is to be told of one case at a moment (epoch ms). */
export interface Expected {
  readonly to: string;
  readonly about: string;
  readonly dueAt: number;
}

/** 到了的: a message as the person sees it, by the moment it stood in the chat. */
export interface Shown {
  readonly to: string;
  readonly about: string;
  readonly at: number;
}

/** 断开的一段: what fell due before its end is late from its end. */
export interface Away {
  readonly from: number;
  readonly to: number;
}

export interface Account {
  readonly expected: number;
  readonly delivered: number;
  /** Messages a person saw once more than needed. */
  readonly duplicates: number;
  /** Shown before they were due. */
  readonly early: number;
  /** 迟到, ms; NaN when nothing was delivered. */
  readonly lateMs: { readonly p50: number; readonly p99: number; readonly max: number };
}

/** 算账: what was to come against what came, by person and case; what nobody asked about is left out. */
export function accountOf(expected: readonly Expected[], shown: readonly Shown[], away?: Away): Account {
  const came = new Map<string, number[]>();
  for (const { to, about, at } of shown) {
    const key = keyOf({ to, about });
    const times = came.get(key);
    if (times) times.push(at);
    else came.set(key, [at]);
  }
  const times = expected.map((each) => ({ ...each, times: came.get(keyOf(each)) ?? [] }));
  const firsts = times
    .filter(({ times }) => times.length > 0)
    .map(({ dueAt, times }) => ({ dueAt, at: Math.min(...times) }));
  const late = firsts.map(({ dueAt, at }) => at - owedFrom(dueAt, at, away)).sort((a, b) => a - b);
  return {
    expected: expected.length,
    delivered: firsts.length,
    duplicates: times.reduce((sum, { times }) => sum + Math.max(0, times.length - 1), 0),
    early: firsts.filter(({ dueAt, at }) => at < dueAt).length,
    lateMs: { p50: share(late, 0.5), p99: share(late, 0.99), max: late.at(-1) ?? NaN },
  };
}

function keyOf({ to, about }: { readonly to: string; readonly about: string }): string {
  return `${to} ${about}`;
}

function owedFrom(dueAt: number, at: number, away?: Away): number {
  return away && at >= away.to ? Math.max(dueAt, away.to) : dueAt;
}

/** By nearest rank. */
function share(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

import type { Outcome, Problem } from './problem';

/** 待发: one filing that did not get there. Sent again it is the same, by its key. */
export interface Waiting<Body> {
  readonly key: string;
  readonly body: Body;
  readonly at: number;
  /** The service said no: it stays until the person has seen why. */
  readonly problem?: Problem;
}

export interface OutboxGround<Body, Filed> {
  read(): Promise<readonly Waiting<Body>[]>;
  write(waiting: readonly Waiting<Body>[]): Promise<void>;
  send(waiting: Waiting<Body>): Promise<Outcome<Filed>>;
}

export interface Outbox<Body, Filed> {
  /** Sends it; when the network is away it is kept. */
  put(waiting: Waiting<Body>): Promise<Outcome<Filed> | 'kept'>;
  /** Sends what waits, one after the other, and gives what got there. Called twice at once it sends once. */
  flush(): Promise<readonly Filed[]>;
  waiting(): Promise<readonly Waiting<Body>[]>;
  drop(key: string): Promise<void>;
}

/**
 * 发件箱: what a person filed without a network. It is kept before it is sent, so that a page closed in the middle loses
 * nothing; the key makes the second sending no second complaint.
 */
export function createOutbox<Body, Filed>(ground: OutboxGround<Body, Filed>): Outbox<Body, Filed> {
  const remove = async (key: string) =>
    ground.write((await ground.read()).filter((each) => each.key !== key));

  const keep = async (waiting: Waiting<Body>) => {
    const others = (await ground.read()).filter(({ key }) => key !== waiting.key);
    await ground.write([...others, waiting]);
  };

  const attempt = async (waiting: Waiting<Body>): Promise<Outcome<Filed> | 'kept'> => {
    const outcome = await ground.send(waiting);
    if (outcome.ok) {
      await remove(waiting.key);
      return outcome;
    }
    return MAY_PASS.includes(outcome.problem.kind) ? 'kept' : outcome;
  };

  let running: Promise<readonly Filed[]> | undefined;
  const flushOnce = async () => {
    const filed: Filed[] = [];
    for (const waiting of await ground.read()) {
      if (waiting.problem) continue;
      const outcome = await attempt(waiting);
      if (outcome === 'kept') break;
      if (outcome.ok) filed.push(outcome.data);
      else await keep({ ...waiting, problem: outcome.problem });
    }
    return filed;
  };

  return {
    put: async (waiting) => {
      await keep(waiting);
      const outcome = await attempt(waiting);
      // The form is still on the screen, and says why.
      if (outcome !== 'kept' && !outcome.ok) await remove(waiting.key);
      return outcome;
    },
    flush: () => (running ??= flushOnce().finally(() => (running = undefined))),
    waiting: () => ground.read(),
    drop: remove,
  };
}

/** What another try may mend. */
const MAY_PASS: readonly Problem['kind'][] = ['offline', 'login', 'limited', 'fault'];

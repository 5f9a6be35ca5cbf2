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
  /** False when this phone could not keep it. */
  write(waiting: readonly Waiting<Body>[]): Promise<boolean>;
  send(waiting: Waiting<Body>): Promise<Outcome<Filed>>;
}

export interface Outbox<Body, Filed> {
  /** Sends it; when the network is away it is kept, if the phone can. */
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
    return ground.write([...others, waiting]);
  };

  let running: Promise<readonly Filed[]> | undefined;
  const flushOnce = async () => {
    const filed: Filed[] = [];
    for (const waiting of await ground.read()) {
      if (waiting.problem) continue;
      const outcome = await ground.send(waiting);
      if (outcome.ok) {
        await remove(waiting.key);
        filed.push(outcome.data);
      } else if (MAY_PASS.includes(outcome.problem.kind)) break;
      else await keep({ ...waiting, problem: outcome.problem });
    }
    return filed;
  };

  return {
    put: async (waiting) => {
      const isKept = await keep(waiting);
      const outcome = await ground.send(waiting);
      const mayPass = !outcome.ok && MAY_PASS.includes(outcome.problem.kind);
      if (mayPass && isKept) return 'kept';
      // Done; or the form is still on the screen, and says why.
      await remove(waiting.key);
      return outcome;
    },
    flush: () => (running ??= flushOnce().finally(() => (running = undefined))),
    waiting: () => ground.read(),
    drop: async (key) => void (await remove(key)),
  };
}

/** What another try may mend. */
const MAY_PASS: readonly Problem['kind'][] = ['offline', 'login', 'limited', 'fault'];

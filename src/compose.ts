import type { Env } from '../config/env';
import { layFoundation, type Foundation, type ServiceOptions } from './foundation';
import { createHttpApp } from './http/app';
import { listen, type Listening } from './http/listen';
import type { Role } from './roles/role';

/** 诉达服务, running. */
export interface Service {
  readonly port: number;
  /** Not ready → no new requests → those in flight → jobs in hand → stores. */
  stop(): Promise<void>;
}

/**
 * Roles are thunks: a `web` never loads the queue (design: same image, roles by command). The one with the door
 * comes first, so that after a restart callbacks wait no longer than they must.
 */
const ROLES = {
  web: [
    async (foundation: Foundation) => (await import('./roles/web.js')).startWeb(foundation),
    async (foundation: Foundation) => (await import('./roles/api.js')).startApi(foundation),
  ],
  worker: [async (foundation: Foundation) => (await import('./roles/worker.js')).startWorker(foundation)],
  auditor: [async (foundation: Foundation) => (await import('./roles/auditor.js')).startAuditor(foundation)],
} as const;

function thunksOf(role: Env['role']) {
  return role === 'all' ? [...ROLES.web, ...ROLES.worker, ...ROLES.auditor] : ROLES[role];
}

/**
 * The only wiring. The door opens as soon as callbacks can be stored, and says it is ready when every role is. Throws a Fault
 * with one clear sentence when something is missing; then nothing is left running.
 */
export async function startService(env: Env, options: ServiceOptions): Promise<Service> {
  const foundation = await layFoundation(env, options);
  const { log, connection, forgetOrg } = foundation;
  const roles: Role[] = [];
  let isRunning = false;
  let door: Listening | undefined;
  const stop = async (): Promise<void> => {
    isRunning = false;
    await door?.close();
    for (const role of roles) await role.stop();
    forgetOrg();
    await connection.close();
  };
  try {
    for (const start of thunksOf(env.role)) {
      roles.push(await start(foundation));
      door ??= await openDoor(foundation, roles, () => isRunning);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  isRunning = true;
  const port = door?.port ?? env.port;
  log.info({ role: env.role, port }, 'started');
  return {
    port,
    stop: async () => {
      await stop();
      log.info({ role: env.role }, 'stopped');
    },
  };
}

function openDoor(
  { env, log, connection, metrics }: Foundation,
  roles: readonly Role[],
  isRunning: () => boolean,
): Promise<Listening> {
  const receiver = roles.find((role) => role.receiver)?.receiver;
  const app = createHttpApp({
    ...(receiver && { receiver }),
    ready: async () => ({
      running: isRunning(),
      mongodb: await answers(() => connection.db?.admin().ping()),
      ...(await readinessOf(roles)),
    }),
    metrics: metrics.registry,
    received: metrics.received,
    routes: () => roles.find((role) => role.routes)?.routes,
    log,
  });
  const handle = app.callback();
  return listen((request, response) => void handle(request, response), env.host, env.port);
}

async function readinessOf(roles: readonly Role[]): Promise<Readonly<Record<string, boolean>>> {
  const answers = await Promise.all(roles.map((role) => role.ready()));
  return Object.fromEntries(answers.flatMap((each) => Object.entries(each)));
}

const PATIENCE_MS = 1_000;

async function answers(ask: () => Promise<unknown> | undefined): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return await Promise.race([Promise.resolve(ask()).then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

import { createAnswer } from '../../handlers';
import { JOBS } from '../../jobs';
import { hasRoom, putOn } from '../../jobs/lanes';
import type { JobParts } from '../../jobs/parts';
import { ROUTINES } from '../../jobs/routines';
import { calendarEnd, warningRound } from '../domain/calendar-end';
import { createExamine } from '../evidence/examine';
import type { Foundation } from '../foundation';
import { factsOf } from '../log';
import { createQueues } from '../queue/queues';
import { checkRedis, isRedisOutage, producerRedis, workerRedis } from '../queue/redis';
import { createSweeper } from '../queue/sweeper';
import { startWorkers } from '../queue/workers';
import { createBroadcasts } from '../store/broadcasts';
import { createBulkBudget } from '../store/bulk-budget';
import { createClaims } from '../store/claims';
import { createDigests } from '../store/digests';
import { createGroupPosts } from '../store/group-posts';
import { lanesOf } from '../store/lanes';
import { createLedger } from '../store/ledger';
import { isDatabaseOutage } from '../store/outage';
import { createRecords } from '../store/records';
import { createRoutines } from '../store/routines';
import { createGroupBudget, createSendBudget } from '../store/send-budget';
import { createVacancies } from '../store/vacancies';
import { watchLanes } from '../store/watch';
import { weekCases } from '../store/week-cases';
import { createWebhook } from '../wecom/webhook';
import { Fault } from '../errors';
import type { Role } from './role';
import { weComOf } from './wecom';

/** worker: the sweeper and the jobs. Several may run side by side. */
export async function startWorker(foundation: Foundation): Promise<Role> {
  const {
    env,
    log,
    clock,
    orgAt,
    connection,
    models,
    sealer,
    inbox,
    desk,
    calendar,
    paperwork,
    keeping,
    rules,
    rulesOf,
    digest,
    metrics,
    sendLimits,
    prefix,
  } = foundation;
  await prepareRoutines(foundation);
  const warn = (error: Error) => log.warn(factsOf(error), 'redis connection');
  const producer = producerRedis(env.redisUrl, warn);
  await producer.connect().catch((cause: unknown) => {
    throw new Fault('redis_unreachable', 'REDIS_URL 连不上：请确认 Redis 已启动、地址和口令正确', { cause });
  });
  await checkRedis(producer);
  const consumer = workerRedis(env.redisUrl, warn);

  const wecom = weComOf(foundation, producer);
  const group = groupOf(foundation);
  const queues = createQueues(producer, prefix, warn);
  metrics.watchQueues(queues.waiting);
  const lanes = lanesOf(models, connection.collection('inbox'), calendar.no);
  const sweeper = createSweeper({
    claims: createClaims(lanes),
    clock,
    hasRoom: (lane) => hasRoom(queues, lane),
    put: (lane, claimed) => putOn(queues, lane, claimed),
    isOutage: isRedisOutage,
    onError: (lane, error) => log.warn({ lane, ...factsOf(error) }, 'sweep failed, will look again'),
  });
  const sharesOfBank = {
    shares: rules.messages,
    accounts: orgAt(clock.now()).people.size,
    limits: sendLimits,
  };
  const parts: JobParts = {
    desk,
    calendar,
    ledger: createLedger(models, sealer),
    digests: createDigests(models),
    broadcasts: createBroadcasts(connection, models),
    paperwork,
    keeping,
    examine: createExamine(env.evidence.clamd),
    routines: createRoutines(models),
    records: createRecords(connection, models),
    vacancies: createVacancies(models),
    weekCases: (week) => weekCases(models, week),
    inbox,
    answer: createAnswer({ agentId: env.wecom.agentId }),
    wecom,
    budget: createSendBudget(models, sharesOfBank),
    bulkBudget: createBulkBudget(models, sharesOfBank),
    ...(group && { group }),
    groupPosts: createGroupPosts(models, sealer),
    org: () => orgAt(clock.now()),
    rules,
    rulesOf,
    voice: env.wecom.voiceCall,
    digest,
    recordBroken: metrics.recordBroken,
    folded: metrics.folded,
    dayFull: metrics.dayFull,
    agentId: env.wecom.agentId,
    ...pagesOf(foundation),
    clock,
    log,
  };
  const workers = startWorkers(JOBS, parts, { connection: consumer, prefix, isOutage, log });
  sweeper.start();
  const watch = watchLanes(connection, lanes, sweeper.wake, (error) =>
    log.warn(factsOf(error), 'change stream'),
  );

  return {
    ready: async () => ({ redis: await isUp(() => producer.ping()) }),
    stop: async () => {
      await watch.stop();
      await sweeper.stop();
      await workers.close();
      await queues.close();
      await wecom.close();
      await group?.webhook.close();
      consumer.disconnect();
      producer.disconnect();
    },
  };
}

/** Every routine has its row, and whoever starts the service sees that the calendar ends. */
async function prepareRoutines({ models, clock, rules, log }: Foundation): Promise<void> {
  await createRoutines(models).arm(
    ROUTINES.map(({ name }) => name),
    clock.now(),
  );
  const end = calendarEnd(clock.now(), rules.calendar);
  if (warningRound(end) !== undefined) log.warn({ ...end }, 'the calendar ends');
}

function groupOf({ env, models }: Foundation): JobParts['group'] {
  const { base, groupKey } = env.wecom;
  if (groupKey === undefined) return undefined;
  return { webhook: createWebhook({ base, key: groupKey }), budget: createGroupBudget(models) };
}

/** Asked with every card: a demo learns its address only when it stands. */
function pagesOf({ env, publicUrl }: Foundation): Pick<JobParts, 'pages'> {
  const { weappId } = env;
  if (!publicUrl && weappId === undefined) return {};
  return {
    pages: {
      get publicUrl() {
        return publicUrl?.();
      },
      weappId,
    },
  };
}

async function isUp(ask: () => Promise<unknown>): Promise<boolean> {
  return ask().then(
    () => true,
    () => false,
  );
}

function isOutage(error: unknown): boolean {
  if (isDatabaseOutage(error) || isRedisOutage(error)) return true;
  return error instanceof Error && error.cause !== undefined && isOutage(error.cause);
}

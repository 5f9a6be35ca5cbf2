import { settingOf } from '../../config/env';
import { loadOrg } from '../../config/org';
import { parseRules } from '../../config/rules';
import { datedOrg } from '../domain/org';
import { onCalendarOf, type Rules } from '../domain/rules';
import { Fault } from '../errors';
import { factsOf } from '../log';
import { createAudit } from '../store/audit';
import { connectMongo } from '../store/connection';
import { databaseClock } from '../store/database-clock';
import { createHeartbeats } from '../store/heartbeats';
import { modelsOf, type Models } from '../store/models';
import { readRuleSets, ruleSetInForce } from '../store/rule-sets';
import { look } from './look';
import { exitCodeOf, heartbeatLine, lookLines } from './words';

/** Nothing can be said of what cannot be looked at. */
const BLIND = 2;

/** 审计一次 (`npm run audit`): for cron and whoever watches from outside. Resolves to the exit code. */
async function main(): Promise<number> {
  const org = loadOrg(settingOf('SUDA_ORG_FILE', process.env));
  const connection = await connectMongo(settingOf('MONGODB_URI', process.env));
  try {
    const models = modelsOf(connection);
    const clock = await databaseClock(connection);
    const seen = await look({
      audit: createAudit(connection, models),
      now: clock.now,
      orgAt: datedOrg(org),
      rulesOf: await rulesFrom(models),
      onError: (id, error) => console.error(`${id}：${factsOf(error).code}`),
    });
    const ageMs = await createHeartbeats(models).ageMs();
    for (const line of [...lookLines(seen), heartbeatLine(ageMs)]) console.log(line);
    return exitCodeOf(seen, ageMs);
  } finally {
    await connection.close();
  }
}

async function rulesFrom(models: Models): Promise<(version: string) => Rules> {
  const inForce = await ruleSetInForce(models);
  if (!inForce) throw new Fault('rules_unknown', '这个数据库里诉达还没有启动过');
  const { rulesOf } = await readRuleSets(models, parseRules);
  return (version) => onCalendarOf(rulesOf(inForce.version), rulesOf(version));
}

// Whoever reads along may stop reading (`| head`).
process.stdout.on('error', () => process.exit(BLIND));

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Fault ? error.message : `unexpected: ${factsOf(error).code}`);
    process.exitCode = BLIND;
  },
);

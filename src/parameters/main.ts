import { settingOf } from '../../config/env';
import { loadRules, RULES_FAULT } from '../../config/rules';
import { Fault } from '../errors';
import { factsOf } from '../log';
import { connectMongo } from '../store/connection';
import { databaseClock } from '../store/database-clock';
import { modelsOf } from '../store/models';
import { readCommand } from './command';
import { run } from './run';
import { USAGE } from './words';

const WRONG = 2;

/** 改参数 (`npm run rules`): shows, compares and applies the parameters of the regulation. Resolves to the exit code. */
async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2));
  if (!command) {
    console.error(USAGE);
    return WRONG;
  }
  if (command.name === 'help') {
    console.log(USAGE);
    return 0;
  }
  // A broken file is told without a database.
  const task = 'file' in command ? { ...command, rulesText: loadRules(command.file) } : command;
  const connection = await connectMongo(settingOf('MONGODB_URI', process.env));
  try {
    const clock = await databaseClock(connection);
    await run(task, { models: modelsOf(connection), clock, say: (line) => console.log(line) });
  } finally {
    await connection.close();
  }
  return 0;
}

// Whoever reads along may stop reading (`| head`).
process.stdout.on('error', () => process.exit(0));

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Fault ? error.message : `unexpected: ${factsOf(error).code}`);
    process.exitCode = error instanceof Fault && error.code === RULES_FAULT ? WRONG : 1;
  },
);

import { connectMongo, type Connection } from '../../src/store/connection';
import { measureApi } from './api';
import { measureArming } from './arming';
import { measureAuditing } from './auditing';
import { measureBroadcasting } from './broadcasting';
import { measureDue } from './due';
import {
  apiLines,
  armingLine,
  auditingLine,
  broadcastLines,
  dueLines,
  interactiveLine,
  memoryLines,
  openingLines,
  startingLines,
  throughputLines,
  urgentLine,
} from './lines';
import { measureInteractive } from './interactive';
import { machineLine } from './machine';
import { openBankOf } from './open-banks';
import { measureOpening } from './opening';
import { measureStarting } from './starting';
import { printTable, type Line } from './table';
import { measureThroughput } from './throughput';
import { measureUrgent } from './urgent';

interface Part {
  readonly name: string;
  /** Chinese, said while it runs. */
  readonly says: string;
  readonly run: (connection: Connection) => Promise<readonly Line[]>;
}

const PARTS: readonly Part[] = [
  { name: 'opening', says: '验签、解密、解析', run: async () => openingLines(await measureOpening()) },
  {
    name: 'starting',
    says: '起步',
    run: async (connection) => {
      const empty = () => connection.collection('inbox').deleteMany({});
      return startingLines(await measureStarting(empty));
    },
  },
  {
    name: 'throughput',
    says: '吞吐与内存',
    run: async () => {
      const throughput = await measureThroughput();
      return [...throughputLines(throughput), ...memoryLines(throughput.memory)];
    },
  },
  { name: 'due', says: '到期', run: async (connection) => dueLines(await measureDue(connection)) },
  { name: 'urgent', says: '紧急', run: async (connection) => [urgentLine(await measureUrgent(connection))] },
  { name: 'api', says: '小程序接口', run: async () => apiLines(await measureApi()) },
  { name: 'page', says: '小程序页面', run: async () => [interactiveLine(await measureInteractive())] },
  { name: 'banks', says: '审计、布防', run: onBanks },
  // The last, for it leaves a big bank in our memory.
  { name: 'broadcast', says: '重要通知', run: async () => broadcastLines(await measureBroadcasting()) },
];

/** npm run bench [-- due urgent …] (scripts/bench.mjs): everything in one run, as ratios, because machines differ. */
async function main(asked: readonly string[]): Promise<number> {
  const strange = asked.filter((name) => !PARTS.some((part) => part.name === name));
  if (strange.length > 0) {
    console.error(`没有这一项：${strange.join('、')}。有：${PARTS.map(({ name }) => name).join('、')}`);
    return 1;
  }
  const connection = await connectMongo(process.env['MONGODB_URI'] ?? '');
  const lines: Line[] = [];
  try {
    for (const { name, says, run } of PARTS) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      console.log(`${says}……`);
      lines.push(...(await run(connection)));
    }
    return 0;
  } finally {
    // What was measured is told, even when a later part fails.
    console.log(`\n${await machineLine(connection)}\n`);
    printTable(lines);
    await connection.close();
  }
}

async function onBanks(connection: Connection): Promise<readonly Line[]> {
  const [small, big] = [await openBankOf(connection, 'small'), await openBankOf(connection, 'big')];
  try {
    const auditing = (await measureAuditing(small, big)).map(auditingLine);
    return [...(await measureArming(small, big)).map(armingLine), ...auditing];
  } finally {
    await small.drop();
    await big.drop();
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

import type { Connection } from 'mongoose';
import { LANES, type Lane } from '../desk/ports';
import type { Lanes } from './lanes';

const RETRY_MS = 300;

/** What has become due: a row that is new, or whose moment was set, and not by who claimed it or by a card sent just now. */
const NEWS = {
  $or: [
    { operationType: 'insert' },
    {
      operationType: 'update',
      'updateDescription.updatedFields.claimedUntil': { $exists: true },
      'updateDescription.updatedFields.claimedBy': { $exists: false },
      'updateDescription.updatedFields.renews': { $exists: false },
    },
  ],
};

const FIELDS = { _id: 1, operationType: 1, 'ns.coll': 1, 'fullDocument.urgent': 1 };

interface Change {
  readonly operationType: 'insert' | 'update';
  readonly ns: { readonly coll: string };
  readonly fullDocument?: { readonly urgent?: true };
}

/**
 * 唤醒: calls `wake` with the lanes whose rows were written, by whichever process. It only saves time: the sweeper looks
 * once a second anyway, so a broken stream is opened again and nothing is lost. What is urgent has a stream of its own, or
 * it would be heard only after all that was written before it.
 */
export function watchLanes(
  connection: Connection,
  lanes: Lanes,
  wake: (lanes: readonly Lane[]) => void,
  onError: (error: unknown) => void,
) {
  const standing = new Map<string, readonly Lane[]>();
  for (const lane of LANES) {
    const { collectionName } = lanes[lane].rows;
    standing.set(collectionName, [...(standing.get(collectionName) ?? []), lane]);
  }
  const heardBy = ({ operationType, ns, fullDocument = {} }: Change): readonly Lane[] => {
    const all = standing.get(ns.coll) ?? [];
    return operationType === 'insert' ? all.filter((lane) => lanes[lane].hears?.(fullDocument) ?? true) : all;
  };
  const hear = (change: Change) => wake(heardBy(change));
  const anywhere = { 'ns.coll': { $in: [...standing.keys()] } };
  const streams = [
    keepStream(
      connection,
      { ...anywhere, operationType: 'insert', 'fullDocument.urgent': true },
      hear,
      onError,
    ),
    keepStream(connection, { ...anywhere, ...NEWS, 'fullDocument.urgent': { $ne: true } }, hear, onError),
  ];
  return {
    stop: async (): Promise<void> => {
      await Promise.all(streams.map(({ stop }) => stop()));
    },
  };
}

/** Opened again when it breaks. */
function keepStream(
  connection: Connection,
  match: object,
  hear: (change: Change) => void,
  onError: (error: unknown) => void,
) {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let stream: ReturnType<NonNullable<Connection['db']>['watch']> | undefined;

  const open = (): void => {
    if (stopped || !connection.db) return;
    stream = connection.db.watch([{ $match: match }, { $project: FIELDS }], { batchSize: 100 });
    stream.on('change', (change) => hear(change as unknown as Change));
    stream.on('error', (error) => {
      // Closing it while it reads ends the read with an error.
      if (stopped) return;
      onError(error);
      void stream?.close().catch(onError);
      timer = setTimeout(open, RETRY_MS);
    });
  };
  open();

  return {
    stop: async (): Promise<void> => {
      stopped = true;
      clearTimeout(timer);
      await stream?.close();
    },
  };
}

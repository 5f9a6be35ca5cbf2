import type { Connection } from 'mongoose';

const LANES = ['inbox', 'outbox', 'deliveries', 'deadlines', 'alerts', 'paperwork', 'digests', 'group_posts'];
const RETRY_MS = 1_000;

/**
 * 唤醒: calls `wake` when another process wrote something a worker waits for. It only saves time: the sweeper looks once
 * a second anyway, so a broken stream is opened again and nothing is lost.
 */
export function watchInserts(connection: Connection, wake: () => void, onError: (error: unknown) => void) {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let stream: ReturnType<NonNullable<Connection['db']>['watch']> | undefined;

  const open = (): void => {
    if (stopped || !connection.db) return;
    stream = connection.db.watch(
      [
        {
          $match: {
            operationType: { $in: ['insert', 'update', 'replace'] },
            'ns.coll': { $in: LANES },
            // A claim is no news: woken by it, workers would look again for every row they take.
            'updateDescription.updatedFields.claimedBy': { $exists: false },
          },
        },
        { $project: { _id: 1 } },
      ],
      { batchSize: 100 },
    );
    stream.on('change', wake);
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

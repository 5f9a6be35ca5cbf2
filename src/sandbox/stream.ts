import type { ServerResponse } from 'node:http';

import { EVENT_NAMES, type Bus } from './bus';

const HEARTBEAT_MS = 15_000;

/** A reader this far behind is told less: a message to the whole bank would fill the memory with what it cannot draw. */
const BACKLOG_BYTES = 256 * 1024;

/**
 * 事件流: everything on the bus as server-sent events until the reader goes away. One that has fallen behind misses what
 * happens meanwhile, and hears `stale` once it can read again.
 */
export function streamTo(response: ServerResponse, bus: Bus): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.write(': welcome\n\n');
  let behind = false;
  response.on('drain', () => {
    if (behind) response.write('event: stale\ndata: {}\n\n');
    behind = false;
  });
  const listeners = EVENT_NAMES.map((name) => {
    const listener = (event: unknown): void => {
      behind ||= response.writableLength > BACKLOG_BYTES;
      if (!behind) response.write(`event: ${name}\ndata: ${JSON.stringify(event)}\n\n`);
    };
    bus.on(name, listener);
    return { name, listener };
  });
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
  response.on('close', () => {
    clearInterval(heartbeat);
    for (const { name, listener } of listeners) bus.off(name, listener);
  });
}

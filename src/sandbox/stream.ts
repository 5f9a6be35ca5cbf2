import type { ServerResponse } from 'node:http';

import { EVENT_NAMES, type Bus } from './bus';

const HEARTBEAT_MS = 15_000;

/** 事件流: everything on the bus as server-sent events until the reader goes away. */
export function streamTo(response: ServerResponse, bus: Bus): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.write(': welcome\n\n');
  const listeners = EVENT_NAMES.map((name) => {
    const listener = (event: unknown): void =>
      void response.write(`event: ${name}\ndata: ${JSON.stringify(event)}\n\n`);
    bus.on(name, listener);
    return { name, listener };
  });
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
  response.on('close', () => {
    clearInterval(heartbeat);
    for (const { name, listener } of listeners) bus.off(name, listener);
  });
}

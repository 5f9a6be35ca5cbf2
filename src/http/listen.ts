import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../errors';

export interface Listening {
  readonly port: number;
  /** Stops taking requests; those in flight are finished. */
  close(): Promise<void>;
}

/** 监听. Throws Fault `port_taken` when somebody else has the port. */
export async function listen(handler: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer(handler);
  // A caller that dawdles over its headers or body is let go.
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Fault('port_taken', `端口 ${port} 用不了`, { cause })));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

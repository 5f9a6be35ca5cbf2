import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire to MongoDB that can be cut and mended. */
export interface Wire {
  /** The database through this wire, and only through it. */
  readonly uri: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function wireTo(databaseUri: string): Promise<Wire> {
  const target = new URL(databaseUri);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port || 27017), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const uri = new URL(databaseUri);
  uri.host = `127.0.0.1:${port}`;
  uri.search = '?directConnection=true';
  return {
    uri: uri.href,
    cut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    mend: () => listen(port),
  };
}

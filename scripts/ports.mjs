import { createServer, connect } from 'node:net';

const HOST = '127.0.0.1';

/** A port nobody listens on just now. */
export async function freePort() {
  const server = await listening(0);
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function isFree(port) {
  const server = await listening(port).catch(() => null);
  if (!server) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

function listening(port) {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, HOST, () => resolve(server));
  });
}

/** What a server says to one line; null when it does not answer in time. */
export function ask(port, line, timeoutMs = 500) {
  return new Promise((resolve) => {
    const socket = connect(port, HOST, () => socket.write(line));
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => end(null));
    socket.once('error', () => end(null)).once('data', (data) => end(data.toString()));
  });
}

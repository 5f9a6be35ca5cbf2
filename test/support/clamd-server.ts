import { createServer, type AddressInfo, type Socket } from 'node:net';

export const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

/** clamd as its manual has it (INSTREAM): a server that knows one virus, the harmless one everybody knows. */
export async function startClamd({ limit = 100_000_000 } = {}) {
  const scanned: number[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let waiting = Buffer.alloc(0);
    let began = false;
    const parts: Buffer[] = [];
    const answer = (line: string) => socket.end(`${line}\0`);
    socket.on('data', (data) => {
      waiting = Buffer.concat([waiting, data]);
      if (!began) {
        if (waiting.length < 10) return;
        if (waiting.toString('latin1', 0, 10) !== 'zINSTREAM\0') return answer('UNKNOWN COMMAND');
        began = true;
        waiting = waiting.subarray(10);
      }
      while (waiting.length >= 4) {
        const length = waiting.readUInt32BE(0);
        if (length === 0) {
          const whole = Buffer.concat(parts);
          scanned.push(whole.length);
          return answer(whole.includes(EICAR) ? 'stream: Win.Test.EICAR_HDB-1 FOUND' : 'stream: OK');
        }
        if (waiting.length < 4 + length) return;
        parts.push(waiting.subarray(4, 4 + length));
        waiting = waiting.subarray(4 + length);
        if (parts.reduce((sum, part) => sum + part.length, 0) > limit)
          return answer('INSTREAM size limit exceeded. ERROR');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: { host: '127.0.0.1', port },
    /** How many bytes of each file it saw. */
    scanned,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

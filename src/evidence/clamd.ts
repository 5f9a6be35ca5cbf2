import { connect, type Socket } from 'node:net';
import { Fault } from '../errors';

/** 病毒扫描 of one file, as it goes by. */
export interface Scan {
  take(chunk: Buffer): Promise<void>;
  /** Throws Fault `clamd_unreachable`, `clamd_error`: then nothing is known, and it is to be asked again. */
  isInfected(): Promise<boolean>;
  /** It is not needed any more. */
  drop(): void;
}

export interface ClamdAddress {
  readonly host: string;
  readonly port: number;
}

const PATIENCE_MS = 60_000;
const MOST_REPLY = 4_096;

/** clamd by its own protocol (INSTREAM): four bytes of length before each part, none at the end, then one line comes back. */
export function startScan({ host, port }: ClamdAddress): Scan {
  const socket = connect({ host, port, timeout: PATIENCE_MS });
  let failure: unknown;
  let reply = '';
  socket.on('timeout', () => socket.destroy(new Error('timeout')));
  socket.on('data', (data) => {
    reply = (reply + data.toString('latin1')).slice(0, MOST_REPLY);
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('error', (error) => (failure = error));
    socket.on('close', () => resolve());
  });
  const unreachable = () => new Fault('clamd_unreachable', `${host}:${port}`, { cause: failure });
  const send = async (bytes: Buffer): Promise<void> => {
    if (socket.destroyed || !(await written(socket, bytes, closed))) throw unreachable();
  };
  const began = send(Buffer.from('zINSTREAM\0'));
  // Told when it is asked for.
  began.catch(() => undefined);

  return {
    take: async (chunk) => {
      if (chunk.length === 0) return;
      await began;
      await send(lengthOf(chunk));
      await send(chunk);
    },
    isInfected: async () => {
      await began;
      await send(Buffer.alloc(4));
      await closed;
      const said = reply.replace(/\0.*$/su, '').trim();
      if (/: OK$/u.test(said)) return false;
      if (/ FOUND$/u.test(said)) return true;
      if (said === '') throw unreachable();
      throw new Fault(
        'clamd_error',
        /size limit/iu.test(said) ? 'StreamMaxLength is too small' : 'no verdict',
      );
    },
    drop: () => socket.destroy(),
  };
}

function lengthOf({ length }: Buffer): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(length);
  return four;
}

/** Whether it went out: a socket that closes meanwhile takes nothing more. */
function written(socket: Socket, bytes: Buffer, closed: Promise<void>): Promise<boolean> {
  const out = new Promise<boolean>((resolve) => socket.write(bytes, (error) => resolve(!error)));
  return Promise.race([out, closed.then(() => false)]);
}

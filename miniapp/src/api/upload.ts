import type { Call } from './client';
import { problemOf, type Problem } from './problem';

/** 待传的文件, however the phone holds it. */
export interface LocalFile {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  read(from: number, length: number): Promise<ArrayBuffer>;
}

/** 续传 as the service keeps it: how many bytes it has. */
export interface UploadState {
  readonly id: string;
  readonly received: number;
}

export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

export type UploadResult =
  | { readonly is: 'done'; readonly file: UploadedFile }
  | { readonly is: 'paused' }
  | { readonly is: 'failed'; readonly problem: Problem };

export interface UploadWatch {
  progress(received: number): void;
  isPaused(): boolean;
  /** Where the service keeps it: handed in again, it goes on from there. */
  began(id: string): void;
}

/** 一块 1 MiB. */
export const PIECE_BYTES = 1 << 20;
/** 单个文件上限 50 MB. */
export const MAX_BYTES = 50 * 1_000_000;

/**
 * 断点续传: asks how much the service has, and sends the rest piece by piece. A piece that arrived twice counts once, for
 * each says where it begins.
 */
export async function upload(
  call: Call,
  file: LocalFile,
  { id, key, ...watch }: UploadWatch & { readonly id?: string; readonly key: string },
): Promise<UploadResult> {
  const { name, size, type } = file;
  const begun = await (id === undefined
    ? call<UploadState>('/uploads', { body: { name, size, type }, key })
    : call<UploadState>(`/uploads/${encodeURIComponent(id)}`));
  if (!begun.ok) return { is: 'failed', problem: begun.problem };
  const path = `/uploads/${encodeURIComponent(begun.data.id)}`;
  watch.began(begun.data.id);

  let { received } = begun.data;
  while (received < size) {
    watch.progress(received);
    if (watch.isPaused()) return { is: 'paused' };
    const body = await pieceOf(file, received);
    if (!body) return { is: 'failed', problem: problemOf('unreadable') };
    const piece = await call<UploadState>(`${path}?offset=${received}`, { method: 'PUT', body });
    if (!piece.ok) return { is: 'failed', problem: piece.problem };
    // A service that takes nothing would keep us here for ever.
    if (!(piece.data.received > received)) return { is: 'failed', problem: problemOf('fault') };
    received = piece.data.received;
  }
  watch.progress(size);
  const done = await call<UploadedFile>(`${path}/complete`, { body: {}, key: `${key}-complete` });
  return done.ok ? { is: 'done', file: done.data } : { is: 'failed', problem: done.problem };
}

/** Undefined when the phone has the file no longer. */
async function pieceOf(file: LocalFile, from: number): Promise<ArrayBuffer | undefined> {
  try {
    return await file.read(from, Math.min(PIECE_BYTES, file.size - from));
  } catch {
    return undefined;
  }
}

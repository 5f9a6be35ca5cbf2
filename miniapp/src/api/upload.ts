import type { EvidenceSource } from '../../../src/domain/evidence';
import type { Call } from './client';
import { problemOf, type Outcome, type Problem } from './problem';
import type { ChunkAnswer, UploadBegun, UploadOffer, UploadTold } from './types';

/** 待传的文件, however the phone holds it. */
export interface LocalFile {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly source: EvidenceSource;
  read(from: number, length: number): Promise<ArrayBuffer>;
}

/** 传到哪里: the case, and what of it the file is for. */
export interface UploadFor extends Pick<UploadOffer, 'purpose' | 'task'> {
  readonly caseId: string;
}

export type UploadResult =
  /** 证据编号 on the case. */
  | { readonly is: 'kept'; readonly no: number | undefined }
  /** Looked at and not taken, in the words of the service. */
  | { readonly is: 'refused'; readonly words: string }
  /** Still looked at when we asked no more. */
  | { readonly is: 'checking' }
  | { readonly is: 'paused' }
  | { readonly is: 'failed'; readonly problem: Problem };

export interface UploadWatch {
  progress(offset: number): void;
  isPaused(): boolean;
  /** Where the service keeps it: handed in again, it goes on from there. */
  began(id: string): void;
  /** All bytes are there, and are looked at. */
  checking(): void;
  wait(ms: number): Promise<void>;
}

/** 一块 1 MiB, as the service takes it. */
export const PIECE_BYTES = 1 << 20;
/** How often in a row the service may say that it waits for another piece. */
const MOST_MISSES = 3;
/** 检查 is asked after soon, then seldom, for two minutes in all. */
const WAITS_MS = [200, 400, 800, 1_600, ...Array.from({ length: 24 }, () => 5_000)];

/**
 * 断点续传: asks how much the service has, and sends the rest piece by piece. A piece that arrived twice counts once, for
 * each says where it begins.
 */
export async function upload(
  call: Call,
  file: LocalFile,
  {
    id,
    key,
    to,
    ...watch
  }: UploadWatch & { readonly id?: string; readonly key: string; readonly to: UploadFor },
): Promise<UploadResult> {
  const begun = await (id === undefined ? begin(call, file, to, key) : look(call, id));
  if (!begun.ok) return failed(begun.problem);
  watch.began(begun.data.id);
  if (begun.data.state === 'receiving') {
    const stopped = await sendRest(call, file, begun.data, watch);
    if (stopped) return stopped;
  }
  return settled(call, begun.data.id, watch);
}

type Place = Pick<UploadTold, 'id' | 'state' | 'offset'>;

async function begin(
  call: Call,
  { name, size, type: mime, source }: LocalFile,
  { caseId, ...purpose }: UploadFor,
  key: string,
): Promise<Outcome<Place>> {
  const body: UploadOffer = { name, size, mime, source, ...purpose };
  const begun = await call<UploadBegun>(`/cases/${encodeURIComponent(caseId)}/uploads`, { body, key });
  // What began before its answer was lost begins no second time, and may have some bytes already.
  return begun.ok ? look(call, begun.data.id) : begun;
}

function look(call: Call, id: string): Promise<Outcome<UploadTold>> {
  return call<UploadTold>(`/uploads/${encodeURIComponent(id)}`);
}

/** What kept it from being sent; undefined when all of it is there. */
async function sendRest(
  call: Call,
  file: LocalFile,
  { id, offset: first }: Place,
  watch: UploadWatch,
): Promise<UploadResult | undefined> {
  let [offset, misses] = [first, 0];
  while (offset < file.size) {
    watch.progress(offset);
    if (watch.isPaused()) return { is: 'paused' };
    const body = await pieceOf(file, offset);
    if (!body) return failed(problemOf('unreadable'));
    const path = `/uploads/${encodeURIComponent(id)}?offset=${offset}`;
    const piece = await call<ChunkAnswer>(path, { method: 'PUT', body });
    if (!piece.ok) return failed(piece.problem);
    if (piece.data.state !== 'receiving') break;
    misses = piece.data.isTaken ? 0 : misses + 1;
    if (misses > MOST_MISSES) return failed(problemOf('fault'));
    offset = piece.data.offset;
  }
  watch.progress(file.size);
  return undefined;
}

async function settled(call: Call, id: string, watch: UploadWatch): Promise<UploadResult> {
  watch.checking();
  for (const ms of WAITS_MS) {
    const found = await look(call, id);
    if (!found.ok) return failed(found.problem);
    const { state, no, detail } = found.data;
    if (state === 'kept') return { is: 'kept', no };
    if (state === 'refused') return { is: 'refused', words: detail ?? problemOf('refused').detail };
    await watch.wait(ms);
  }
  return { is: 'checking' };
}

function failed(problem: Problem): UploadResult {
  return { is: 'failed', problem };
}

/** Undefined when the phone has the file no longer. */
async function pieceOf(file: LocalFile, from: number): Promise<ArrayBuffer | undefined> {
  try {
    return await file.read(from, Math.min(PIECE_BYTES, file.size - from));
  } catch {
    return undefined;
  }
}

import { computed, reactive, type ComputedRef } from 'vue';
import { call } from './api';
import { MAX_BYTES, upload, type LocalFile } from './api/upload';
import { UPLOAD } from './copy/upload';
import { chooseFiles, type FileSource } from './platform/files';
import { newKey } from './platform/network';

/** 正在上传的一个文件. */
export interface Uploading {
  readonly key: string;
  readonly file: LocalFile;
  received: number;
  state: 'going' | 'paused' | 'failed' | 'done';
  id?: string;
  error?: string;
}

export interface Uploads {
  readonly list: Uploading[];
  readonly isBusy: ComputedRef<boolean>;
  /** Names of the finished ones, for the act they belong to. */
  readonly ids: ComputedRef<readonly string[]>;
  choose(source: FileSource): Promise<void>;
  pause(one: Uploading): void;
  resume(one: Uploading): Promise<void>;
  remove(one: Uploading): void;
}

/** 一次最多. */
const MOST_FILES = 20;

/** 上传: several files, one after the other over one line; each goes on where it stopped. */
export function useUploads(): Uploads {
  const list = reactive<Uploading[]>([]);

  const run = async (one: Uploading) => {
    one.state = 'going';
    delete one.error;
    const result = await upload(call, one.file, {
      key: one.key,
      ...(one.id !== undefined && { id: one.id }),
      progress: (received) => (one.received = received),
      isPaused: () => one.state === 'paused',
      began: (id) => (one.id = id),
    });
    if (result.is === 'paused') return;
    one.state = result.is;
    if (result.is === 'failed') one.error = result.problem.detail;
    else one.id = result.file.id;
  };

  const add = (file: LocalFile): Uploading => {
    const room = list.length < MOST_FILES;
    const error = room ? sizeError(file) : UPLOAD.tooMany(MOST_FILES);
    list.push({
      key: newKey(),
      file,
      received: 0,
      state: error ? 'failed' : 'going',
      ...(error && { error }),
    });
    return list[list.length - 1] as Uploading;
  };

  return {
    list,
    isBusy: computed(() => list.some(({ state }) => state === 'going' || state === 'paused')),
    ids: computed(() => list.flatMap(({ state, id }) => (state === 'done' && id !== undefined ? [id] : []))),
    choose: async (source) => {
      const added = (await chooseFiles(source, MOST_FILES)).map(add);
      for (const one of added) if (one.state === 'going') await run(one);
    },
    pause: (one) => void (one.state = 'paused'),
    resume: (one) => (sizeError(one.file) ? Promise.resolve() : run(one)),
    remove: (one) => {
      one.state = 'paused';
      list.splice(list.indexOf(one), 1);
    },
  };
}

function sizeError({ size }: LocalFile): string | undefined {
  if (size === 0) return UPLOAD.empty;
  return size > MAX_BYTES ? UPLOAD.tooLarge : undefined;
}

/** `3.2 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return bytes >= 1_000 ? `${Math.round(bytes / 1_000)} KB` : UPLOAD.bytes(bytes);
}

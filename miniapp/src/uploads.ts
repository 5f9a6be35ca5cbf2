import { computed, reactive, watch, type ComputedRef } from 'vue';
import { call } from './api';
import { upload, type LocalFile, type UploadFor, type UploadResult } from './api/upload';
import { UPLOAD } from './copy/upload';
import { online } from './online';
import { chooseFiles, type FileSource } from './platform/files';
import { newKey } from './platform/network';

/** 正在上传的一个文件. `lost`: the network went away, and it goes on by itself when it is back. */
export interface Uploading {
  /** 幂等键 of its beginning. */
  key: string;
  readonly file: LocalFile;
  sent: number;
  state: 'going' | 'paused' | 'lost' | 'failed' | 'checking' | 'refused' | 'kept';
  id?: string;
  error?: string;
}

export interface Uploads {
  readonly list: Uploading[];
  /** How many are on the case now. */
  readonly kept: ComputedRef<number>;
  choose(source: FileSource): Promise<void>;
  pause(one: Uploading): void;
  resume(one: Uploading): Promise<void>;
  remove(one: Uploading): void;
}

/** 一次最多. */
const MOST_FILES = 20;

/** 上传: several files, one after the other over one line; each goes on where it stopped. */
export function useUploads(to: () => UploadFor): Uploads {
  const list = reactive<Uploading[]>([]);

  const run = async (one: Uploading) => {
    one.state = 'going';
    delete one.error;
    const result = await upload(call, one.file, {
      key: one.key,
      to: to(),
      ...(one.id !== undefined && { id: one.id }),
      progress: (offset) => (one.sent = offset),
      isPaused: () => one.state === 'paused',
      began: (id) => (one.id = id),
      checking: () => (one.state = 'checking'),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    settle(one, result);
  };

  const add = (file: LocalFile): Uploading => {
    const hasRoom = list.length < MOST_FILES;
    list.push({
      ...{ key: newKey(), file, sent: 0, state: hasRoom ? 'going' : 'refused' },
      ...(!hasRoom && { error: UPLOAD.tooMany(MOST_FILES) }),
    });
    return list[list.length - 1] as Uploading;
  };

  const runAll = async (some: readonly Uploading[]) => {
    for (const one of some) if (one.state === 'going' || one.state === 'lost') await run(one);
  };
  watch(online, (isOnline) => {
    if (isOnline) void runAll(list.filter(({ state }) => state === 'lost'));
  });

  return {
    list,
    kept: computed(() => list.filter(({ state }) => state === 'kept').length),
    choose: async (source) => runAll((await chooseFiles(source, MOST_FILES)).map(add)),
    pause: (one) => void (one.state = 'paused'),
    resume: run,
    remove: (one) => {
      one.state = 'paused';
      list.splice(list.indexOf(one), 1);
    },
  };
}

function settle(one: Uploading, result: UploadResult): void {
  one.state = result.is;
  if (result.is === 'refused') one.error = result.words;
  if (result.is !== 'failed') return;
  const { kind, detail } = result.problem;
  one.error = kind === 'offline' ? UPLOAD.lost : detail;
  if (kind === 'offline') one.state = 'lost';
  // A no is kept under its key; what is tried again is asked anew, and what is not there any more begins anew.
  else one.key = newKey();
  if (kind === 'missing') delete one.id;
}

/** `3.2 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes >= 1_048_576) return `${(bytes / 1_048_576).toFixed(1)} MB`;
  return bytes >= 1_024 ? `${Math.round(bytes / 1_024)} KB` : UPLOAD.bytes(bytes);
}

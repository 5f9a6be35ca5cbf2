import type { Act } from '../src/domain/decide-act';

/** 读好的一步, ready for the desk; `lines` are read back before it counts. */
export type FormReading =
  | { readonly act: Exclude<Act, { type: 'decide' }>; readonly lines: readonly string[] }
  | { readonly missing: readonly string[] };

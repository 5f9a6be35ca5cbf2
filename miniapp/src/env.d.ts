/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Origin of the service, for the mini-program; H5 is served beside it. */
  readonly VITE_SUDA_ORIGIN: string;
}

/** What of the mini-program's own API uni-app has no name for. */
declare const wx: {
  chooseMessageFile(options: {
    readonly count: number;
    readonly type: 'all';
    success(result: {
      readonly tempFiles: readonly { readonly path: string; readonly name: string; readonly size: number }[];
    }): void;
    fail(): void;
  }): void;
  previewMedia(options: {
    readonly sources: readonly { readonly url: string; readonly type: 'image' | 'video' }[];
  }): void;
};

/** The kit's own types lie where its exports do not lead. */
declare module 'sard-uniapp/components/*' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent<Record<string, unknown>>;
  export default component;
}

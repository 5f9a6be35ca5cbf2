import uni from '@dcloudio/vite-plugin-uni';
import { defineConfig } from 'vite';

/** 待办, and all that most pages share, come with the app: one answer to wait for in the place of ten. */
const FIRST = /\/miniapp\/src\/(?:pages\/work\/|(?!pages\/|forms\/|static\/))/u;

function firstIn(id: string): string | undefined {
  return FIRST.test(id) ? 'first' : undefined;
}

/** All addresses are relative, for the service serves the page under `/h5/`; nothing is inlined that its CSP would stop. */
export default defineConfig({
  base: './',
  plugins: [uni()],
  build: {
    assetsInlineLimit: 0,
    ...(process.env['UNI_PLATFORM'] === 'h5' && { rollupOptions: { output: { manualChunks: firstIn } } }),
  },
  // The domain's files stand under another tsconfig, whose target this esbuild does not know.
  esbuild: { tsconfigRaw: { compilerOptions: { target: 'es2020' } } },
});

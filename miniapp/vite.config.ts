import uni from '@dcloudio/vite-plugin-uni';
import { defineConfig } from 'vite';

/** All addresses are relative, for the service serves the page under `/h5/`; nothing is inlined that its CSP would stop. */
export default defineConfig({
  base: './',
  plugins: [uni()],
  build: { assetsInlineLimit: 0 },
  // The domain's files stand under another tsconfig, whose target this esbuild does not know.
  esbuild: { tsconfigRaw: { compilerOptions: { target: 'es2020' } } },
});

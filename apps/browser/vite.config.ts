import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  logLevel: 'warn',
  // The page's policy forbids WebAssembly, so the engine that needs it stays out of the bundle.
  resolve: { conditions: ['countersign-plain', ...defaultClientConditions] },
  build: { outDir: 'dist', target: 'es2022', modulePreload: false },
});

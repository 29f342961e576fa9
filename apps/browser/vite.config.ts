import { defineConfig } from 'vite';

export default defineConfig({
  logLevel: 'warn',
  build: { outDir: 'dist', target: 'es2022', modulePreload: false },
});

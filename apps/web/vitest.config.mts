import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/apps/web',
  plugins: [react()],
  resolve: { alias: { '@': join(import.meta.dirname, 'src') } },
  test: {
    watch: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globals: true,
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'web',
          environment: 'jsdom',
          // What they test, and the document, is made once by a worker, not by each file.
          isolate: false,
          setupFiles: ['../../vitest.screens.mjs', 'vitest.left.mjs'],
          include: ['src/**/*.spec.{ts,tsx}'],
          exclude: ['src/server/**'],
        },
      },
      {
        extends: true,
        // Next's own modules are replaced in them.
        test: { name: 'web server', environment: 'node', include: ['src/server/**/*.spec.ts'] },
      },
    ],
  },
});

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/libs/ui',
  plugins: [react()],
  test: {
    name: 'ui',
    watch: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globals: true,
    passWithNoTests: false,
    environment: 'jsdom',
    // What they test, and the document, is made once by a worker, not by each file.
    isolate: false,
    setupFiles: ['../../vitest.screens.mjs'],
    include: ['src/**/*.spec.{ts,tsx}'],
  },
});

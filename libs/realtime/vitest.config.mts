import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/libs/realtime',
  test: {
    name: 'realtime',
    watch: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    // What they test is loaded once by a worker, not by each file.
    isolate: false,
    setupFiles: ['../../vitest.examples.mjs'],
    include: ['src/**/*.spec.{ts,tsx}'],
  },
});

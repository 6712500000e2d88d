import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/libs/core',
  test: {
    name: 'core',
    watch: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    setupFiles: ['../../vitest.examples.mjs'],
    include: ['src/**/*.spec.{ts,tsx}'],
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/testing/workspace',
  test: {
    name: 'workspace',
    watch: false,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    include: ['src/**/*.spec.ts'],
    // Each file runs Nx, which takes every core by itself.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

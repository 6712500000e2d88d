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
    // Each file works in a copy of its own or reads the workspace, and mostly one process at a time.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

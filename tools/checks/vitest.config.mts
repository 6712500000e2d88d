import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/tools/checks',
  test: {
    name: 'checks',
    watch: false,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    include: ['src/**/*.spec.ts'],
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/libs/formula',
  test: {
    name: 'formula',
    watch: false,
    globals: true,
    passWithNoTests: false,
    environment: 'node',
    globalSetup: ['@pyairtable/testkit/postgres-setup'],
    include: ['src/**/*.spec.{ts,tsx}'],
  },
});

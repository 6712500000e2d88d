import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../node_modules/.vite/apps/web',
  plugins: [react()],
  resolve: { alias: { '@': join(import.meta.dirname, 'src') } },
  test: {
    name: 'web',
    watch: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globals: true,
    passWithNoTests: false,
    environment: 'jsdom',
    setupFiles: ['../../vitest.screens.mjs'],
    include: ['src/**/*.spec.{ts,tsx}'],
  },
});

/** How a TypeScript service becomes one file: `nx build` and the watcher of `nx serve` share these esbuild options. */
export const BUNDLE = {
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: true,
  outExtension: { '.js': '.mjs' },
  // Bundled CommonJS packages call require for Node's built-ins, which an ES module does not have.
  banner: {
    js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);",
  },
} as const;

/** Entry and output of a TypeScript service, relative to its folder. */
export const BUNDLE_ENTRY = 'src/main.ts';
export const BUNDLE_OUTPUT = 'dist/main.mjs';

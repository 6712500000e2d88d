import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: root,
  turbopack: { root },
  poweredByHeader: false,
  // The gateway does it, in more codings.
  compress: false,
  // No page has a picture to be scaled; its server would fail on some addresses.
  images: { unoptimized: true },
  reactStrictMode: true,
  experimental: { optimizePackageImports: ['@pyairtable/ui', '@pyairtable/grid', '@pyairtable/contracts'] },
};

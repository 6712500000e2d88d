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
  // Whatever is no page is none by its policy either; what is not found there is answered by a page.
  headers: async () => [
    {
      source: '/(api|_next)/:path*',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
  experimental: { optimizePackageImports: ['@pyairtable/ui', '@pyairtable/grid', '@pyairtable/contracts'] },
};

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type BrowserContext } from 'playwright-core';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** A running test page and a browser to look at it. */
export interface TestBrowser {
  url: string;
  context: BrowserContext;
  close(): Promise<void>;
}

async function bundlePage(): Promise<string> {
  const bundle = await build({
    entryPoints: [join(import.meta.dirname, 'page.tsx')],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return bundle.outputFiles[0]?.text ?? '';
}

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Grid</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<style>@font-face{font-family:"Inter Variable";src:url(/inter.woff2) format("woff2");font-weight:100 900}
html,body,#root{height:100%;margin:0}</style></head><body><div id="root"></div><script src="/page.js"></script></body></html>`;

async function servePage(): Promise<{ server: Server; url: string }> {
  const script = await bundlePage();
  const font = await readFile(
    join(
      import.meta.dirname,
      '../../../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
    ),
  );
  const server = createServer((request, response) => {
    if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(script);
    else if (request.url === '/inter.woff2') response.setHeader('content-type', 'font/woff2').end(font);
    else response.setHeader('content-type', 'text/html').end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` };
}

/** Bundles the page, serves it on a free port and starts Debian's Chromium with a fresh profile. */
export async function startBrowser(
  options: { deviceScaleFactor?: number; width?: number; height?: number; hasTouch?: boolean } = {},
): Promise<TestBrowser> {
  const { server, url } = await servePage();
  const profile = await mkdtemp(join(tmpdir(), 'grid-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ARGUMENTS,
    viewport: { width: options.width ?? 1280, height: options.height ?? 720 },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    hasTouch: options.hasTouch ?? false,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return {
    url,
    context,
    async close() {
      await context.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(profile, { recursive: true, force: true });
    },
  };
}

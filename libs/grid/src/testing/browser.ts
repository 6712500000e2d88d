import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

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

/** The test page, and a part of the browser to look at it that knows nothing of others. */
export interface TestBrowser {
  url: string;
  context: BrowserContext;
  close(): Promise<void>;
}

/** One Chromium and one server of the page for all specs of a worker: each costs seconds to start. */
interface Started {
  url: string;
  browser: Browser;
  server: Server;
}

let started: Promise<Started> | undefined;

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
    const send = (type: string, body: string | Buffer) =>
      response.setHeader('content-type', type).setHeader('cache-control', 'max-age=3600').end(body);
    if (request.url === '/page.js') send('text/javascript', script);
    else if (request.url === '/inter.woff2') send('font/woff2', font);
    else send('text/html', PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` };
}

/** Bundles the page, serves it on a free port and starts Debian's Chromium with a fresh profile. */
async function start(): Promise<Started> {
  const { server, url } = await servePage();
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  });
  return { url, browser, server };
}

/** Ends what was started, for a program that goes on; with the process that started it, it ends by itself. */
export async function endBrowser(): Promise<void> {
  if (!started) return;
  const { browser, server } = await started;
  started = undefined;
  await browser.close();
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** A window of such a size and kind in a profile of its own. */
export async function startBrowser(
  options: { deviceScaleFactor?: number; width?: number; height?: number; hasTouch?: boolean } = {},
): Promise<TestBrowser> {
  const { browser, url } = await (started ??= start());
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 720 },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    hasTouch: options.hasTouch ?? false,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { url, context, close: () => context.close() };
}

import { createHash } from 'node:crypto';
import { THEME_COOKIE } from '@pyairtable/ui';

const LOOK_EVERY_MS = 2_000;

const SCRIPT = `
const theme = /(?:^|; )${THEME_COOKIE}=(light|dark)/.exec(document.cookie)?.[1];
if (theme) document.documentElement.style.colorScheme = theme;
const look = () => fetch('/api/health', { cache: 'no-store' }).then((answer) => answer.ok && location.reload(), () => undefined);
document.querySelector('button').addEventListener('click', () => location.reload());
addEventListener('online', look);
setInterval(look, ${String(LOOK_EVERY_MS)});
`;

const STYLE = `
:root { color-scheme: light dark; font: 15px/22px 'Inter Variable', ui-sans-serif, system-ui, sans-serif; }
body { margin: 0; min-height: 100dvh; display: flex; flex-direction: column; align-items: center; justify-content: center;
  box-sizing: border-box; padding: 24px; text-align: center; background: light-dark(#ffffff, #111317); color: light-dark(#555e6c, #a8b0bd); }
h1 { margin: 24px 0 8px; font-size: 20px; line-height: 28px; font-weight: 600; letter-spacing: -0.025em; color: light-dark(#191c22, #eceef2); }
p { margin: 0; max-width: 46ch; }
button { margin-top: 24px; height: 32px; padding: 0 12px; border: 0; border-radius: 6px; font-family: inherit; font-size: 13px; font-weight: 500;
  cursor: pointer; background: light-dark(#4f5bd5, #8b93f2); color: light-dark(#ffffff, #111317); }
button:focus-visible { outline: 2px solid light-dark(#4f5bd5, #8b93f2); outline-offset: 2px; }
rect.field { fill: light-dark(#4f5bd5, #8b93f2); } rect.row { fill: light-dark(#ffffff, #111317); }
`;

/**
 * What a browser shows when no page can be fetched: complete in itself, since nothing more can be fetched then, and the
 * same for everybody. It looks for the server and loads the page that was asked for once there is an answer.
 */
export const OFFLINE_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Offline · PyAirtable</title>
<style>${STYLE}</style>
</head>
<body>
<svg width="36" height="36" viewBox="0 0 24 24" aria-hidden="true">
<rect class="field" width="24" height="24" rx="6"/>
<rect class="row" x="5" y="6" width="14" height="3" rx="1.5" opacity="0.55"/>
<rect class="row" x="5" y="10.5" width="14" height="3" rx="1.5"/>
<rect class="row" x="5" y="15" width="9" height="3" rx="1.5" opacity="0.55"/>
</svg>
<main>
<h1>You are offline</h1>
<p role="status">PyAirtable cannot be reached at the moment. This page goes on by itself when it is back. Changes that were not sent yet are kept in this browser.</p>
<button type="button">Try again</button>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;

/** Its policy: the one script, by its hash, and a question whether the server is back. */
export const OFFLINE_POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
  "style-src 'unsafe-inline'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

import { OFFLINE_PAGE, OFFLINE_POLICY } from '@/offline/offline-page';

/** The page that `public/offline-worker.js` keeps; it knows nobody. */
export function GET(): Response {
  return new Response(OFFLINE_PAGE, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': OFFLINE_POLICY,
      'cache-control': 'no-store',
    },
  });
}

export const dynamic = 'force-dynamic';

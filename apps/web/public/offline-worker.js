/*
 * Shows a page of ours where the browser would show its own error: when a page cannot be fetched. Passes everything
 * else by and keeps nothing but that one page, which is the same for everybody.
 */
const KEPT = 'offline-page-922bc9a76024';

self.addEventListener('install', (event) => {
  const page = new Request('/offline', { cache: 'reload', credentials: 'omit' });
  event.waitUntil(caches.open(KEPT).then((cache) => cache.add(page)));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode !== 'navigate' || request.method !== 'GET') return;
  event.respondWith(
    fetch(request).catch(async (failure) => {
      const page = await caches.match('/offline');
      if (!page) throw failure;
      return page;
    }),
  );
});

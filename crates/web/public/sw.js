// The service worker keeps the shell, so that the app opens without coverage. It never keeps an
// answer of the API: those are health information, and live only in the encrypted store.
const NAME = 'tillit-shell-' + '__VERSION__';
const FILES = ['/', ...'__FILES__'.split(' ').filter((name) => name.startsWith('/'))];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const old = (names) => names.filter((name) => name.startsWith('tillit-shell-') && name !== NAME);
  event.waitUntil(
    caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

// The page stays as long as this version does, but what it may load is the server's to say anew.
async function sameWithNewHeaders() {
  const cache = await caches.open(NAME);
  const [kept, fresh] = await Promise.all([cache.match('/'), fetch('/').catch(() => undefined)]);
  if (kept && fresh?.ok && fresh.headers.get('etag') === kept.headers.get('etag')) await cache.put('/', fresh);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (/^\/(api|healthz|readyz|metrics)(\/|$)/.test(url.pathname)) return;
  if (request.mode === 'navigate') {
    event.respondWith(caches.match('/', { cacheName: NAME }).then((kept) => kept ?? fetch(request)));
    event.waitUntil(sameWithNewHeaders());
    return;
  }
  event.respondWith(caches.match(request, { cacheName: NAME }).then((kept) => kept ?? fetch(request)));
});

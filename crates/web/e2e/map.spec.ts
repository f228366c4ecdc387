// WEB-14: with a tile server configured the streets are under the route, and the page may load from that
// host and no other; without one nobody is asked.
import { type Server as Http, createServer } from 'node:http';
import { expect, test } from '@playwright/test';
import { BOARD, plannedDay, somebody } from './people';
import { Server, freePort } from './server';

// One grey pixel.
const TILE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mM8c+bMfwAGgAL+1pYQPwAAAABJRU5ErkJggg==', 'base64');
const asked: string[] = [];
let tiles: Http;
let server: Server;
test.beforeAll(async () => {
  const port = await freePort();
  tiles = createServer((request, answer) => {
    asked.push(request.url ?? '');
    answer.writeHead(200, { 'content-type': 'image/png' }).end(TILE);
  }).listen(port, '127.0.0.1');
  server = await Server.start({ TILLIT_MAP_TILES: `http://127.0.0.1:${port}/{z}/{x}/{y}.png`, TILLIT_MAP_CREDIT: '© Kartverket' });
  await plannedDay(server);
});
test.afterAll(async () => {
  tiles.close();
  await server.stop();
});

test('the streets are under the route, with whom they are owed to, and no name goes along', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby', BOARD);
  const broken: string[] = [];
  page.on('console', (message) => { if (message.text().includes('Content Security Policy')) broken.push(message.text()); });
  const map = page.locator('svg.map');
  await expect(map.locator('image').first()).toBeAttached();
  await expect(page.getByText('© Kartverket')).toBeVisible();
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  for (const path of asked) expect(path).toMatch(/^\/\d+\/\d+\/\d+\.png$/);
  expect(broken).toEqual([]);
  const policy = (await page.request.get('/')).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("img-src 'self' http://127.0.0.1:");
  await context.close();
});

// WEB-12: how soon Min dag can be used on a throttled phone (4× slower processor, slow 4G), the first
// time and later, and where the time goes. Needs a built client and a server: the debug binary, or the
// one that TILLIT_BINARY names (`make web-figures SERVER=release`).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const PASSWORD = 'demo sykkel november';
/** Lighthouse's slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms. */
const SLOW = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 };
const ROUNDS = Number(process.env.ROUNDS ?? 5);

const root = new URL('../../..', import.meta.url).pathname;
const binary = process.env.TILLIT_BINARY ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug', 'tillit');
const folder = mkdtempSync(join(tmpdir(), 'tillit-figures-'));
const port = 18_000 + (process.pid % 1000);
const url = `http://127.0.0.1:${port}`;
// In the morning, before anything of the day is over; the browser need not know.
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());
const server = spawn(binary, ['serve', '--demo', '--at', `${today}T05:30:00`, '--port', String(port)], {
  stdio: 'ignore',
  env: { PATH: process.env.PATH, TILLIT_DATABASE: join(folder, 'demo.db'), TILLIT_KEYS: join(folder, 'keys'), TILLIT_LOGIN_PER_ACCOUNT: '1000', TILLIT_LOGIN_PER_ADDRESS: '1000' },
});
const wait = (time) => new Promise((done) => setTimeout(done, time));
const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];

try {
  for (let i = 0; i < 300 && !(await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)); i++) await wait(200);
  // Kari is given a day, so that there is one to show.
  const ask = async (token, method, path, body, headers = {}) => (await fetch(`${url}/api/v1${path}`, {
    method, body: body === undefined ? undefined : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
  })).json();
  const { accessToken } = await ask(null, 'POST', '/sessions', { userName: 'ingrid.solheim', password: PASSWORD });
  const team = (await ask(accessToken, 'GET', '/me')).roles[0].unit;
  const list = `/teams/${team}/days/${today}`;
  let proposal = await ask(accessToken, 'POST', `${list}/proposals`, undefined, { prefer: 'wait=8' });
  while (proposal.state === 'working') proposal = await ask(accessToken, 'GET', `${list}/proposals/${proposal.id}`);
  await ask(accessToken, 'POST', `${list}/proposals/${proposal.id}/acceptance`, {}, { 'if-match': proposal.planEtag });

  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const first = [];
  const later = [];
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext({ baseURL: url, viewport: { width: 390, height: 844 }, locale: 'nb-NO' });
    // The session is there, the files are not: as when a phone meets Tillit on a new morning.
    await context.request.post('/api/v1/browser-session', { data: { userName: 'kari.nordby', password: PASSWORD }, headers: { 'x-tillit': '1' } });
    for (const times of [first, later]) {
      const page = await context.newPage();
      const tools = await context.newCDPSession(page);
      await tools.send('Network.enable');
      await tools.send('Network.emulateNetworkConditions', SLOW);
      await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      const began = Date.now();
      await page.goto('/', { waitUntil: 'commit' });
      await page.locator('.visit-row').first().waitFor();
      times.push(Date.now() - began);
      if (process.env.TRACE) console.log(await page.evaluate(() => JSON.stringify([
        ['paint', ...performance.getEntriesByType('paint').map((one) => Math.round(one.startTime))],
        ...[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
          .map((one) => [one.name.replace(location.origin, ''), Math.round(one.startTime), Math.round(one.responseStart), Math.round(one.responseEnd), one.encodedBodySize]),
      ])).then((text) => text.replaceAll('],', '],\n')));
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await page.close();
    }
    await context.close();
  }
  await browser.close();
  console.log(`server: ${binary.replace(root, '')}; median of ${ROUNDS}; 4× CPU, slow 4G`);
  console.log(`Min dag usable, first load: ${median(first)} ms (${Math.min(...first)}–${Math.max(...first)}; at most 2000)`);
  console.log(`Min dag usable, later:      ${median(later)} ms (${Math.min(...later)}–${Math.max(...later)}; files from the service worker, the day from the server)`);
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

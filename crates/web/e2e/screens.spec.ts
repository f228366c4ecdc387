// WEB-11: every screen in light and dark, on a phone and a board: axe finds nothing, nothing is cut at
// 400 % zoom. With SCREENS=1 the pictures in docs/screens are made anew.
import { type Page, expect, test } from '@playwright/test';
import { BOARD, PHONE, citizen, clean, go, plannedDay, somebody, submitted, team } from './people';
import { Server, plus } from './server';

const DOCS = new URL('../../../docs/screens/', import.meta.url).pathname;
let server: Server;
let astrid = '';
let vedtak = '';
test.beforeAll(async () => {
  server = await Server.start();
  await plannedDay(server, false);
  astrid = await citizen(server, 'astrid');
  vedtak = await submitted(server, 'day_centre', { kind: 'count', count: 2 });
  const ingrid = await server.as('ingrid.solheim');
  for (const [days, note] of [[1, 'Sykkel er fint'], [3, null]] as const) {
    const interval = { from: `${plus(days)}T06:30:00Z`, until: `${plus(days)}T14:00:00Z` };
    const made = await ingrid('POST', `/teams/${await team(server)}/substitute-requests`, { shifts: [{ interval, kind: 'day' }], competences: ['medication'], note });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
});
test.afterAll(() => server.stop());

interface Screen { name: string; who: string; path: () => string; ready: (page: Page) => Promise<unknown> }
const seen = (selector: string) => (page: Page) => expect(page.locator(selector).first()).toBeVisible();
const SCREENS: Screen[] = [
  { name: 'min-dag', who: 'kari.nordby', path: () => '/', ready: seen('.visit-row') },
  { name: 'besok', who: 'kari.nordby', path: () => '/', ready: async (page) => { await page.locator('.visit-row').nth(1).click(); await expect(page.locator('.actions')).toBeVisible(); } },
  { name: 'tavle', who: 'ingrid.solheim', path: () => '/tavle', ready: seen('.block') },
  { name: 'innbyggere', who: 'kari.nordby', path: () => '/innbyggere', ready: seen('.citizen-row') },
  { name: 'innbygger', who: 'ingrid.solheim', path: () => `/innbyggere/${astrid}`, ready: seen('.goal') },
  { name: 'kartlegging', who: 'kari.nordby', path: () => `/kartlegging/${astrid}/ny`, ready: async (page) => { await page.getByRole('button', { name: 'Neste' }).click(); await expect(page.getByLabel('Med egne ord')).toBeVisible(); } },
  { name: 'vedtak', who: 'ingrid.solheim', path: () => '/vedtak', ready: seen('.citizen-row') },
  { name: 'vedtak-signering', who: 'ingrid.solheim', path: () => `/vedtak/${vedtak}`, ready: seen('.sign') },
  { name: 'vedtak-utkast', who: 'kari.nordby', path: () => `/innbyggere/${astrid}/vedtak/nytt`, ready: seen('.draft-do') },
  { name: 'evaluering', who: 'kari.nordby', path: () => `/innbyggere/${astrid}`, ready: async (page) => { await page.getByRole('button', { name: /^Evaluer/ }).first().click(); await expect(page.getByRole('dialog')).toBeVisible(); } },
  { name: 'uke', who: 'ingrid.solheim', path: () => '/uke', ready: seen('.shift') },
  { name: 'oppgaver', who: 'henrik.dale', path: () => '/oppgaver', ready: seen('.asked') },
  { name: 'innbygger-spurt', who: 'henrik.dale', path: () => `/innbyggere/${astrid}`, ready: seen('.asked') },
  { name: 'oppgaver-leder', who: 'ingrid.solheim', path: () => '/oppgaver', ready: seen('main .panel') },
  { name: 'vikarer', who: 'trine.kolstad', path: () => '/vikarer', ready: seen('main .panel select') },
  { name: 'konto', who: 'trine.kolstad', path: () => '/konto', ready: seen('main .call') },
  { name: 'bibliotek', who: 'kari.nordby', path: () => '/bibliotek', ready: seen('main h1') },
  { name: 'admin', who: 'erik.strand', path: () => '/admin', ready: seen('.person') },
  { name: 'admin-leder', who: 'ingrid.solheim', path: () => '/admin', ready: seen('.columns form') },
];

for (const scheme of ['light', 'dark'] as const) {
  test(`every screen is clean, ${scheme}`, async ({ browser }) => {
    test.setTimeout(600_000);
    for (const who of new Set(SCREENS.map((screen) => screen.who))) {
      const { page, context } = await somebody(browser, server, who, PHONE, { colorScheme: scheme, serviceWorkers: 'block' });
      for (const screen of SCREENS.filter((one) => one.who === who)) {
        for (const [size, viewport] of [['390', PHONE], ['1440', BOARD]] as const) {
          await page.setViewportSize(viewport);
          await page.goto(screen.path());
          await screen.ready(page);
          await clean(page, `${screen.name} ${size} ${scheme}`);
          if (process.env['SCREENS'] && (scheme === 'light' || ['min-dag', 'tavle'].includes(screen.name))) {
            await page.screenshot({ path: `${DOCS}${screen.name}-${size}${scheme === 'dark' ? '-dark' : ''}.png` });
          }
        }
      }
      await context.close();
    }
  });
}

test('nothing is cut at 400 % zoom, and the heading and all actions are reached by keyboard', async ({ browser }) => {
  test.setTimeout(300_000);
  // 1280 pixels at 400 % are 320.
  for (const who of new Set(SCREENS.map((screen) => screen.who))) {
    const { page, context } = await somebody(browser, server, who, { width: 320, height: 256 }, { serviceWorkers: 'block' });
    for (const screen of SCREENS.filter((one) => one.who === who)) {
      await page.goto(screen.path());
      await screen.ready(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, screen.name).toBeLessThanOrEqual(1);
      const reached = new Set<string>();
      for (let i = 0; i < 15; i++) {
        await page.keyboard.press('Tab');
        reached.add(await page.evaluate(() => {
          // A field has no text of its own; its id or its group's name tells it from the next.
          const on = document.activeElement;
          return `${on?.id ?? ''} ${on?.getAttribute('name') ?? ''} ${on?.textContent.slice(0, 40) ?? ''}`;
        }));
      }
      expect(reached.size, screen.name).toBeGreaterThan(4);
    }
    await context.close();
  }
});

test('a long name, a street of one word, an empty list and a line that is gone are designed, not left over', async ({ browser }) => {
  const kari = await server.as('kari.nordby');
  const path = `/citizens/${astrid}`;
  const now = await kari('GET', path);
  const { name, address, birthDate, phone, language, needsInterpreter, access } = now.body as Record<string, unknown>;
  const long = { given: 'Wenche-Margrethe Johanne Elisabeth', family: 'Vestre-Slidreøyangenstuen von Hohenstaufenberg' };
  const put = await kari('PUT', path, {
    name: long, birthDate, phone, language, needsInterpreter, access, address: { ...(address as object), street: 'Nedrestrandbrinkentverrveienoppgangen 1234' },
  }, { 'if-match': now.etag });
  expect(put.status, JSON.stringify(put.body)).toBe(200);
  const { page, context } = await somebody(browser, server, 'kari.nordby', { width: 320, height: 640 }, { serviceWorkers: 'block' });
  for (const at of ['/', '/innbyggere', `/innbyggere/${astrid}`, '/tavle']) {
    await page.goto(at);
    await page.locator('main h1').first().waitFor();
    await expect(page.locator('.loading')).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), at).toBeLessThanOrEqual(1);
  }
  await page.goto('/innbyggere');
  await page.getByLabel('Søk').fill('Ingen heter dette');
  await expect(page.getByText('Ingen å vise')).toBeVisible();
  await page.route('**/caseload*', (route) => route.abort());
  await page.goto('/innbyggere');
  await expect(page.getByRole('alert')).toContainText('Ingen dekning');
  await clean(page, 'no coverage');
  await page.unroute('**/caseload*');
  await page.getByRole('button', { name: 'Prøv igjen' }).click();
  await expect(page.locator('.citizen-row').first()).toBeVisible();
  expect(name).not.toEqual(long);
  await context.close();
});

test('every place of a leader is reached on a narrow phone, and no word is cut', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ingrid.solheim', { width: 320, height: 640 }, { serviceWorkers: 'block' });
  const places = page.getByRole('navigation', { name: 'Steder' });
  for (const width of [320, 360, 390]) {
    await page.setViewportSize({ width, height: 640 });
    const cut = await places.locator('a:visible, button:visible').evaluateAll((all) => all.filter((one) => {
      const box = one.getBoundingClientRect();
      const word = one.querySelector('span')?.getBoundingClientRect();
      return !word || box.left < -0.5 || box.right > innerWidth + 0.5 || word.left < box.left - 0.5 || word.right > box.right + 0.5;
    }).map((one) => one.textContent));
    expect(cut, String(width)).toEqual([]);
    await expect(places.locator('a:visible, button:visible')).toHaveCount(5);
  }
  await go(page, 'Administrasjon');
  await expect(page.getByRole('heading', { name: 'Administrasjon', level: 1 })).toBeVisible();
  await expect(places.getByRole('button', { name: 'Mer' })).toHaveAttribute('aria-current', 'page');
  await places.getByRole('button', { name: 'Mer' }).click();
  await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible();
  await clean(page, 'more places');
  await context.close();
});

test('no code of the API is read as it is, in any language', async ({ browser }) => {
  test.setTimeout(300_000);
  for (const [language, name] of [['nb', 'Bokmål'], ['nn', 'Nynorsk'], ['en', 'English']] as const) {
    for (const who of new Set(SCREENS.map((screen) => screen.who))) {
      const { page, context } = await somebody(browser, server, who, BOARD, { serviceWorkers: 'block' });
      await page.evaluate((code) => localStorage.setItem('tillit-language', code), language);
      for (const screen of SCREENS.filter((one) => one.who === who)) {
        await page.goto(screen.path());
        await page.locator('main h1').first().waitFor();
        await expect(page.locator('.loading')).toHaveCount(0);
        // `home_nursing` and `{name}` are for programs.
        const text = await page.locator('main').innerText();
        expect(text.match(/\b[a-z]+(?:_[a-z]+)+\b|\{\w+\}/g) ?? [], `${screen.name} ${name}`).toEqual([]);
      }
      await context.close();
    }
  }
});

test('the log-in page is clean in three languages', async ({ page }) => {
  await page.goto(server.url);
  await expect(page.getByRole('button', { name: 'Logg inn' })).toBeVisible();
  if (process.env['SCREENS']) {
    await page.setViewportSize(PHONE);
    await page.screenshot({ path: `${DOCS}innlogging-390.png` });
  }
  await clean(page, 'log-in');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  await page.getByRole('button', { name: 'Nynorsk' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'nn');
});

test('no answer loads anything from another host, and the content policy is never broken', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby');
  const elsewhere: string[] = [];
  const broken: string[] = [];
  page.on('request', (request) => { if (!request.url().startsWith(server.url) && !/^(blob|data):/.test(request.url())) elsewhere.push(request.url()); });
  page.on('console', (message) => { if (message.text().includes('Content Security Policy')) broken.push(message.text()); });
  for (const path of ['/', '/tavle', '/innbyggere', `/innbyggere/${astrid}`, '/uke', '/api/reference/']) {
    await page.goto(path);
    await page.locator(path.startsWith('/api/') ? 'body *' : 'main h1').first().waitFor();
    await expect(page.locator('.loading')).toHaveCount(0);
  }
  expect(elsewhere).toEqual([]);
  expect(broken).toEqual([]);
  await context.close();
});

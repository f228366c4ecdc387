// WEB-1, WEB-13: the phone in the stairwell — with the network really cut and the server really gone.
import { expect, test } from '@playwright/test';
import { PHONE, plannedDay, signIn, somebody } from './people';
import { Server } from './server';

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
  await plannedDay(server);
});
test.afterAll(() => server.stop());

async function takeAlong(page: import('@playwright/test').Page, pin = '482951'): Promise<void> {
  await page.getByRole('button', { name: 'Ta med dagen' }).click();
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByLabel('PIN en gang til').fill(pin);
  await page.getByRole('dialog').getByRole('button', { name: 'Ta med dagen' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
}

test('a day without coverage is sealed on the phone, survives a restart, and is sent once', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby', PHONE);
  await expect(page.locator('.visit-row').first()).toBeVisible();
  await takeAlong(page);
  await context.setOffline(true);
  await server.kill();

  await page.locator('.visit-row').first().click();
  await expect(page.getByText('Dette er viktig for meg')).toBeVisible();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Gjort', exact: true }).click();
  await page.getByRole('button', { name: 'Notat' }).click();
  await page.getByLabel('Hva er viktig at andre vet?').fill('Gikk til postkassen selv i dag.');
  await page.getByRole('dialog').getByRole('button', { name: 'Lagre' }).click();
  await expect(page.getByRole('status').filter({ hasText: '3 ikke sendt' })).toBeVisible();

  // The phone is put away and taken up again: the shell opens, the PIN is asked for.
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Lås opp dagen din' })).toBeVisible();
  await expect(page.getByText('3 hendelser er ikke sendt ennå.')).toBeVisible();
  expect(await page.locator('body').innerText()).not.toContain('postkassen');
  await page.getByLabel('PIN').fill('111222');
  await page.getByRole('button', { name: 'Lås opp' }).click();
  await expect(page.getByText('9 forsøk igjen')).toBeVisible();
  await page.getByLabel('PIN').fill('482951');
  await page.getByRole('button', { name: 'Lås opp' }).click();
  await expect(page.locator('.visit-row').first()).toContainText('utført');
  await expect(page.getByText('Uten dekning. Slik var dagen')).toBeVisible();

  await server.up();
  const taken: number[] = [];
  page.on('response', (answer) => {
    if (answer.ok() && answer.url().endsWith('/me/visit-events')) void answer.json().then((said: { answers: unknown[] }) => taken.push(said.answers.length));
  });
  await context.setOffline(false);
  await expect(page.locator('.sync strong')).toHaveCount(0);
  // All three in one batch, and once.
  await expect.poll(() => taken).toEqual([3]);
  const kari = await server.as('kari.nordby');
  const day = (await kari('GET', '/me/day')).body as { visits: { outcome: string; events: { notes: string[] } | null }[] };
  expect(day.visits[0]?.outcome).toBe('done');
  expect(day.visits[0]?.events?.notes).toHaveLength(1);
  await context.close();
});

test('nothing readable is left on the phone: no names, no tokens', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby', PHONE);
  const name = await page.locator('.visit-row strong').nth(1).innerText();
  await takeAlong(page);
  const stored = await page.evaluate(async () => {
    const found: unknown[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const cache of await caches.keys()) found.push(...(await (await caches.open(cache)).keys()).map((request) => request.url));
    const text = (value: unknown): string => JSON.stringify(value, (_, one: unknown) => (one instanceof ArrayBuffer ? new TextDecoder('latin1').decode(one) : one));
    const db = await new Promise<IDBDatabase>((done) => { const asked = indexedDB.open('tillit'); asked.onsuccess = () => done(asked.result); });
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((done) => { const asked = db.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); });
      found.push(text(rows));
    }
    return found.join('\n');
  });
  expect(name.length).toBeGreaterThan(3);
  expect(stored).not.toContain(name);
  expect(stored).not.toContain('eyJ');
  expect(stored).not.toContain('/api/');
  await context.close();
});

test('a session that is ended erases the phone at its next contact', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ola.tangen', PHONE);
  await takeAlong(page);
  const ola = await server.as('ola.tangen');
  const sessions = (await ola('GET', '/sessions')).body as { items: { id: string; current: boolean; device: string | null }[] };
  for (const one of sessions.items) if (!one.current) await ola('DELETE', `/sessions/${one.id}`);
  await expect(page.getByText('Det som var lagret på denne enheten, er slettet.')).toBeVisible();
  const left = await page.evaluate(() => new Promise<number>((done) => {
    const asked = indexedDB.open('tillit');
    asked.onsuccess = () => { const count = asked.result.transaction('boxes').objectStore('boxes').count(); count.onsuccess = () => done(count.result); };
  }));
  expect(left).toBe(0);
  await context.close();
});

test('logging out asks when something is unsent, and then wipes', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'silje.aune', PHONE);
  await takeAlong(page);
  await page.route('**/me/visit-events', (route) => route.abort());
  await page.locator('.visit-row').first().click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Silje Aune' }).click();
  await page.getByRole('button', { name: 'Logg ut' }).click();
  await expect(page.getByRole('dialog')).toContainText('1 ikke sendt');
  await page.getByRole('button', { name: 'Logg ut og slett' }).click();
  await expect(page.getByRole('button', { name: 'Logg inn' })).toBeVisible();
  await signIn(page, 'silje.aune');
  await expect(page.getByRole('button', { name: 'Ta med dagen' })).toBeVisible();
  await context.close();
});

test('two tabs share one key and one outbox', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'silje.aune', PHONE);
  await takeAlong(page);
  const other = await context.newPage();
  await other.goto('/');
  await expect(other.locator('.visit-row').first()).toBeVisible();
  await context.setOffline(true);
  await page.locator('.visit-row').nth(1).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await other.locator('.visit-row').nth(2).click();
  await other.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByText('2 ikke sendt')).toBeVisible();
  await expect(other.getByText('2 ikke sendt')).toBeVisible();
  await context.setOffline(false);
  await expect(page.locator('.sync strong')).toHaveCount(0);
  await expect(other.locator('.sync strong')).toHaveCount(0);
  await context.close();
});

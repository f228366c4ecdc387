// WEB-7: somebody is ill at seven. The leader enters it, sees the three ways on with what each would do, and chooses.
import { expect, test } from '@playwright/test';
import { clean, dayPlan, go, plannedDay, somebody, team } from './people';
import { Server, today } from './server';

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
  await plannedDay(server);
});
test.afterAll(() => server.stop());

test('an absence, the three ways on, and one that is chosen', async ({ browser }) => {
  const before = (await dayPlan(server)) as unknown as { lanes: { name: string; employee: string; visits: unknown[]; shiftMinutes: number }[] };
  const ill = before.lanes.filter((one) => one.shiftMinutes > 0 && one.name !== 'Ingrid Solheim').sort((a, b) => b.visits.length - a.visits.length)[0];
  const name = ill?.name ?? '';
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Uke');
  await page.getByRole('button', { name: 'Nytt fravær' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Hvem').selectOption({ label: name });
  await form.getByLabel('Fra').fill('06:00');
  await form.getByLabel('Til').fill('23:00');
  await form.getByRole('button', { name: 'Lagre' }).click();

  const ways = page.getByRole('dialog', { name: `${name} er borte: tre veier videre` });
  await expect(ways.locator('.way-on')).toHaveCount(3, { timeout: 60_000 });
  for (const one of await ways.locator('.way-on').all()) await expect(one.locator('.effect dd')).toHaveCount(6);
  await clean(page, 'the three ways');
  if (process.env['SCREENS']) await page.screenshot({ path: new URL('../../../docs/screens/uke-veier-1440.png', import.meta.url).pathname });
  // Nothing is saved by looking.
  const ask = await server.as('ingrid.solheim');
  const seen = (await ask('GET', `/teams/${await team(server)}/days/${today()}`)).etag;
  await ways.getByRole('button', { name: 'Velg denne veien' }).first().click();
  await expect(ways.getByText(/^Valgt: /)).toBeVisible({ timeout: 60_000 });
  expect((await ask('GET', `/teams/${await team(server)}/days/${today()}`)).etag).not.toBe(seen);
  await ways.getByRole('button', { name: 'Lukk' }).click();
  await expect(page.getByRole('row', { name: new RegExp(name) }).getByText('Borte').first()).toBeVisible();
  await context.close();
});

test('a shift that breaks the working-time rules stands when somebody says why', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Uke');
  await page.getByRole('button', { name: 'Ny vakt' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Hvem').selectOption({ label: 'Kari Nordby' });
  await form.getByLabel('Fra').fill('20:00');
  await form.getByLabel('Til').fill('23:00');
  await form.getByRole('button', { name: 'Lagre' }).click();
  await expect(form.getByRole('alert')).toContainText('R-SHF-2');
  await clean(page, 'a shift that is refused');
  await form.getByLabel('Hvorfor skal den stå likevel?').fill('Ingen andre kan, og fri er avtalt');
  await form.getByRole('button', { name: 'Lagre' }).click();
  await expect(page.getByText('Står likevel: Ingen andre kan, og fri er avtalt').first()).toBeVisible();
  await context.close();
});

test('a colleague takes a day of a duty, and it stands with her', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby');
  await go(page, 'Uke');
  const table = page.getByRole('region', { name: 'Oppgave', exact: true });
  const take = table.getByRole('button', { name: /^Ta den Fordeler/ });
  await expect(table.getByRole('row', { name: /^Fordeler/ })).toBeVisible();
  const left = await take.count();
  await take.last().click();
  await expect(take).toHaveCount(left - 1);
  await clean(page, 'the week');
  await context.close();
});

// WEB-10: what setting a team up needs. An administrator makes a unit, log-ins and roles and takes them
// away; a leader takes a caseload in from a file. Each refusal is shown where it came.
import { type Page, expect, test } from '@playwright/test';
import { clean, go, signIn, somebody, team } from './people';
import { Server } from './server';

const EXAMPLES = new URL('../../../docs/examples/', import.meta.url).pathname;
let server: Server;
test.beforeAll(async () => { server = await Server.start(); });
test.afterAll(() => server.stop());

const panel = (page: Page, name: string | RegExp) => page.getByRole('region', { name });

test('a unit is made, one of the same name is refused, and it gets another name', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'erik.strand');
  const units = panel(page, 'Enheter');
  await units.getByRole('button', { name: 'Ny enhet' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Navn').fill('Team Skullerud');
  await form.getByLabel('Bydel').fill('Bydel Østensjø');
  await form.getByLabel('Breddegrad').fill('59,88');
  await form.getByLabel('Lengdegrad').fill('10,83');
  await form.getByRole('button', { name: 'Lagre' }).click();
  await expect(form.getByRole('alert')).toContainText('En annen enhet heter det samme.');
  await clean(page, 'a unit that is refused');
  await form.getByLabel('Navn').fill('Team Abildsø');
  await form.getByRole('button', { name: 'Lagre' }).click();
  await expect(units.getByRole('button', { name: 'Endre Team Abildsø' })).toBeVisible();
  await units.getByRole('button', { name: 'Endre Team Abildsø' }).click();
  await expect(form.getByLabel('Breddegrad')).toHaveValue('59.88');
  await form.getByLabel('Navn').fill('Team Bøler');
  await form.getByRole('button', { name: 'Lagre' }).click();
  await expect(units.getByRole('button', { name: 'Endre Team Bøler' })).toBeVisible();
  await expect(units.getByText('Team Abildsø')).toHaveCount(0);
  await context.close();
});

test('somebody new gets a log-in and a role, the leader confirms it, and it is ended at once', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'erik.strand');
  const people = panel(page, 'Medarbeidere og innlogginger');
  await people.getByRole('button', { name: 'Ny medarbeider' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Fornavn').fill('Ylva');
  await form.getByLabel('Etternavn').fill('Østby');
  await form.getByLabel('Brukernavn').fill('ylva.ostby');
  await form.getByLabel('Enhet').selectOption({ label: 'Team Skullerud' });
  await form.getByRole('button', { name: 'Registrer' }).click();
  await expect(form.getByText('Ylva Østby er registrert.')).toBeVisible();
  // She makes her password herself: the administrator never knows it.
  await expect(form.getByRole('alert')).toContainText('Gi denne lenken til Ylva Østby');
  await expect(form.locator('.secret')).toContainText('/nytt-passord#');
  await form.getByRole('button', { name: 'Lukk' }).click();
  await people.getByLabel('Søk etter navn').fill('øst');
  const ylva = people.getByRole('listitem').filter({ hasText: 'Ylva Østby' }).first();
  await expect(ylva.getByText('Venter på lederen')).toBeVisible();
  await clean(page, 'people');
  // No health information here: not who is away, not what they can do, nobody's citizens.
  await expect(page.locator('main')).not.toContainText(/fravær|insulin|Astrid/i);

  const leader = await somebody(browser, server, 'ingrid.solheim');
  await go(leader.page, 'Uke');
  const waiting = panel(leader.page, 'Venter på lederens bekreftelse');
  await waiting.getByRole('listitem').filter({ hasText: 'Ylva Østby' }).getByRole('button', { name: 'Bekreft' }).click();
  await expect(waiting.getByText('Ylva Østby')).toHaveCount(0);
  await leader.context.close();

  await page.reload();
  await people.getByLabel('Søk etter navn').fill('Ylva');
  await expect(ylva.getByText('Venter på lederen')).toHaveCount(0);
  await ylva.getByRole('button', { name: /^Avslutt Medarbeider/ }).click();
  await clean(page, 'a role that ends');
  await form.getByRole('button', { name: 'Avslutt med en gang' }).click();
  await expect(ylva.getByText('Ingen rolle nå.')).toBeVisible();
  await context.close();
});

test('a one-time link gives a new password, and its secret leaves the address', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'erik.strand');
  const people = panel(page, 'Medarbeidere og innlogginger');
  await people.getByLabel('Søk etter navn').fill('Kari Nordby');
  await people.getByRole('button', { name: 'Nytt passord Kari Nordby' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lag lenken' }).click();
  const link = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
  const hers = await browser.newContext({ baseURL: server.url, locale: 'nb-NO' });
  const her = await hers.newPage();
  await her.goto(new URL(link).pathname + new URL(link).hash);
  await expect(her.getByLabel('Det nye passordet')).toBeVisible();
  expect(her.url()).not.toContain('#');
  await clean(her, 'a new password');
  await her.getByLabel('Det nye passordet').fill('passord12345');
  await her.getByRole('button', { name: 'Lagre passordet' }).click();
  await expect(her.getByRole('alert')).toBeVisible();
  await her.getByLabel('Det nye passordet').fill('seks grå ender på vannet');
  await her.getByRole('button', { name: 'Lagre passordet' }).click();
  await expect(her.getByText('Passordet er byttet.')).toBeVisible();
  await her.getByRole('link', { name: 'Til innloggingen' }).click();
  await signIn(her, 'kari.nordby', 'seks grå ender på vannet', true);
  await hers.close();
  await context.close();
});

test('a delegation is registered as a part of another, and is never more than it', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'erik.strand');
  const register = panel(page, 'Delegert vedtaksmyndighet');
  await expect(register.getByRole('listitem')).not.toHaveCount(0);
  const before = await register.getByRole('listitem').count();
  await register.getByRole('button', { name: 'Ny delegering' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Hva den bygger på').selectOption({ index: 1 });
  await form.getByLabel('Hvem som får myndigheten').selectOption({ label: 'Kari Nordby' });
  await form.getByRole('group', { name: 'For innbyggere i' }).getByRole('checkbox').last().check();
  await form.getByLabel('Vedtaket den hviler på').fill('Arkivsak 2026/118');
  await clean(page, 'a new delegation');
  await form.getByLabel('Fra').fill('2020-01-01');
  await form.getByRole('button', { name: 'Registrer delegeringen' }).click();
  await expect(form.getByRole('alert')).toContainText('R-VED');
  await form.getByLabel('Fra').fill(await page.evaluate(() => new Date(Date.now() + 864e5).toISOString().slice(0, 10)));
  await form.getByRole('button', { name: 'Registrer delegeringen' }).click();
  await expect(form).toHaveCount(0);
  await expect(register.getByRole('listitem')).toHaveCount(before + 1);
  await expect(register.getByText('Arkivsak 2026/118')).toBeVisible();
  await context.close();
});

test('a file is tried with every fault by line, mended, tried again, and taken in', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Administrasjon');
  const files = panel(page, 'Les inn til Team Skullerud');
  await files.getByLabel('Fil', { exact: true }).setInputFiles(`${EXAMPLES}caseload-faults.csv`);
  await files.getByRole('button', { name: 'Prøv filen' }).click();
  await expect(files.getByRole('alert')).toContainText('feil i filen', { timeout: 30_000 });
  await expect(files.getByRole('row')).not.toHaveCount(0);
  await expect(files.getByRole('button', { name: 'Les inn' })).toHaveCount(0);
  await clean(page, 'faults of a file');
  await files.getByLabel('Fil', { exact: true }).setInputFiles(`${EXAMPLES}caseload-good.csv`);
  await expect(files.getByRole('alert')).toHaveCount(0);
  await files.getByRole('button', { name: 'Prøv filen' }).click();
  await expect(files.getByRole('alert')).toContainText('Filen er i orden. Ingenting er lagret ennå.', { timeout: 30_000 });
  await expect(files.getByRole('alert')).toContainText('60 linjer: 60 nye');
  await files.getByRole('button', { name: 'Les inn' }).click();
  await expect(files.getByRole('alert')).toContainText('Filen er lest inn', { timeout: 30_000 });
  await files.getByText('Tidligere innlesinger').click();
  await expect(files.getByText('lest inn').first()).toBeVisible();
  await clean(page, 'a file that is taken in');
  await context.close();
});

test('plans from a file are tried, faults by line, and what was taken out and is taken in again changes what was changed', async ({ browser }) => {
  const ingrid = await server.as('ingrid.solheim');
  const unit = await team(server);
  const out = await ingrid('GET', `/units/${unit}/exports/plans.csv`);
  const csv = String(out.body['text']);
  expect(csv).toContain('fodselsnummer');
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Administrasjon');
  const files = panel(page, 'Les inn til Team Skullerud');
  await files.getByLabel('Mål og tiltak').check();
  const choose = (text: string) => files.getByLabel('Fil', { exact: true }).setInputFiles({ name: 'planer.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await choose(csv.replace(/;(self_rated|goal_attainment|yes_no);/, ';hjemmelaget;'));
  await files.getByRole('button', { name: 'Prøv filen' }).click();
  await expect(files.getByRole('alert')).toContainText('feil i filen', { timeout: 30_000 });
  await expect(files.getByRole('row').filter({ hasText: 'skala' })).toHaveCount(1);
  await expect(files.getByRole('button', { name: 'Les inn' })).toHaveCount(0);
  await clean(page, 'faults of plans');
  await choose(csv.replace(/;mal;([0-9a-f-]+);("?)/, ';mal;$1;$2Sammen: '));
  await files.getByRole('button', { name: 'Prøv filen' }).click();
  await expect(files.getByRole('alert')).toContainText('Filen er i orden. Ingenting er lagret ennå.', { timeout: 60_000 });
  await expect(files.getByRole('alert')).toContainText('0 nye, 1 rettet');
  await files.getByRole('button', { name: 'Les inn' }).click();
  await expect(files.getByRole('alert')).toContainText('Filen er lest inn', { timeout: 60_000 });
  await expect(files.getByRole('alert')).toContainText('0 nye, 1 rettet');
  await context.close();
});

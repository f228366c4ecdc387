// What cannot be taken in as it was told is a choice in words, never a silent loss (WEB-1, WEB-5).
import { expect, test } from '@playwright/test';
import { PHONE, citizen, plannedDay, somebody } from './people';
import { Server } from './server';

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
  await plannedDay(server);
});
test.afterAll(() => server.stop());

test('two have written in one conversation: both texts are shown, and both can be kept', async ({ browser }) => {
  const astrid = await citizen(server, 'astrid');
  const kari = await server.as('kari.nordby');
  const ola = await server.as('ola.tangen');
  const template = (await kari('GET', '/assessment-template')).body as { version: number };
  const said = (text: string) => ({ id: crypto.randomUUID(), section: 'what_matters', text, voice: { kind: 'ownWords', language: 'nb', interpreter: false } });
  const content = {
    kind: 'mapping', templateVersion: template.version, heldAt: new Date().toISOString(), place: 'home', participants: [{ kind: 'citizen' }],
    statements: [], functionScores: [], screens: [], nextOn: null,
  };
  const made = await kari('POST', `/citizens/${astrid}/assessments`, { content, correction: null });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const path = `/assessments/${String(made.body['id'])}`;
  const write = async (text: string): Promise<void> => {
    const now = await ola('GET', path);
    const before = (now.body as { content: { statements: unknown[] } }).content;
    const put = await ola('PUT', path, { ...before, statements: [...before.statements, said(text)] }, { 'if-match': now.etag });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
  };
  const texts = async (): Promise<string[]> => ((await ola('GET', path)).body as { content: { statements: { text: string }[] } }).content.statements.map((one) => one.text);

  const { page, context } = await somebody(browser, server, 'kari.nordby', PHONE);
  const write2 = async (text: string): Promise<void> => {
    await page.getByLabel('Med egne ord').last().fill(text);
    await page.getByRole('button', { name: 'Legg til' }).click();
  };
  await page.goto(`/kartlegging/${astrid}/${String(made.body['id'])}`);
  await page.getByRole('button', { name: 'Neste' }).click();
  await write('Jeg vil ha kaffe først.');
  await write2('Jeg vil gå på kirkekaffe.');
  const choice = page.getByRole('alert').filter({ hasText: 'En annen har skrevet' });
  await expect(choice).toContainText('Jeg vil ha kaffe først.');
  await expect(choice).toContainText('Jeg vil gå på kirkekaffe.');
  await choice.getByRole('button', { name: 'Behold begge' }).click();
  await expect(page.getByText('Lagret', { exact: true })).toBeVisible();
  await expect.poll(texts).toEqual(['Jeg vil ha kaffe først.', 'Jeg vil gå på kirkekaffe.']);

  await write('Naboen kommer innom.');
  await write2('Jeg sover dårlig.');
  await choice.getByRole('button', { name: 'Behold det den andre skrev' }).click();
  await expect(page.getByText('Lagret', { exact: true })).toBeVisible();
  await expect.poll(texts).toEqual(['Jeg vil ha kaffe først.', 'Jeg vil gå på kirkekaffe.', 'Naboen kommer innom.']);

  await write('Dette skal bort.');
  await write2('Dette skal stå.');
  await choice.getByRole('button', { name: 'Behold mitt' }).click();
  await expect.poll(async () => (await texts()).includes('Dette skal stå.') && !(await texts()).includes('Dette skal bort.')).toBe(true);
  await context.close();
});

test('an event that the server sets aside is told again as a note, or left', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby', PHONE);
  await page.locator('.visit-row').first().click();
  // On its way the event loses its visit, as when a phone has an old day: the real server sets it aside.
  await page.route('**/me/visit-events', async (route) => {
    const body = JSON.parse(route.request().postData() ?? '{}') as { events: { visit: string; kind: string; note?: string }[] };
    for (const event of body.events) if (event.kind !== 'note') event.visit = '01900000-0000-7000-8000-000000000009';
    await route.continue({ postData: JSON.stringify(body) });
  });
  await page.getByRole('button', { name: 'Ikke gjort' }).click();
  await page.getByLabel('Noe mer? (valgfritt)').fill('Hun var hos naboen.');
  await page.getByRole('button', { name: 'Ville ikke ha besøket' }).click();
  await page.getByRole('button', { name: 'Tilbake' }).click();
  const trouble = page.getByRole('alert').filter({ hasText: 'Én hendelse ble ikke tatt imot' });
  await expect(trouble).toContainText('Hun var hos naboen.');
  await expect(page.locator('.sync strong')).toContainText('1 ikke sendt');
  await trouble.getByRole('button', { name: 'Send det som et notat' }).click();
  await expect(trouble).toBeHidden();
  await expect(page.locator('.sync strong')).toHaveCount(0);
  const day = (await (await server.as('kari.nordby'))('GET', '/me/day')).body as { visits: { events: { notes: unknown[] } | null }[] };
  expect(day.visits[0]?.events?.notes).toHaveLength(1);

  await page.locator('.visit-row').nth(1).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Tilbake' }).click();
  await trouble.getByRole('button', { name: 'La det være' }).click();
  await expect(trouble).toBeHidden();
  await context.close();
});

test('somebody has changed the draft of a vedtak meanwhile: keep mine, or see theirs', async ({ browser }) => {
  const astrid = await citizen(server, 'astrid');
  const randi = await server.as('randi.sather');
  const made = await randi('POST', `/citizens/${astrid}/vedtak`, { content: { service: 'safety_alarm', form: 'detailed', purpose: 'Trygg hjemme' } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const path = `/vedtak/${String(made.body['id'])}`;
  const change = async (purpose: string): Promise<void> => {
    const put = await randi('PUT', path, { content: { service: 'safety_alarm', form: 'detailed', purpose } }, { 'if-match': (await randi('GET', path)).etag });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
  };
  const { page, context } = await somebody(browser, server, 'kari.nordby');
  await page.goto(`${path}/rediger`);
  await page.getByLabel('Formål').fill('Kari skrev dette');
  await change('Randi skrev dette');
  await page.getByRole('button', { name: 'Lagre utkastet' }).click();
  await expect(page.getByRole('alert')).toContainText('En annen har endret utkastet');
  await page.getByRole('button', { name: 'Vis det den andre skrev' }).click();
  await expect(page.getByLabel('Formål')).toHaveValue('Randi skrev dette');
  await page.getByLabel('Formål').fill('Kari skrev det likevel');
  await change('Randi igjen');
  await page.getByRole('button', { name: 'Lagre utkastet' }).click();
  await page.getByRole('button', { name: 'Lagre mitt likevel' }).click();
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  await expect(page.locator('.facts')).toContainText('Kari skrev det likevel');
  await context.close();
});

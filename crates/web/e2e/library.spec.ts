// R-PLAN-2 in the client: the team writes an entry once, and it becomes a citizen's own from her page.
import { expect, test } from '@playwright/test';
import { citizen, clean, go, somebody } from './people';
import { Server } from './server';

let server: Server;
test.beforeAll(async () => { server = await Server.start(); });
test.afterAll(() => server.stop());

test('an entry is written, refused until it is whole, and copied into a plan', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby');
  await go(page, 'Innbyggere');
  await page.getByRole('link', { name: 'Planbibliotek' }).click();
  await page.getByRole('button', { name: 'Nytt i biblioteket' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Hva det heter').fill('Øyedrypp etter operasjon');
  await form.getByLabel('Hva som skal nås').fill('Jeg drypper øynene mine selv');
  await form.getByLabel('Hva vi gjør, på én linje').fill('Øyedrypp');
  await form.getByLabel('Hvordan, så en fremmed kan gjøre det').fill('Vask hendene. Én dråpe i hvert øye.');
  await form.getByLabel('Hva innbyggeren gjør selv').fill('Holder øyet åpent');
  await form.getByLabel('Tidligst').fill('11:00');
  await form.getByLabel('Senest').fill('09:00');
  await form.getByRole('button', { name: 'Lagre i biblioteket' }).click();
  await expect(form.getByRole('alert')).toBeVisible();
  await clean(page, 'an entry that is refused');
  await form.getByLabel('Tidligst').fill('09:00');
  await form.getByLabel('Senest').fill('11:00');
  await form.getByLabel('søndag').uncheck();
  await form.getByRole('button', { name: 'Lagre i biblioteket' }).click();
  await expect(form).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Øyedrypp etter operasjon' })).toBeVisible();
  await clean(page, 'the library');

  await page.goto(`/innbyggere/${await citizen(server, 'astrid')}`);
  await page.getByRole('button', { name: 'Hent fra biblioteket' }).click();
  await form.getByLabel('Hva vil du hente?').selectOption({ label: 'Øyedrypp etter operasjon' });
  await form.getByLabel('Hvor hun eller han står nå').selectOption('3');
  await form.getByLabel('Hvor hun eller han vil være').selectOption('8');
  await form.getByLabel('Hvem følger målet?').selectOption({ label: 'Kari Nordby' });
  await clean(page, 'an entry that becomes her own');
  await form.getByRole('button', { name: 'Legg inn i planen' }).click();
  const outside = form.getByLabel('Hvorfor utenfor rammen en stund?');
  await expect(outside.or(page.getByRole('heading', { name: 'Jeg drypper øynene mine selv' })).first()).toBeVisible();
  if (await outside.isVisible()) {
    await expect(form.getByRole('alert')).toContainText('R-PLAN-4');
    await outside.fill('Operert, drypper i to uker');
    await form.getByRole('button', { name: 'Legg inn i planen' }).click();
  }
  await expect(page.getByRole('heading', { name: 'Jeg drypper øynene mine selv' })).toBeVisible();
  await context.close();
});

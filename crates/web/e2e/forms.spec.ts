// What a team agrees on: what a proposal puts first, who holds which duty in which order, the words of the conversation; and the
// administrator closes a log-in and opens it again.
import { expect, test } from '@playwright/test';
import { citizen, clean, go, picture, somebody } from './people';
import { PASSWORD, Server } from './server';

let server: Server;
test.beforeAll(async () => { server = await Server.start(); });
test.afterAll(() => server.stop());

test('the order of a proposal is changed by keyboard and by drag, and kept', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Administrasjon');
  const charter = page.getByRole('region', { name: 'Slik arbeider Team Skullerud' });
  await expect(charter).not.toContainText('00:00');
  const terms = charter.locator('.order strong');
  await expect(terms).toHaveText(['Kjente ansikter', 'Ønsket tid', 'Kort vei', 'Jevnt fordelt', 'Få endringer']);
  await charter.getByRole('button', { name: 'Opp Kort vei' }).focus();
  await page.keyboard.press('Enter');
  await expect(terms).toHaveText(['Kjente ansikter', 'Kort vei', 'Ønsket tid', 'Jevnt fordelt', 'Få endringer']);
  await expect(charter.getByRole('button', { name: 'Opp Kort vei' })).toBeFocused();
  await page.keyboard.press('Enter');
  await charter.locator('.order li').last().dragTo(charter.locator('.order li').nth(1));
  const wanted = ['Kort vei', 'Få endringer', 'Kjente ansikter', 'Ønsket tid', 'Jevnt fordelt'];
  await expect(terms).toHaveText(wanted);
  await clean(page, 'the order of a proposal');
  await picture(page, 'spilleregler', charter.getByRole('group', { name: 'Hva et forslag setter først' }), charter);
  await charter.getByRole('button', { name: 'Lagre avtalen' }).click();
  await expect(charter.locator('.ds-alert')).toBeVisible();
  await expect(charter.getByRole('alert')).not.toContainText('R-');
  await page.reload();
  await expect(terms).toHaveText(wanted);
  await context.close();
});

test('the team’s own duty goes round by its name, and is taken over by it', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Uke');
  const duties = page.getByRole('region', { name: 'Oppgaver på rundgang' });
  await duties.getByRole('button', { name: 'Ny oppgave på rundgang' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Oppgave', { exact: true }).selectOption({ label: 'En egen oppgave i teamet' });
  await form.getByLabel('Hva den heter').fill('Medisinrommet');
  await form.getByLabel('Bytter hver dag').check();
  for (const name of ['Kari Nordby', 'Silje Aune']) await form.getByLabel('Sett opp en til').selectOption({ label: name });
  await form.getByRole('button', { name: 'Opp Silje Aune' }).click();
  await expect(form.locator('.order strong')).toHaveText(['Silje Aune', 'Kari Nordby']);
  await clean(page, 'a duty of the team’s own');
  await picture(page, 'oppgave-rundgang');
  await form.getByRole('button', { name: 'Lagre oppgaven' }).click();
  await expect(form).toHaveCount(0);
  await expect(duties.getByRole('listitem').filter({ hasText: 'Medisinrommet' })).toContainText('Silje Aune → Kari Nordby');
  const row = page.getByRole('region', { name: 'Oppgave', exact: true }).getByRole('row', { name: /^Medisinrommet/ });
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: /^Ta den Medisinrommet/ }).last().click();
  await expect(row.getByRole('cell').filter({ hasText: 'Ingrid Solheim' })).toHaveCount(1);
  // A name that another duty has is refused where it is written.
  await duties.getByRole('button', { name: 'Ny oppgave på rundgang' }).click();
  await form.getByLabel('Oppgave', { exact: true }).selectOption({ label: 'En egen oppgave i teamet' });
  await form.getByLabel('Hva den heter').fill('Medisinrommet');
  await form.getByLabel('Sett opp en til').selectOption({ label: 'Kari Nordby' });
  await form.getByRole('button', { name: 'Lagre oppgaven' }).click();
  await expect(form.getByRole('alert')).toContainText('R-TEAM-5');
  await form.getByRole('button', { name: 'Lukk' }).click();
  await duties.getByRole('button', { name: 'Endre Medisinrommet' }).click();
  await form.getByRole('button', { name: 'Ta den av rundgangen' }).click();
  await expect(duties.getByText('Medisinrommet')).toHaveCount(0);
  await context.close();
});

test('the conversation is held in the team’s own words', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Administrasjon');
  const words = page.getByRole('region', { name: /^Ordene i samtalen/ });
  await words.getByRole('button', { name: /^Endre ordene/ }).click();
  const nb = words.getByRole('group', { name: 'Bokmål' });
  await nb.getByLabel('Spørsmålet').fill('');
  await words.getByRole('button', { name: 'Ta ordene i bruk' }).click();
  await expect(nb.getByLabel('Spørsmålet')).toBeFocused();
  await nb.getByLabel('Spørsmålet').fill('Hva vil du helst, akkurat nå?');
  await words.getByRole('group', { name: 'English' }).getByLabel('Spørsmålet').fill('What would you like best?');
  await clean(page, 'own words');
  await picture(page, 'samtalens-ord', words);
  await words.getByRole('button', { name: 'Ta ordene i bruk' }).click();
  await expect(words.getByRole('alert')).toContainText('Nye samtaler bruker disse ordene.');
  await page.goto(`/kartlegging/${await citizen(server, 'astrid')}/ny`);
  await page.getByRole('button', { name: 'Neste' }).click();
  await expect(page.getByText('Hva vil du helst, akkurat nå?')).toBeVisible();
  await context.close();
});

test('a log-in is closed and is out at once, and is opened again', async ({ browser }) => {
  const ola = await somebody(browser, server, 'ola.tangen');
  const { page, context } = await somebody(browser, server, 'erik.strand');
  await page.getByLabel('Søk etter navn').fill('Ola Tangen');
  const line = page.locator('.person').filter({ hasText: 'Ola Tangen' });
  await line.getByRole('button', { name: 'Steng innloggingen Ola Tangen' }).click();
  await clean(page, 'a log-in to close');
  await page.getByRole('dialog').getByRole('button', { name: 'Steng innloggingen' }).click();
  await expect(line.getByText('innlogging stengt')).toBeVisible();
  await ola.page.reload();
  await expect(ola.page.getByLabel('Brukernavn')).toBeVisible();
  await ola.page.getByLabel('Brukernavn').fill('ola.tangen');
  await ola.page.getByLabel('Passord').fill(PASSWORD);
  await ola.page.getByRole('button', { name: 'Logg inn' }).click();
  await expect(ola.page.getByRole('alert')).toBeVisible();
  await line.getByRole('button', { name: 'Åpne innloggingen Ola Tangen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Åpne innloggingen' }).click();
  await expect(line.getByText('innlogging stengt')).toHaveCount(0);
  await ola.page.getByRole('button', { name: 'Logg inn' }).click();
  await expect(ola.page.getByRole('navigation', { name: 'Steder' })).toBeVisible();
  await ola.context.close();
  await context.close();
});

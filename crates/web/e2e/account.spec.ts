// Kontoen min: one's own password is changed, one's sessions are seen and ended, and what is typed can be looked at.
import { type Browser, type Page, expect, test } from '@playwright/test';
import { BOARD, PHONE, clean, signIn, somebody } from './people';
import { PASSWORD, Server, setClock } from './server';

const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36';
const NEW = 'seks grå ender på vannet';

let server: Server;
test.beforeAll(async () => { server = await Server.start(); });
test.afterAll(() => server.stop());

const myAccount = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Kontoen min' }).click();
  await expect(page.getByRole('heading', { name: 'Kontoen min', level: 1 })).toBeVisible();
};
const panel = (page: Page, name: string) => page.getByRole('region', { name });
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

async function phone(browser: Browser, userName: string): Promise<Page> {
  return (await somebody(browser, server, userName, PHONE, { userAgent: ANDROID })).page;
}

test('a password is changed: not with a wrong one, not to an easy one; the new one is what logs in', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby', PHONE);
  const other = await phone(browser, 'kari.nordby');
  const broken: string[] = [];
  page.on('console', (message) => { if (message.text().includes('Content Security Policy')) broken.push(message.text()); });
  await myAccount(page, 'Kari Nordby');
  const form = panel(page, 'Bytt passord');
  await expect(form).toContainText('logges du ut på alle andre enheter');
  const [present, fresh] = [form.getByLabel('Passordet du har nå'), form.getByLabel('Det nye passordet')];
  await expect(present).toHaveAttribute('autocomplete', 'current-password');
  await expect(fresh).toHaveAttribute('autocomplete', 'new-password');

  // By keyboard from here: field, its button, the next field; Enter sends.
  await present.focus();
  await page.keyboard.insertText('ikke dette passordet');
  await page.keyboard.press('Tab');
  await expect(form.getByRole('button', { name: 'Vis passordet du har nå' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(fresh).toBeFocused();
  await page.keyboard.insertText(NEW);
  await page.keyboard.press('Enter');
  await expect(form.getByRole('alert')).toContainText('Det nåværende passordet er feil. SEC-6');
  await expect(present).toBeFocused();
  await expect(present).toHaveAttribute('aria-invalid', 'true');
  await expect(present).toHaveAccessibleDescription(/er feil/);
  await expect(fresh).not.toHaveAttribute('aria-invalid');
  await clean(page, 'a wrong present password');

  await present.fill(PASSWORD);
  // Eleven are not sent at all.
  await fresh.fill('elleve tegn');
  await page.keyboard.press('Enter');
  expect(await fresh.evaluate((field: HTMLInputElement) => field.validity.tooShort)).toBe(true);
  await fresh.fill('passord12345');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('alert')).toContainText('for lett å gjette');
  await expect(fresh).toBeFocused();
  await expect(fresh).toHaveAccessibleDescription(/Minst tolv tegn.*for lett å gjette/);
  await expect(present).not.toHaveAttribute('aria-invalid');
  await clean(page, 'an easy password');

  await fresh.fill(NEW);
  await page.keyboard.press('Enter');
  await expect(form.getByRole('alert')).toContainText('Passordet er byttet.');
  await expect(fresh).toHaveValue('');
  await expect(panel(page, 'Her er du logget inn').getByRole('listitem')).toHaveCount(1);
  expect(broken).toEqual([]);

  // The other session is over; the old password is nothing any more.
  await other.reload();
  await expect(other.getByText('Økten ble avsluttet.')).toBeVisible();
  await signIn(other, 'kari.nordby', PASSWORD, false);
  await expect(other.getByRole('alert')).toContainText('Feil brukernavn eller passord');
  await signIn(other, 'kari.nordby', NEW, true);
  await other.context().close();
  await context.close();
});

test('another session is seen and ended, by keyboard, when one has said yes', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ola.tangen', BOARD);
  const lost = await phone(browser, 'ola.tangen');
  await myAccount(page, 'Ola Tangen');
  const sessions = panel(page, 'Her er du logget inn');
  const rows = sessions.getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('Denne enheten');
  await expect(rows.filter({ hasText: 'Denne enheten' }).getByRole('button')).toHaveCount(0);
  const row = rows.filter({ hasText: 'Chrome på Android' });
  await expect(row).toContainText(/siden 26\. nov\. \d\d:\d\d · varer til 26\. des\. 2026/);
  const end = row.getByRole('button', { name: /^Logg ut Chrome på Android/ });

  await end.focus();
  await page.keyboard.press('Enter');
  const asked = page.getByRole('dialog', { name: 'Logge ut Chrome på Android?' });
  await expect(asked).toContainText('Dette kan ikke angres.');
  await clean(page, 'asked whether to end it');
  await page.keyboard.press('Escape');
  await expect(asked).toHaveCount(0);
  await expect(end).toBeFocused();
  await expect(rows).toHaveCount(2);

  await page.keyboard.press('Enter');
  await asked.getByRole('button', { name: 'Ja, logg ut' }).focus();
  await page.keyboard.press('Enter');
  await expect(sessions.getByRole('status')).toHaveText('Chrome på Android er logget ut.');
  await expect(rows).toHaveCount(1);
  await expect.poll(() => focused(page)).toBe('sessions-title');
  await lost.reload();
  await expect(lost.getByText('Økten ble avsluttet.')).toBeVisible();
  await lost.context().close();
  await context.close();
});

test('one that ended in the meantime is not held against who ends it', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ola.tangen', BOARD);
  const lost = await phone(browser, 'ola.tangen');
  await myAccount(page, 'Ola Tangen');
  const sessions = panel(page, 'Her er du logget inn');
  await sessions.getByRole('button', { name: /^Logg ut Chrome på Android/ }).click();
  await lost.getByRole('button', { name: 'Ola Tangen' }).click();
  await lost.getByRole('button', { name: 'Logg ut' }).click();
  await expect(lost.getByLabel('Brukernavn')).toBeVisible();
  await page.getByRole('button', { name: 'Ja, logg ut' }).click();
  await expect(sessions.getByRole('status')).toHaveText('Chrome på Android er logget ut.');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await lost.context().close();
  await context.close();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`what is typed is covered, shown when one asks, and covered again when it is sent, ${scheme}`, async ({ browser }) => {
    const context = await browser.newContext({ baseURL: server.url, viewport: PHONE, locale: 'nb-NO', colorScheme: scheme });
    await setClock(context);
    const page = await context.newPage();
    await page.goto('/');
    const password = page.getByLabel('Passord');
    await expect(password).toHaveAttribute('type', 'password');
    await password.fill('feil passord');
    await page.keyboard.press('Tab');
    const show = page.getByRole('button', { name: 'Vis passord' });
    await expect(show).toBeFocused();
    await page.keyboard.press('Space');
    await expect(show).toHaveAttribute('aria-pressed', 'true');
    await expect(password).toHaveAttribute('type', 'text');
    await expect(password).toHaveValue('feil passord');
    await clean(page, `shown, ${scheme}`);
    await page.getByLabel('Brukernavn').fill('henrik.dale');
    await page.keyboard.press('Enter');
    await expect(password).toHaveAttribute('type', 'password');
    await expect(page.getByRole('alert')).toContainText('Feil brukernavn eller passord');
    // Pasted as from a password manager.
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((text) => navigator.clipboard.writeText(text), PASSWORD);
    await password.focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('ControlOrMeta+V');
    await expect(password).toHaveValue(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation', { name: 'Steder' })).toBeVisible();
    await context.close();
  });
}

// SEC-6: a second factor is asked for at log-in, and where one is required nothing is open before it is there.
import { createHmac } from 'node:crypto';
import { type Page, expect, test } from '@playwright/test';
import { PHONE, clean, signIn, somebody } from './people';
import { PASSWORD, Server, now } from './server';

let server: Server;
test.beforeAll(async () => { server = await Server.start(); });
test.afterAll(() => server.stop());

/** What a code generator shows (RFC 6238). */
function codeOf(base32: string, at = now()): string {
  const bits = Array.from(base32, (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  return String((hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** From the password to the codes to put away. */
async function enrol(page: Page): Promise<string[]> {
  await page.getByLabel('Passord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Begynn' }).click();
  const secret = ((await page.locator('code.secret').textContent()) ?? '').replaceAll(' ', '');
  await expect(page.getByRole('img', { name: 'QR-kode for kodegeneratoren' })).toBeVisible();
  await clean(page, 'the secret');
  await page.getByLabel('Kode', { exact: true }).fill(codeOf(secret, now() - 3_600_000));
  await page.getByRole('button', { name: 'Bekreft' }).click();
  await expect(page.getByRole('alert')).toContainText('SEC-6');
  await page.getByLabel('Kode', { exact: true }).fill(codeOf(secret));
  await page.getByRole('button', { name: 'Bekreft' }).click();
  await expect(page.getByText('De vises bare nå')).toBeVisible();
  const codes = await page.getByRole('list', { name: 'Koder å legge bort' }).locator('code').allTextContents();
  expect(codes.length).toBeGreaterThan(5);
  await clean(page, 'the codes');
  await page.getByRole('button', { name: 'Jeg har lagt dem bort' }).click();
  return codes;
}

test('one who takes a code generator is asked for a code at the next log-in', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby', PHONE);
  await page.getByRole('button', { name: 'Kari Nordby' }).click();
  await page.getByRole('link', { name: 'Kontoen min' }).click();
  await page.getByRole('link', { name: 'Sett opp kodegenerator' }).click();
  const codes = await enrol(page);
  // Back where she came from, which now says so.
  await expect(page.getByRole('link', { name: 'Sett opp på nytt' })).toBeVisible();
  await context.close();

  const other = await browser.newContext({ baseURL: server.url, viewport: PHONE });
  const next = await other.newPage();
  await next.goto('/');
  await signIn(next, 'kari.nordby', `${PASSWORD} not`);
  await expect(next.getByRole('alert')).toBeVisible();
  await expect(next.getByLabel('Kode', { exact: true })).toHaveCount(0);
  await next.getByLabel('Passord').fill(PASSWORD);
  await next.getByRole('button', { name: 'Logg inn' }).click();
  await clean(next, 'asked for a code');
  await next.getByLabel('Kode', { exact: true }).fill('ikke-denne');
  await next.getByRole('button', { name: 'Logg inn' }).click();
  await expect(next.getByRole('alert')).toBeVisible();
  await next.getByLabel('Kode', { exact: true }).fill(codes[0] ?? '');
  await next.getByRole('button', { name: 'Logg inn' }).click();
  await expect(next.getByRole('navigation', { name: 'Steder' })).toBeVisible();
  await other.close();
});

test('where one is required nothing else is open before it is there', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url, viewport: PHONE, locale: 'nb-NO', serviceWorkers: 'block' });
  const page = await context.newPage();
  // The demo requires none; as production answers:
  await page.route('**/api/v1/me', async (route) => {
    const answer = await route.fetch();
    const said = (await answer.json()) as object;
    await route.fulfill({ response: answer, json: answer.ok() ? { ...said, secondFactorRequired: true } : said });
  });
  await page.goto('/tavle');
  await signIn(page, 'randi.sather', PASSWORD, false);
  await expect(page.getByText('før du kommer videre')).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await clean(page, 'must enrol');
  await enrol(page);
  await expect(page.getByRole('navigation', { name: 'Steder' })).toBeVisible();
  await context.close();
});

// SEC-8: logging in by way of a certified OpenID provider that the test starts, with all that HelseID asks for.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Page, expect, test } from '@playwright/test';
import { PHONE, clean } from './people';
import { Server, binary, environment } from './server';

const PROVIDER = new URL('../../../tests/oidc', import.meta.url).pathname;
/** As the provider knows Kari: a number of the national test population. */
const KARIS_NUMBER = '15877050073';

let provider: ChildProcess;
let server: Server;

/** Starts the provider, and writes settings that name it. */
async function configured(folder: string, url: string): Promise<string> {
  const clientJwks: unknown = JSON.parse(execFileSync(binary(), ['keys', 'client-jwks'], { env: environment(folder), encoding: 'utf8' }));
  provider = spawn('node', ['provider.mjs'], { cwd: PROVIDER, stdio: ['pipe', 'pipe', 'ignore'] });
  const { stdin, stdout } = provider;
  if (!stdin || !stdout) throw new Error('the provider does not start');
  stdin.write(`${JSON.stringify({ clientJwks, redirectUri: `${url}/log-in/helseid` })}\n`);
  const first = await createInterface({ input: stdout })[Symbol.asyncIterator]().next();
  const { issuer } = JSON.parse(String(first.value)) as { issuer: string };
  const file = join(folder, 'tillit.toml');
  writeFileSync(file, `
public_url = "${url}"
[[oidc]]
id = "helseid"
name = "HelseID"
issuer = "${issuer}"
client_id = "as-helseid"
scopes = ["openid", "helseid://scopes/identity/pid", "helseid://scopes/hpr/hpr_number", "helseid://scopes/identity/security_level"]
client_authentication = "private_key_jwt"
par = true
dpop = true
prompt = "login"
national_number_claim = "helseid://claims/identity/pid"
hpr_claim = "helseid://claims/hpr/hpr_number"
level_claim = "helseid://claims/identity/security_level"
levels = ["4"]
`);
  return file;
}

test.beforeAll(async () => {
  server = await Server.start({}, configured);
  const kari = String((await (await server.as('kari.nordby'))('GET', '/me')).body['employee']);
  const admin = await server.as('erik.strand');
  const known = await admin('POST', `/employees/${kari}/national-number`, { nationalNumber: KARIS_NUMBER });
  expect(known.status, JSON.stringify(known.body)).toBe(204);
});
test.afterAll(async () => {
  await server.stop();
  provider.kill();
});

/** From our page to the provider's, and through its forms. */
async function goAs(page: Page, who: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'HelseID' }).click();
  await page.locator('input[name=login]').fill(who);
  await page.locator('input[name=password]').fill('x');
  await page.locator('button[type=submit]').click();
  // What is handed on is agreed to.
  await page.locator('input[name=prompt][value=consent]').waitFor({ state: 'attached' });
  await page.locator('button[type=submit]').click();
}

test('one who is known by her number comes in, and her address holds no code', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url, viewport: PHONE });
  const page = await context.newPage();
  await page.goto('/');
  await clean(page, 'the log-in page with a provider');
  await goAs(page, 'kari');
  await expect(page.getByRole('navigation', { name: 'Steder' })).toBeVisible();
  expect(page.url()).not.toMatch(/code|state|log-in/);
  const cookies = await context.cookies(server.url);
  const held = cookies.filter((one) => one.name.startsWith('__Host-tillit'));
  expect(held.length).toBeGreaterThan(0);
  expect(held.every((one) => one.httpOnly && one.secure && one.sameSite === 'Strict')).toBe(true);
  // Back in the history stands no answer that could be used again.
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Steder' })).toBeVisible();
  await context.close();
});

for (const [who, why] of [['stranger', 'one who is not known'], ['weak', 'one whom the provider knows too little']] as const) {
  test(`${why} is told so on the log-in page`, async ({ browser }) => {
    const context = await browser.newContext({ baseURL: server.url, viewport: PHONE });
    const page = await context.newPage();
    await goAs(page, who);
    await expect(page.getByRole('alert')).toContainText('SEC-8');
    await expect(page.getByLabel('Brukernavn')).toBeVisible();
    await clean(page, 'the log-in page with a refusal');
    await context.close();
  });
}

test('one who breaks off comes back to the log-in page', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.url, viewport: PHONE });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'HelseID' }).click();
  await page.getByRole('link', { name: /cancel/i }).click();
  await expect(page.getByRole('alert')).toContainText('SEC-8');
  await expect(page.getByLabel('Brukernavn')).toBeVisible();
  await context.close();
});

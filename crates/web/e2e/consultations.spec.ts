// R-TEAM-12 in the client: the team asks a specialist; she finds the question, reads that record, answers with a proposed tiltak, and
// is told honestly that it has closed behind her; another question is taken back.
import { expect, test } from '@playwright/test';
import { PHONE, citizen, clean, go, picture, somebody } from './people';
import { Server, plus } from './server';

let server: Server;
test.beforeAll(async () => { server = await Server.start(); });
test.afterAll(() => server.stop());
test.describe.configure({ mode: 'serial' });

const QUESTION = 'Hun spiser lite om kvelden. Hva kan vi prøve?';

test('a specialist is asked and finds the question on top, answers, and the record has closed', async ({ browser }) => {
  const astrid = await citizen(server, 'astrid');
  const kari = await somebody(browser, server, 'kari.nordby');
  await kari.page.goto(`/innbyggere/${astrid}`);
  const asked = kari.page.getByRole('region', { name: 'Spørsmål til spesialist' });
  await asked.getByRole('button', { name: 'Spør en spesialist' }).click();
  const form = kari.page.getByRole('dialog');
  await form.getByLabel('Hva lurer dere på?').fill(QUESTION);
  await form.getByLabel('Demens', { exact: true }).check();
  await form.getByLabel(/^Henrik Dale/).check();
  await clean(kari.page, 'asking a specialist');
  await picture(kari.page, 'spesialist-spor');
  // A refusal stands where the thumb is: nobody waits longer than the record is open.
  await form.getByLabel('Svar ønskes innen').evaluate((field: HTMLInputElement) => { field.max = ''; });
  await form.getByLabel('Svar ønskes innen').fill(plus(60));
  await form.getByRole('button', { name: 'Send spørsmålet' }).click();
  await expect(form.getByRole('alert')).toContainText('R-TEAM-12');
  await form.getByLabel('Svar ønskes innen').fill(plus(3));
  await form.getByRole('button', { name: 'Send spørsmålet' }).click();
  // The demo has asked him already, and he has not answered.
  await expect(form.getByRole('alert')).toContainText('alt spurt');
  await form.getByLabel(/^Vetle Brandt/).check();
  await form.getByRole('button', { name: 'Send spørsmålet' }).click();
  await expect(form).toHaveCount(0);
  const line = asked.getByRole('listitem').filter({ hasText: QUESTION });
  await expect(line).toContainText('Venter på svar');

  const vetle = await somebody(browser, server, 'vetle.brandt', PHONE);
  await go(vetle.page, 'Oppgaver');
  const question = vetle.page.getByRole('article').filter({ hasText: QUESTION });
  await expect(question).toContainText('Astrid Bøe');
  // It is done by answering, and is not said to be done without.
  const task = vetle.page.getByRole('listitem').filter({ hasText: 'Svare som spesialist' });
  await expect(task.getByRole('link', { name: /^Gå dit/ })).toBeVisible();
  await expect(task.getByRole('button', { name: /^Gjort/ })).toHaveCount(0);
  await clean(vetle.page, 'tasks with a question');
  await question.getByRole('link', { name: /^Les journalen og svar/ }).click();
  const mine = vetle.page.locator('.asked').filter({ hasText: 'spør deg' });
  await expect(mine).toBeVisible();
  // She reads; what is to be done, the team does.
  await expect(vetle.page.getByRole('heading', { name: 'Astrid Bøe' })).toBeVisible();
  await expect(vetle.page.getByRole('button', { name: /^Evaluer/ })).toHaveCount(0);
  await expect(vetle.page.getByRole('button', { name: 'Spør en spesialist' })).toHaveCount(0);
  await clean(vetle.page, 'the record of one who was asked');
  await mine.getByLabel('Svaret ditt').fill('Små porsjoner, og spis sammen med henne.');
  await mine.getByLabel('Foreslå et tiltak også').check();
  await mine.getByLabel('Hva som gjøres, på én linje').fill('Kveldsmat i lag');
  await mine.getByLabel('Minutter (valgfritt)').fill('20');
  await mine.getByLabel('Hvor ofte').selectOption({ label: 'hver dag' });
  await clean(vetle.page, 'an answer with a tiltak');
  await mine.getByRole('button', { name: 'Send svaret' }).click();
  await expect(vetle.page.getByRole('heading', { name: 'Tilgangen er slutt' })).toBeVisible();
  await expect(vetle.page.locator('main')).toContainText('Du kan ikke lenger lese journalen til Astrid Bøe');
  await clean(vetle.page, 'a record that has closed');
  await picture(vetle.page, 'tilgang-slutt');
  await vetle.context.close();
  await kari.context.close();
});

test('the answer is with the team without a press, and a question is taken back', async ({ browser }) => {
  const astrid = await citizen(server, 'astrid');
  const kari = await somebody(browser, server, 'kari.nordby');
  await kari.page.goto(`/innbyggere/${astrid}`);
  const asked = kari.page.getByRole('region', { name: 'Spørsmål til spesialist' });
  await expect(asked).toContainText('Små porsjoner, og spis sammen med henne.');
  await expect(asked).toContainText('Foreslår tiltaket «Kveldsmat i lag» (20 min)');
  // It becomes a tiltak once; only what the answer left open is said.
  const form = kari.page.getByRole('dialog');
  await asked.getByRole('button', { name: `Gjør det til et tiltak ${QUESTION}` }).click();
  await expect(form.getByLabel('Minutter', { exact: true })).toHaveCount(0);
  await form.getByLabel('Hva innbyggeren gjør selv').fill('Dekker på bordet');
  await form.getByLabel('Tidligst').fill('18:00');
  await form.getByLabel('Senest').fill('20:00');
  await clean(kari.page, 'an answer that becomes a tiltak');
  await form.getByRole('button', { name: 'Legg det i planen' }).click();
  await expect(form.getByRole('alert')).toContainText('R-PLAN');
  await form.getByRole('group', { name: 'For hvilke mål' }).getByRole('checkbox').first().check();
  await form.getByRole('button', { name: 'Legg det i planen' }).click();
  // Outside the frame it stands for a time, with a reason.
  await expect(form.getByRole('alert')).toContainText('R-PLAN-4');
  await form.getByLabel('Hvorfor utenfor rammen en stund?').fill('Prøves i to uker');
  await form.getByRole('button', { name: 'Legg det i planen' }).click();
  await expect(form).toHaveCount(0);
  await expect(asked).toContainText('i tiltaksplanen');
  await expect(kari.page.getByRole('region', { name: 'Mål og tiltak' })).toContainText('Kveldsmat i lag');
  await asked.getByRole('button', { name: 'Spør en spesialist' }).click();
  await form.getByLabel('Hva lurer dere på?').fill('Hva gjør vi med ganglaget?');
  await form.getByLabel('Demens', { exact: true }).check();
  await form.getByLabel(/^Vetle Brandt/).check();
  await form.getByRole('button', { name: 'Send spørsmålet' }).click();
  await expect(form).toHaveCount(0);
  const line = asked.getByRole('listitem').filter({ hasText: 'Hva gjør vi med ganglaget?' });
  const vetle = await somebody(browser, server, 'vetle.brandt');
  await go(vetle.page, 'Oppgaver');
  await vetle.page.getByRole('article').filter({ hasText: 'ganglaget' }).getByRole('link').click();
  await expect(vetle.page.locator('.asked')).toBeVisible();
  await line.getByRole('button', { name: /^Trekk spørsmålet/ }).click();
  await form.getByLabel('Hvorfor (valgfritt)').fill('Fysioterapeuten svarte');
  await clean(kari.page, 'taking a question back');
  await form.getByRole('button', { name: 'Trekk spørsmålet' }).click();
  await expect(form).toHaveCount(0);
  await expect(line).toContainText('Trukket');
  await expect(line).toContainText('Fysioterapeuten svarte');
  await expect(line.getByRole('button', { name: /^Trekk spørsmålet/ })).toHaveCount(0);
  // An answer to what is taken back is refused; when she comes anew there is no such record.
  await vetle.page.getByLabel('Svaret ditt').fill('For sent');
  await vetle.page.getByRole('button', { name: 'Send svaret' }).click();
  await expect(vetle.page.locator('.asked').getByRole('alert')).toBeVisible();
  await vetle.page.reload();
  await expect(vetle.page.getByRole('alert')).toBeVisible();
  await expect(vetle.page.locator('main')).not.toContainText('Astrid');
  await vetle.context.close();
  await kari.context.close();
});

test('a task is done from the list', async ({ browser }) => {
  const ask = await server.as('ingrid.solheim');
  const me = (await ask('GET', '/me')).body as { employee: string; roles: { unit: string }[] };
  const made = await ask('POST', `/teams/${me.roles[0]?.unit ?? ''}/tasks`, { title: 'ring fastlegen om resepten', citizen: await citizen(server, 'astrid'), due: { kind: 'day', at: plus(1) }, holder: { kind: 'employee', value: me.employee } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Oppgaver');
  const task = page.getByRole('listitem').filter({ hasText: 'Ring fastlegen om resepten' });
  await expect(task.getByRole('link', { name: 'Astrid Bøe' })).toBeVisible();
  await page.getByRole('button', { name: 'Hele teamets' }).click();
  await expect(task).toBeVisible();
  await clean(page, 'tasks');
  await task.getByRole('button', { name: /^Gjort/ }).click();
  await expect(task).toHaveCount(0);
  await context.close();
});

// WEB-2, WEB-5, WEB-6, WEB-13: the team's day as one story, with each refusal shown where the thumb is.
import { expect, test } from '@playwright/test';
import { PHONE, citizen, dayPlan, enoughPeople, go, sendToWork, somebody, submitted } from './people';
import { Server, today } from './server';

let server: Server;
test.beforeAll(async () => { server = await Server.start(); });
test.afterAll(() => server.stop());
test.describe.configure({ mode: 'serial' });

test('the team builds its lists: by tap, by keyboard and by drag, seen by the others at once', async ({ browser }) => {
  for (const name of ['Kari Nordby', 'Ola Tangen']) await sendToWork(server, name);
  const kari = await somebody(browser, server, 'kari.nordby');
  const ola = await somebody(browser, server, 'ola.tangen');
  await go(kari.page, 'Tavle');
  await go(ola.page, 'Tavle');
  const lane = (page: typeof kari.page, who: string) => page.locator('.lane').filter({ has: page.locator('.lane-head strong', { hasText: who }) });
  const free = (page: typeof kari.page) => page.locator('.unassigned');
  await expect(free(kari.page).locator('.block').first()).toBeVisible();

  // By tap: pick up, and the lane offers itself. The other browser sees it without being touched.
  await free(kari.page).getByRole('button', { name: /Astrid Bøe, 20 min/ }).first().click();
  await lane(kari.page, 'Kari Nordby').getByRole('button', { name: 'Ta besøket' }).click();
  await expect(lane(kari.page, 'Kari Nordby').getByRole('button', { name: /Astrid Bøe/ })).toBeVisible();
  await expect(lane(ola.page, 'Kari Nordby').getByRole('button', { name: /Astrid Bøe/ })).toBeVisible({ timeout: 5_000 });

  // A refusal is explained in the lane where it was dropped: Ola may not give insulin.
  await free(ola.page).getByLabel('Søk').fill('Astrid Bøe');
  await free(ola.page).getByRole('button', { name: /Astrid Bøe, 8 min/ }).first().dragTo(lane(ola.page, 'Ola Tangen').locator('.track'));
  await expect(lane(ola.page, 'Ola Tangen').getByRole('alert')).toContainText('insulin');

  // By keyboard alone: Enter picks up, the panel takes it.
  const plan = await dayPlan(server);
  const [shift] = plan.lanes.find((one) => one.name === 'Ola Tangen')?.atWork ?? [];
  const his = (visit: (typeof plan.visits)[number]): boolean => visit.employees === 1 && visit.window.from >= (shift?.from ?? '') &&
    visit.window.until <= (shift?.until ?? '') && visit.competences.every((one) => one === 'personal_care');
  // Citizens all of whose visits he may take, each with the first of them.
  const all = plan.visits.toSorted((a, b) => a.window.from.localeCompare(b.window.from)).filter((visit) => visit.citizen.name !== 'Astrid Bøe');
  const first = all.filter((visit, i) => all.findIndex((one) => one.citizen.name === visit.citizen.name) === i);
  const easy = first.filter((visit) => all.filter((one) => one.citizen.name === visit.citizen.name).every(his));
  expect(easy.length).toBeGreaterThan(1);
  await free(ola.page).getByLabel('Søk').fill(easy[0]?.citizen.name ?? '');
  await free(ola.page).locator('.block').first().focus();
  await ola.page.keyboard.press('Enter');
  const take = ola.page.locator('.pick').getByRole('button', { name: 'Ta besøket' });
  for (let i = 0; i < 200 && !(await take.evaluate((button) => button === document.activeElement)); i++) await ola.page.keyboard.press('Tab');
  await ola.page.keyboard.press('Enter');
  await expect(lane(ola.page, 'Ola Tangen').getByRole('button', { name: new RegExp(easy[0]?.citizen.name ?? '') }).first()).toBeVisible();

  // By drag: the same result, and back again.
  await free(ola.page).getByLabel('Søk').fill(easy[1]?.citizen.name ?? '');
  const mine = lane(ola.page, 'Ola Tangen');
  const dragged = free(ola.page).getByRole('button', { name: `${easy[1]?.citizen.name ?? ''}, ${easy[1]?.minutes ?? 0} min` }).first();
  await expect(dragged).toBeVisible();
  await ola.page.locator('.lanes-scroll').evaluate((scroll) => { scroll.scrollLeft = 0; scrollTo(0, 0); });
  const from = await dragged.boundingBox();
  const atWork = await mine.locator('.at-work').first().boundingBox();
  const minutes = (new Date(easy[1]?.window.from ?? '').getTime() - new Date(shift?.from ?? '').getTime()) / 60_000 + 15;
  await ola.page.mouse.move((from?.x ?? 0) + 20, (from?.y ?? 0) + 10);
  await ola.page.mouse.down();
  await ola.page.mouse.move((atWork?.x ?? 0) + minutes * 3 - 30, (atWork?.y ?? 0) + 20, { steps: 8 });
  await ola.page.mouse.move((atWork?.x ?? 0) + minutes * 3, (atWork?.y ?? 0) + 20, { steps: 4 });
  await ola.page.mouse.up();
  const there = mine.getByRole('button', { name: new RegExp(easy[1]?.citizen.name ?? '') }).first();
  await expect(there).toBeVisible();
  await there.dragTo(free(ola.page));
  await expect(there).toBeHidden();
  await kari.context.close();
  await ola.context.close();
});

test('a proposal with its reasons, what stops publication, and publication', async ({ browser }) => {
  await enoughPeople(server);
  const ola = await somebody(browser, server, 'ola.tangen');
  await go(ola.page, 'Tavle');
  await ola.page.getByRole('button', { name: /Publiser \(\d+ hindrer\)/ }).click();
  await expect(ola.page.getByRole('dialog')).toContainText('står i veien');
  await ola.page.getByRole('dialog').getByRole('button', { name: 'Publiser' }).click();
  await expect(ola.page.getByRole('dialog').getByRole('alert')).toContainText('fordeler');
  await ola.context.close();

  const ingrid = await somebody(browser, server, 'ingrid.solheim');
  await go(ingrid.page, 'Tavle');
  await ingrid.page.getByRole('button', { name: 'Foreslå lister' }).click();
  await expect(ingrid.page.getByRole('heading', { name: /Forslag: \d+ linjer/ })).toBeVisible({ timeout: 30_000 });
  const ghost = ingrid.page.locator('.ghost').first();
  await expect(ghost).toHaveAttribute('aria-label', /Forslag \d\d:\d\d .*min fra forrige|kontakt|ønsket/);
  await ingrid.page.getByRole('button', { name: 'Ta alle' }).click();
  await expect(ingrid.page.getByText('Alle besøk har noen')).toBeVisible();
  await ingrid.page.getByRole('button', { name: 'Publiser' }).click();
  await expect(ingrid.page.getByText('Ingenting står i veien.')).toBeVisible();
  await ingrid.page.getByRole('dialog').getByRole('button', { name: 'Publiser' }).click();
  await expect(ingrid.page.locator('.board-head')).toContainText('Publisert');
  await ingrid.context.close();
});

test('what matters is written down without coverage, sent once, and signed', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby', PHONE);
  await page.getByRole('button', { name: 'Ta med dagen' }).click();
  await page.getByLabel('PIN', { exact: true }).fill('482951');
  await page.getByLabel('PIN en gang til').fill('482951');
  await page.getByRole('dialog').getByRole('button', { name: 'Ta med dagen' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  await page.locator('.visit-row').first().click();
  await page.getByRole('link', { name: 'Skriv ned hva som er viktig' }).waitFor();

  await context.setOffline(true);
  await page.getByRole('link', { name: 'Skriv ned hva som er viktig' }).click();
  await expect(page.getByRole('heading', { name: 'Hvem er med?' })).toBeVisible();
  await page.getByRole('button', { name: 'Neste' }).click();
  await page.getByLabel('Med egne ord').fill('Jeg vil gå til butikken selv igjen.');
  await page.getByRole('button', { name: 'Legg til' }).click();
  await expect(page.getByText('Lagret på enheten, ikke sendt')).toBeVisible();
  await expect(page.locator('.sync')).toContainText('1 ikke sendt');

  await context.setOffline(false);
  await expect(page.getByText('Lagret', { exact: true })).toBeVisible();
  await expect(page.locator('.sync strong')).toHaveCount(0);
  await page.getByRole('button', { name: 'Ferdig' }).click();
  await page.getByRole('button', { name: 'Signer samtalen' }).click();
  await expect(page.locator('.matters')).toContainText('Jeg vil gå til butikken selv igjen.');
  await context.close();
});

test('a goal is evaluated, and list, graph and thread say how it went', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'kari.nordby', PHONE);
  await go(page, 'Innbyggere');
  await page.getByLabel('Søk').fill('Astrid');
  await page.locator('.citizen-row').first().click();
  const goal = page.locator('.goal').first();
  const text = await goal.locator('.goal-text').innerText();
  const points = await goal.locator('circle').count();
  await goal.getByRole('button', { name: /^Evaluer/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Lagre evalueringen' })).toBeDisabled();
  await dialog.getByLabel('Delvis nådd').check();
  // The scale is the goal's own: 0 to 10, −2 to +2, or yes and no.
  await dialog.locator('input[name="score"]').nth(1).check();
  await dialog.getByLabel('Hva så vi? (valgfritt)').fill('Fem av sju dager, og hun måler selv.');
  // A refusal stands in the dialog: the next look is to be later than today.
  await dialog.getByLabel('Fortsetter').check();
  await dialog.getByLabel('Evalueres igjen').evaluate((field: HTMLInputElement) => { field.min = ''; });
  await dialog.getByLabel('Evalueres igjen').fill(today());
  await dialog.getByRole('button', { name: 'Lagre evalueringen' }).click();
  await expect(dialog.getByRole('alert')).toContainText('R-PLAN-5');
  await dialog.getByLabel('Evalueres igjen').fill(`${Number(today().slice(0, 4)) + 1}-01-15`);
  await dialog.getByRole('button', { name: 'Lagre evalueringen' }).click();
  await expect(dialog).toBeHidden();
  await expect(goal.locator('circle')).toHaveCount(points + 1);
  await expect(page.locator('.thread-result').first()).toContainText('Fem av sju dager, og hun måler selv.');
  await expect(page.locator('.timeline')).toContainText(text);
  await context.close();
});

test('a vedtak is written, stated on, seen as a letter, signed and told', async ({ browser }) => {
  const astrid = await citizen(server, 'astrid');
  const randi = await somebody(browser, server, 'randi.sather');
  await randi.page.goto(`/innbyggere/${astrid}`);
  await randi.page.getByRole('link', { name: 'Nytt vedtak' }).click();
  // What she said in the conversation is there already.
  await expect(randi.page.getByLabel('Innbyggerens syn')).not.toHaveValue('');
  await randi.page.getByLabel('Tjeneste', { exact: true }).selectOption('practical_assistance');
  await randi.page.getByLabel('Detaljert').check();
  await randi.page.getByLabel('Minst').fill('60');
  await randi.page.getByLabel('Mest').fill('90');
  await randi.page.getByRole('button', { name: 'Lagre utkastet' }).click();
  // A draft may lack anything; what is missing is said by the server, and it cannot be sent.
  const prepare = randi.page.locator('.sign');
  await expect(prepare).toContainText('R-VED-6');
  await expect(prepare.getByRole('button', { name: 'Send til signering' })).toBeDisabled();
  await prepare.getByRole('link', { name: 'Rediger' }).click();
  for (const [label, text] of [
    ['Formål', 'Et rent hjem hun trives i'], ['Fakta', 'Ser dårlig og har vondt.'], ['Begrunnelse', 'Trenger hjelp til renhold.'],
    ['Pårørendes syn', 'Sønnen er enig.'], ['Hjemmel', 'hol § 3-2 nr. 6 b'], ['Klage', 'Du kan klage innen fire uker.'],
  ] as const) await randi.page.getByLabel(label).fill(text);
  await randi.page.getByLabel('Nei', { exact: true }).first().check();
  await randi.page.getByRole('button', { name: 'Lagre utkastet' }).click();
  await prepare.getByRole('button', { name: 'Skriv uttalelse' }).click();
  await randi.page.getByLabel('Hva mener du, og hvorfor?').fill('Enig i rammen.');
  await randi.page.getByRole('button', { name: 'Lagre uttalelsen' }).click();
  await expect(randi.page.getByRole('dialog')).toBeHidden();
  await expect(randi.page.getByText('Alt er på plass.')).toBeVisible();
  const preview = await randi.page.locator('iframe.letter').getAttribute('src');
  const head = await randi.page.evaluate(async (url) => (await (await fetch(url)).text()).slice(0, 5), preview?.split('#')[0] ?? '').catch(() => 'blob');
  expect(['%PDF-', 'blob']).toContain(head);
  const path = new URL(randi.page.url()).pathname;
  await prepare.getByRole('button', { name: 'Send til signering' }).click();
  // Randi wrote it, so Randi does not sign it: every reason, and who may.
  await expect(randi.page.getByRole('heading', { name: 'Du kan ikke signere dette' })).toBeVisible();
  await expect(randi.page.locator('.sign')).toContainText('Ingrid Solheim');

  const ingrid = await somebody(browser, server, 'ingrid.solheim');
  await go(ingrid.page, 'Vedtak');
  await ingrid.page.locator(`a[href="${path}"]`).click();
  await expect(ingrid.page.getByRole('heading', { name: 'Slik blir brevet' })).toBeVisible();
  await ingrid.page.getByRole('button', { name: 'Signer' }).click();
  await expect(ingrid.page.getByText(/^Signert /).first()).toBeVisible();
  await expect(ingrid.page.getByRole('heading', { name: 'Brevet', exact: true })).toBeVisible();
  await expect(ingrid.page.locator('iframe.letter')).toBeVisible();
  // Randi sees it without touching anything, and tells Astrid.
  await expect(randi.page.getByText(/^Signert /).first()).toBeVisible({ timeout: 8_000 });
  await randi.page.getByLabel('Kom fram (valgfritt)').fill(today());
  await randi.page.getByRole('button', { name: 'Registrer' }).click();
  await expect(randi.page.getByText(/klagefrist/)).toBeVisible();
  await randi.context.close();
  await ingrid.context.close();
});

test('a vedtak that nobody here may sign shows every reason and who may, goes back with a comment, or on to them', async ({ browser }) => {
  const centre = await submitted(server, 'day_centre', { kind: 'count', count: 2 });
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Vedtak');
  await page.getByRole('link', { name: /Dagsenter/ }).click();
  await expect(page).toHaveURL(new RegExp(centre));
  await expect(page.getByRole('heading', { name: 'Du kan ikke signere dette' })).toBeVisible();
  await expect(page.locator('.sign')).toContainText('R-VED-4');
  await expect(page.locator('.sign')).toContainText(/Disse kan signere:.*Søknadskontoret/);
  await page.getByRole('button', { name: 'Send tilbake' }).click();
  await page.getByLabel('Hva må endres?').fill('Skriv hvor mange dager.');
  await page.getByRole('dialog').getByRole('button', { name: 'Send tilbake' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.locator('.ds-alert').filter({ hasText: 'Sendt tilbake' })).toContainText('Skriv hvor mange dager.');
  await context.close();
});

test('a wrong password is refused in words', async ({ page }) => {
  await page.goto(server.url);
  await page.getByLabel('Brukernavn').fill('kari.nordby');
  await page.getByLabel('Passord').fill('feil passord');
  await page.getByRole('button', { name: 'Logg inn' }).click();
  await expect(page.getByRole('alert')).toContainText('Feil brukernavn eller passord');
});

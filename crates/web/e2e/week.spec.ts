// WEB-7: somebody is ill at seven. The leader enters it, sees the three ways on with what each would do, and chooses.
import { type Page, expect, test } from '@playwright/test';
import { clean, dayPlan, go, picture, plannedDay, somebody, team } from './people';
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
  await picture(page, 'uke-veier');
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

test('a shift that nobody has is entered, and taken with one press', async ({ browser }) => {
  // Somebody whose day ends before it begins: that it is a long day is refused until she says why.
  const early = (await dayPlan(server)).lanes.find((lane) => lane.profession === 'healthcare_worker' && lane.atWork.length > 0 && lane.atWork.every((one) => one.until <= `${today()}T14:30:00Z`));
  const who = { name: early?.name ?? '', userName: early?.name.toLowerCase().replace(' ', '.') ?? '' };
  const ingrid = await somebody(browser, server, 'ingrid.solheim');
  await go(ingrid.page, 'Uke');
  await ingrid.page.getByRole('button', { name: 'Ny vakt' }).click();
  const form = ingrid.page.getByRole('dialog');
  await form.getByLabel('Hvem').selectOption({ label: 'Ledig: ingen har den ennå' });
  await form.getByLabel('Vakttype').selectOption({ label: 'Kveldsvakt' });
  await form.getByLabel('Fra').fill('15:30');
  await form.getByLabel('Til').fill('22:30');
  await form.getByRole('button', { name: 'Lagre' }).click();
  const open = ingrid.page.getByRole('row', { name: /^Ledige vakter/ });
  await expect(open.getByText('15:30–22:30')).toBeVisible();
  await clean(ingrid.page, 'a week with an open shift');
  const hers = await somebody(browser, server, who.userName);
  await go(hers.page, 'Uke');
  await hers.page.getByRole('button', { name: /^Ta vakten/ }).click();
  const mine = hers.page.getByRole('row', { name: new RegExp(who.name) }).getByText('15:30–22:30');
  await expect(hers.page.getByRole('alert')).toContainText('R-SHF-2');
  await clean(hers.page, 'an open shift that is refused');
  await hers.page.getByLabel('Hvorfor skal den stå likevel?').fill('Avtalt med lederen');
  await hers.page.getByRole('button', { name: /^Ta vakten/ }).click();
  await expect(mine).toBeVisible();
  // Nobody has to reload to see that it is gone.
  await expect(open).toHaveCount(0);
  await hers.context.close();
  await ingrid.context.close();
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

/** Somebody new who may come to the team as a substitute, and has no shift anywhere. */
async function spare(): Promise<{ employee: string; name: string }> {
  const [admin, leader, unit] = [await server.as('erik.strand'), await server.as('ingrid.solheim'), await team(server)];
  const made = await admin('POST', '/employees', { givenName: 'Vår', familyName: 'Tangen', profession: 'nurse', transport: 'bike', userName: 'var.tangen' });
  const employee = String(made.body['id']);
  const proposed = await admin('POST', `/teams/${unit}/members`, { employee, role: 'substitute', share: 0, from: today(), until: null });
  const confirmed = await leader('POST', `/teams/${unit}/members/${String(proposed.body['id'])}/confirmation`, undefined, { 'if-match': proposed.etag });
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200);
  return { employee, name: 'Vår Tangen' };
}

async function ask(page: Page, from: string, until: string): Promise<void> {
  await page.getByRole('button', { name: 'Spør om vikar' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Fra').fill(from);
  await form.getByLabel('Til').fill(until);
  await form.getByLabel('Legemiddelhåndtering').check();
  await form.getByLabel('Mer som er greit å vite').fill('Sykkel er fint');
  await clean(page, 'asking for a substitute');
  await form.getByRole('button', { name: 'Send spørsmålet' }).click();
  await expect(form).toHaveCount(0);
}

test('a substitute is asked for, offered and booked, and another question is taken back', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Uke');
  await ask(page, '09:00', '15:00');
  const requests = page.getByRole('region', { name: 'Forespørsler om vikar' });
  await expect(requests.getByRole('listitem')).toHaveCount(1);
  await expect(requests.getByRole('button', { name: 'Bestill' })).toHaveCount(0);

  // The staffing office answers; it is seen without a press.
  const office = await server.as('trine.kolstad');
  const own = (await office('GET', '/me')).body as { roles: { unit: string }[] };
  const at = `/teams/${own.roles[0]?.unit ?? ''}/substitute-requests`;
  const got = (await office('GET', at)).body as { items: { id: string; state: string }[] };
  const who = await spare();
  const answered = await office('POST', `${at}/${got.items.find((one) => one.state === 'asked')?.id ?? ''}/answers`, { offers: [{ shift: 0, employee: who.employee }], answer: 'Kommer fra Bøler' });
  expect(answered.status, JSON.stringify(answered.body)).toBe(200);
  await expect(requests.getByText('Kommer fra Bøler')).toBeVisible();
  await clean(page, 'a substitute who is offered');
  await requests.getByRole('button', { name: 'Bestill' }).click();
  await expect(requests.getByRole('button', { name: 'Bestill' })).toHaveCount(0);
  await expect(page.getByRole('row', { name: new RegExp(who.name) }).getByText('09:00–15:00')).toBeVisible();

  await ask(page, '16:00', '21:00');
  await expect(requests.getByRole('listitem')).toHaveCount(2);
  await requests.getByRole('button', { name: 'Trekk' }).click();
  await expect(requests.getByRole('button', { name: 'Trekk' })).toHaveCount(0);
  await expect(requests.getByText('trukket')).toBeVisible();
  await context.close();
});

test('the leader gives a day of a duty to somebody, and one who cannot have it is refused with why', async ({ browser }) => {
  const { page, context } = await somebody(browser, server, 'ingrid.solheim');
  await go(page, 'Uke');
  const table = page.getByRole('region', { name: 'Oppgave', exact: true });
  const row = table.getByRole('row', { name: /^Fordeler/ });
  await expect(row).toBeVisible();
  const hers = row.getByRole('cell').filter({ hasText: 'Kari Nordby' });
  const had = await hers.count();
  await row.getByRole('cell').filter({ hasNotText: 'Kari Nordby' }).getByRole('button', { name: /^Gi til … Fordeler/ }).last().click();
  const form = page.getByRole('dialog');
  const choices = form.getByLabel('Hvem skal ha den?');
  await clean(page, 'a duty to give');
  // Somebody who has not learned to make lists cannot be fordeler.
  const ill = await server.as('ingrid.solheim');
  const members = (await ill('GET', `/teams/${await team(server)}/members`)).body as { items: { name: string; profession: string; role: string }[] };
  const unable = members.items.find((one) => one.profession === 'home_helper' && one.role === 'member') ?? members.items.find((one) => one.profession === 'healthcare_worker' && one.role === 'member');
  await choices.selectOption({ label: unable?.name ?? '' });
  await form.getByRole('button', { name: 'Gi til …' }).click();
  await expect(form.getByRole('alert')).toContainText('R-TEAM-5');
  await choices.selectOption({ label: 'Kari Nordby' });
  await form.getByRole('button', { name: 'Gi til …' }).click();
  await expect(form).toHaveCount(0);
  await expect(hers).toHaveCount(had + 1);
  await context.close();
});

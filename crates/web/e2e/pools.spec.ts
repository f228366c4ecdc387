// R-TEAM-8 in the client: one leader proposes shared evenings, the other agrees; who has the shift sees the pool's plan, whose each
// citizen is and until when; who has not sees her own team's; and it is ended.
import { expect, test } from '@playwright/test';
import { clean, go, offDuty, picture, somebody, team } from './people';
import { Server, plus } from './server';

let server: Server;
test.beforeAll(async () => { server = await Server.start(); });
test.afterAll(() => server.stop());
test.describe.configure({ mode: 'serial' });

const NAME = 'Kveld Skullerud og Bogerud';

test('evenings are proposed, refused until they can be, and agreed by the other team', async ({ browser }) => {
  const ingrid = await somebody(browser, server, 'ingrid.solheim');
  await go(ingrid.page, 'Uke');
  const shared = ingrid.page.getByRole('region', { name: 'Felles vakt' });
  await shared.getByRole('button', { name: 'Foreslå felles vakt' }).click();
  const form = ingrid.page.getByRole('dialog');
  await form.getByLabel('Navn', { exact: true }).fill(NAME);
  await form.getByLabel('Team Bogerud').check();
  await clean(ingrid.page, 'a pool to propose');
  await form.getByLabel('Fra').fill('15:00');
  await picture(ingrid.page, 'felles-vakt-forslag');
  await form.getByLabel('Fra').fill('10:00');
  await form.getByRole('button', { name: 'Send forslaget' }).click();
  await expect(form.getByRole('alert')).toContainText('R-TEAM-8');
  await clean(ingrid.page, 'a pool that is refused');
  await form.getByLabel('Fra').fill('15:00');
  await form.getByRole('button', { name: 'Send forslaget' }).click();
  await expect(form).toHaveCount(0);
  await expect(shared.getByText('Venter på svar fra Team Bogerud.')).toBeVisible();
  await expect(shared.getByText('man.–søn. og helligdager 15:00–22:30')).toBeVisible();

  const marek = await somebody(browser, server, 'marek.zielinski');
  await go(marek.page, 'Uke');
  const theirs = marek.page.getByRole('region', { name: 'Felles vakt' });
  await expect(theirs.getByText('Venter på svar fra dere.')).toBeVisible();
  await clean(marek.page, 'a pool to answer');
  await picture(marek.page, 'felles-vakt', theirs);
  await theirs.getByRole('button', { name: `Si ja ${NAME}` }).click();
  await expect(theirs.getByText('avtalt')).toBeVisible();
  // The one who proposed sees it without a press.
  await expect(shared.getByText('avtalt')).toBeVisible();
  await expect(shared.getByText(/Team Bogerud sa ja/)).toBeVisible();
  await marek.context.close();
  await ingrid.context.close();
});

test('the leader enters a shift in it, and who has it sees the whole plan, and until when', async ({ browser }) => {
  const who = await offDuty(server, 'healthcare_worker');
  const ingrid = await somebody(browser, server, 'ingrid.solheim');
  await go(ingrid.page, 'Uke');
  await ingrid.page.getByRole('button', { name: 'Ny vakt' }).click();
  const form = ingrid.page.getByRole('dialog');
  await form.getByLabel('Hvem').selectOption({ label: who.name });
  await form.getByLabel('Hvor').selectOption({ label: NAME });
  await form.getByLabel('Vakttype').selectOption({ label: 'Kveldsvakt' });
  await form.getByLabel('Fra').fill('15:00');
  await form.getByLabel('Til').fill('22:30');
  await form.getByRole('button', { name: 'Lagre' }).click();
  await expect(form.getByRole('alert').or(ingrid.page.getByRole('row', { name: new RegExp(who.name) }).getByText(NAME)).first()).toBeVisible();
  if (await form.isVisible()) {
    await form.getByLabel('Hvorfor skal den stå likevel?').fill('Avtalt med alle');
    await form.getByRole('button', { name: 'Lagre' }).click();
  }
  await expect(ingrid.page.getByRole('row', { name: new RegExp(who.name) }).getByText(NAME)).toBeVisible();
  await clean(ingrid.page, 'a week with a shift in a pool');

  const hers = await somebody(browser, server, who.userName);
  await go(hers.page, 'Tavle');
  await hers.page.getByLabel('Hvilke lister').selectOption({ label: NAME });
  await expect(hers.page.getByText(/^Du er på felles vakt og ser innbyggerne i alle teamene til .* 22:30\.$/)).toBeVisible();
  const teams = hers.page.locator('.pool-teams');
  await expect(teams).toContainText('Team Bogerud');
  await expect(teams).toContainText('Team Skullerud');
  // Whose each is stands beside her, in the list and where one picks up.
  const theirs = hers.page.locator('.free-list li').filter({ hasText: 'Team Bogerud' }).first();
  await theirs.getByRole('button').click();
  await expect(hers.page.locator('.pick .tags')).toContainText('Team Bogerud');
  await clean(hers.page, 'the board of a pool');
  await picture(hers.page, 'tavle-felles');
  await hers.page.locator('.pick').getByRole('button', { name: 'Lukk' }).click();

  // A leader who has no shift in it sees her own team's alone, and is told so.
  await go(ingrid.page, 'Tavle');
  await ingrid.page.getByLabel('Hvilke lister').selectOption({ label: NAME });
  await expect(ingrid.page.getByText('Du har ikke vakten og ser bare innbyggerne til ditt eget team.')).toBeVisible();
  await expect(ingrid.page.locator('.free-list li').first()).toBeVisible();
  await expect(ingrid.page.locator('.free-list')).not.toContainText('Team Bogerud');
  await ingrid.page.getByRole('button', { name: 'Foreslå lister' }).click();
  await expect(ingrid.page.getByRole('alert')).toContainText('R-TEAM-8');
  // Before its first day there are no plans of it: the board goes home.
  await ingrid.page.getByRole('button', { name: 'Dagen før' }).click();
  await expect(ingrid.page.getByRole('heading', { name: /^Ingen har tatt disse/ })).toBeVisible();
  await expect(ingrid.page.getByLabel('Hvilke lister')).toHaveCount(0);
  await hers.context.close();
  await ingrid.context.close();
});

test('it is ended, not before a shift that stands in it', async ({ browser }) => {
  const ingrid = await server.as('ingrid.solheim');
  const pools = (await ingrid('GET', `/teams/${await team(server)}/pools`)).body as { items: { id: string; state: string }[] };
  const pool = pools.items.find((one) => one.state === 'agreed')?.id ?? '';
  const late = await ingrid('POST', `/teams/${pool}/shifts`, { employee: null, kind: 'evening', interval: { from: `${plus(2)}T14:00:00Z`, until: `${plus(2)}T21:30:00Z` } });
  expect(late.status, JSON.stringify(late.body)).toBe(201);
  const { page, context } = await somebody(browser, server, 'marek.zielinski');
  await go(page, 'Uke');
  const shared = page.getByRole('region', { name: 'Felles vakt' });
  await shared.getByRole('button', { name: `Avslutt felles vakt ${NAME}` }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Siste dag').fill(plus(1));
  await form.getByRole('button', { name: 'Avslutt felles vakt' }).click();
  await expect(form.getByRole('alert')).toContainText('vakter etter siste dag');
  await clean(page, 'a pool that cannot end yet');
  await form.getByLabel('Siste dag').fill(plus(2));
  await form.getByRole('button', { name: 'Avslutt felles vakt' }).click();
  await expect(form).toHaveCount(0);
  await expect(shared.getByText(/Team Bogerud avsluttet/)).toBeVisible();
  await expect(shared.getByRole('button', { name: /^Avslutt/ })).toHaveCount(0);
  await context.close();
});

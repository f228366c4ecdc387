// R-SHF-3 in the client: the staffing office sees who needs somebody soonest, offers one who is free, or says why nobody comes.
import { expect, test } from '@playwright/test';
import { BOARD, PHONE, clean, go, somebody, team } from './people';
import { Server, plus } from './server';

let server: Server;
test.beforeAll(async () => { server = await Server.start(); });
test.afterAll(() => server.stop());

test('the soonest need is on top, one is answered with a substitute and one with why not', async ({ browser }) => {
  const trine = await somebody(browser, server, 'trine.kolstad', PHONE);
  await expect(trine.page.getByRole('heading', { name: 'Forespørsler om vikar' })).toBeVisible();
  await expect(trine.page.getByText('Ingen venter på svar.')).toBeVisible();
  await clean(trine.page, 'a staffing office with nothing to do');
  const ingrid = await server.as('ingrid.solheim');
  const at = `/teams/${await team(server)}/substitute-requests`;
  for (const [day, note] of [[plus(3), 'Den andre'], [plus(2), 'Den første']] as const) {
    const made = await ingrid('POST', at, { shifts: [{ interval: { from: `${day}T06:30:00Z`, until: `${day}T14:00:00Z` }, kind: 'day' }], competences: ['medication'], note });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
  // Seen without a press, within a short while; the soonest first.
  const requests = trine.page.getByRole('region', { name: /^Team Skullerud/ });
  await expect(requests).toHaveCount(2, { timeout: 25_000 });
  await expect(requests.first()).toContainText('Den første');
  const first = requests.first();
  await expect(first.getByRole('button', { name: /^Tilby/ })).toBeDisabled();
  await expect(first.getByRole('button', { name: /^Ingen kan komme/ })).toBeDisabled();
  const who = first.getByRole('combobox');
  // Who can come is fetched apart.
  await expect(who.getByRole('option').filter({ hasText: 'kjenner teamet' }).first()).toBeAttached();
  const one = (await who.getByRole('option').allTextContents()).find((text) => text.includes('kjenner teamet') && !text.includes('mangler')) ?? '';
  await who.selectOption({ label: one });
  await first.getByLabel('Beskjed til teamet').fill('Kommer fra Bøler');
  for (const viewport of [PHONE, BOARD]) {
    await trine.page.setViewportSize(viewport);
    await clean(trine.page, 'a request to answer');
  }
  await trine.page.setViewportSize(PHONE);
  await first.getByRole('button', { name: /^Tilby/ }).click();
  await expect(requests).toHaveCount(1);
  await expect(trine.page.getByText('tilbudt')).toBeVisible();
  await requests.first().getByLabel('Beskjed til teamet').fill('Alle er i arbeid den dagen');
  await requests.first().getByRole('button', { name: /^Ingen kan komme/ }).click();
  await expect(requests).toHaveCount(0);
  await expect(trine.page.getByText('ingen å få')).toBeVisible();

  const leader = await somebody(browser, server, 'ingrid.solheim');
  await go(leader.page, 'Uke');
  const theirs = leader.page.getByRole('region', { name: 'Forespørsler om vikar' });
  await expect(theirs).toContainText('Kommer fra Bøler');
  await theirs.getByRole('button', { name: 'Bestill' }).click();
  await expect(theirs.getByText('bestilt')).toBeVisible();
  // What is booked is no longer to be thought over.
  await expect(trine.page.getByText('bestilt')).toBeVisible({ timeout: 25_000 });
  await expect(trine.page.getByRole('button', { name: /^Svar på nytt/ })).toHaveCount(1);
  // Who is booked finds her own list, and no board.
  const booked = await somebody(browser, server, one.toLowerCase().split(' ').slice(0, 2).join('.').replace(/[^a-zæøå.-]/g, ''), PHONE);
  const places = booked.page.getByRole('navigation', { name: 'Steder' });
  await expect(places.getByRole('link', { name: 'Min dag' })).toHaveAttribute('aria-current', 'page');
  await expect(places.getByRole('link', { name: 'Tavle' })).toHaveCount(0);
  await expect(booked.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(booked.page.getByRole('alert')).toHaveCount(0);
  await clean(booked.page, 'the day of a substitute');
  await booked.context.close();
  await leader.context.close();
  await trine.context.close();
});

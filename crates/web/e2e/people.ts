// What people do in the tests: log in, look, go somewhere; and scenes that are set through the API.
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, type Locator, type Page, expect } from '@playwright/test';
import { PASSWORD, type Server, setClock, today } from './server';

export const PHONE = { width: 390, height: 844 };
export const BOARD = { width: 1440, height: 900 };

export async function somebody(browser: Browser, server: Server, userName: string, viewport = BOARD, more: Parameters<Browser['newContext']>[0] = {}): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: server.url, viewport, locale: 'nb-NO', timezoneId: 'Europe/Oslo', ...more });
  await setClock(context);
  const page = await context.newPage();
  await page.goto('/');
  await signIn(page, userName);
  return { page, context };
}

export async function signIn(page: Page, userName: string, password = PASSWORD, arrives = password === PASSWORD): Promise<void> {
  await page.getByLabel('Brukernavn').fill(userName);
  await page.getByLabel('Passord').fill(password);
  await page.getByRole('button', { name: 'Logg inn' }).click();
  if (arrives) await expect(page.getByRole('navigation', { name: 'Steder' })).toBeVisible();
}

export async function go(page: Page, place: string): Promise<void> {
  const places = page.getByRole('navigation', { name: 'Steder' });
  const link = places.getByRole('link', { name: place });
  // On a phone the last places are behind one that is called «Mer».
  if (!(await link.isVisible())) await places.getByRole('button', { name: 'Mer' }).click();
  await page.getByRole('link', { name: place }).filter({ visible: true }).click();
}

/** With SCREENS=1: what is seen now, on a phone and a board, for docs/screens; a dialog or what is named from its beginning. */
export async function picture(page: Page, name: string, onPhone?: Locator, onBoard = onPhone): Promise<void> {
  if (!process.env['SCREENS']) return;
  const before = page.viewportSize() ?? BOARD;
  for (const [size, viewport] of [['390', PHONE], ['1440', BOARD]] as const) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => document.querySelector('dialog[open]')?.scrollTo(0, 0));
    await (size === '390' ? onPhone : onBoard)?.evaluate((seen) => seen.scrollIntoView({ block: 'start' }));
    await page.screenshot({ path: new URL(`../../../docs/screens/${name}-${size}.png`, import.meta.url).pathname });
  }
  await page.setViewportSize(before);
}

/** WEB-11: axe finds nothing. */
export async function clean(page: Page, what: string): Promise<void> {
  // A dialog that is still fading in has the colours of neither state; its fading begins with the next frame.
  await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => { requestAnimationFrame(drawn); }); }));
  await page.evaluate(() => Promise.all(document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity).map((one) => one.finished.catch(() => undefined))));
  const found = await new AxeBuilder({ page }).analyze();
  const said = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).slice(0, 3).join('; ')}`);
  expect(said, what).toEqual([]);
}

interface Lane { employee: string; name: string; shiftMinutes: number; profession: string; atWork: { from: string; until: string }[] }
interface Visit { id: string; minutes: number; window: { from: string; until: string }; slot: string | null; citizen: { id: string; name: string }; competences: string[]; employees: number }
export interface Day { lanes: Lane[]; visits: Visit[]; etag: string }

export async function team(server: Server, userName = 'ingrid.solheim'): Promise<string> {
  const me = (await (await server.as(userName))('GET', '/me')).body as { roles: { unit: string }[] };
  return me.roles[0]?.unit ?? '';
}

export async function dayPlan(server: Server, date = today()): Promise<Day> {
  const ask = await server.as('ingrid.solheim');
  return (await ask('GET', `/teams/${await team(server)}/days/${date}`)).body as unknown as Day;
}

/** A member of the team who has no shift today; a substitute has a lane, too, but no board. */
export async function offDuty(server: Server, profession: string): Promise<{ name: string; userName: string }> {
  const [day, unit] = [await dayPlan(server), await team(server)];
  for (const { name } of day.lanes.filter((lane) => lane.profession === profession && lane.shiftMinutes === 0)) {
    const userName = name.toLowerCase().replace(' ', '.');
    const me = (await (await server.as(userName))('GET', '/me')).body as { roles?: { role: string; unit: string }[] };
    if (me.roles?.some((one) => one.role === 'member' && one.unit === unit)) return { name, userName };
  }
  throw new Error(`no ${profession} of the team is off`);
}

/** Sees to it that somebody is at work today: at a weekend half of them are off. */
export async function sendToWork(server: Server, name: string): Promise<void> {
  const day = await dayPlan(server);
  const lane = day.lanes.find((one) => one.name === name);
  const [shift] = day.lanes.flatMap((one) => one.atWork).sort((a, b) => a.from.localeCompare(b.from));
  if (!lane || lane.shiftMinutes > 0) return;
  const ask = await server.as('ingrid.solheim');
  const made = await ask('POST', `/teams/${await team(server)}/shifts`, { employee: lane.employee, kind: 'day', interval: shift });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
}

export async function citizen(server: Server, name: string): Promise<string> {
  const ask = await server.as('kari.nordby');
  const found = (await ask('GET', `/citizens?query=${name}`)).body as { items: { id: string }[] };
  return found.items[0]?.id ?? '';
}

interface Proposal { id: string; state: string; planEtag: string; unplaced: { visit: string }[] }

/** Calls in everybody who is off, for the day and the evening in turn, so that there are people enough on any day of the year. */
export async function enoughPeople(server: Server, date = today()): Promise<void> {
  const ask = await server.as('ingrid.solheim');
  const day = await dayPlan(server, date);
  const shifts = day.lanes.flatMap((lane) => lane.atWork).sort((a, b) => a.from.localeCompare(b.from));
  const kinds = [shifts[0], shifts.at(-1)];
  for (const profession of ['nurse', 'healthcare_worker']) {
    const spare = day.lanes.filter((lane) => lane.shiftMinutes === 0 && lane.profession === profession);
    for (const [i, lane] of spare.entries()) {
      await ask('POST', `/teams/${await team(server)}/shifts`, { employee: lane.employee, kind: i % 2 === 0 ? 'day' : 'evening', interval: kinds[i % 2] });
    }
  }
}

async function propose(server: Server, list: string): Promise<Proposal> {
  const ask = await server.as('ingrid.solheim');
  let made = (await ask('POST', `${list}/proposals`, undefined, { prefer: 'wait=8' })).body as unknown as Proposal;
  while (made.state === 'working') made = (await ask('GET', `${list}/proposals/${made.id}`)).body as unknown as Proposal;
  return made;
}

/** The day as it is when everybody has a list: proposed, taken and, if wanted, published. */
export async function plannedDay(server: Server, publish = true): Promise<void> {
  await enoughPeople(server);
  const ask = await server.as('ingrid.solheim');
  const list = `/teams/${await team(server)}/days/${today()}`;
  const proposal = await propose(server, list);
  const taken = await ask('POST', `${list}/proposals/${proposal.id}/acceptance`, {}, { 'if-match': proposal.planEtag });
  expect(taken.status, JSON.stringify(taken.body)).toBe(200);
  if (!publish) return;
  const done = await ask('POST', `${list}/publication`, undefined, { 'if-match': String(taken.body['etag']) });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
}

/** A vedtak on a service, ready to be signed. */
export async function submitted(server: Server, service: string, frame: unknown): Promise<string> {
  const astrid = await citizen(server, 'astrid');
  const randi = await server.as('randi.sather');
  const kari = await server.as('kari.nordby');
  const who = async (ask: typeof randi) => String((await ask('GET', '/me')).body['employee']);
  const talks = (await kari('GET', `/citizens/${astrid}/assessments`)).body as { items: { id: string; state: string }[] };
  const made = await randi('POST', `/citizens/${astrid}/vedtak`, {
    content: {
      service, outcome: 'grant', form: 'detailed', frame, from: today(), until: `${Number(today().slice(0, 4)) + 1}${today().slice(4, 7)}-01`,
      assessment: talks.items.find((one) => one.state === 'completed')?.id, purpose: 'Klare seg selv hjemme', facts: 'Ser dårlig',
      reasoning: 'Trenger hjelp en stund', citizenView: 'Vil gå selv', kinView: 'Sønnen er enig', legalBasis: ['hol § 3-2 nr. 6 b'],
      ownPayment: false, appealInformation: 'Du kan klage innen fire uker.',
    },
    caseWorker: await who(randi), responsibleNurse: await who(kari),
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const path = `/vedtak/${String(made.body['id'])}`;
  await randi('POST', `${path}/statements`, { role: 'case_worker', text: 'Enig i rammen.' });
  await kari('POST', `${path}/statements`, { role: 'responsible_nurse', text: 'Enig i rammen.' });
  const sent = await randi('POST', `${path}/submission`, undefined, { 'if-match': (await randi('GET', path)).etag });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  return String(made.body['id']);
}

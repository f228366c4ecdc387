// The day as the phone knows it: the server's answer, kept when it can be, and what has happened
// since, also what has not been sent.
import { type Schemas, api, body } from '../../api/client';
import { me, teams } from '../../api/state';
import { language } from '../../i18n';
import { clock, plusDays, today } from '../../i18n/dates';
import { type Event } from '../../offline/outbox';
import { forget, keep, kept, names, vault } from '../../offline/vault';

export type DayOfMine = Schemas['DayOfMine'];
export type Visit = Schemas['MyVisitView'];
export type Citizen = Schemas['MyCitizenView'];

export interface KeptDay {
  day: DayOfMine;
  /** When the server gave it. */
  at: number;
}

/** The day from the server, or from the vault when there is no coverage. Only today is kept. */
export async function loadDay(date: string): Promise<KeptDay & { stale: boolean }> {
  try {
    const day = await askDay(date);
    const found = { day, at: Date.now() };
    if (date === today() && vault.value === 'open') void keepShift(date, found);
    return { ...found, stale: false };
  } catch (error) {
    const old = await kept<KeptDay>(`day:${date}`);
    if (old) return { ...old, stale: true };
    throw error;
  }
}

/** Today is asked for without its date, as `public/early.js` has done already. */
async function askDay(date: string): Promise<DayOfMine> {
  const ask = (query: { date?: string }) => body(api.GET('/api/v1/me/day', { params: { query } }));
  const day = await ask(date === today() ? {} : { date });
  return day.date === date ? day : ask({ date });
}

/** Only today is kept, and what a conversation needs. The list does not wait for it. */
async function keepShift(date: string, found: KeptDay): Promise<void> {
  for (const old of await names('day:')) if (old !== `day:${date}`) await forget(old);
  await keep(`day:${date}`, found);
  await keepTemplate().catch(() => undefined);
}

/** Hours after midnight for which the night's shift of yesterday may still be told of. */
const NIGHT = 10;

/** What is older than the shift is forgotten, also while the PIN has not been given (WEB-1: one shift). */
export async function forgetOldDays(): Promise<void> {
  const first = clock(Date.now()) < `${NIGHT}:00` ? plusDays(today(), -1) : today();
  for (const old of await names('day:')) if (old < `day:${first}`) await forget(old);
}

const SETTLES = ['done', 'not_done', 'declined', 'moved', 'nobody_opened'];

/** Events of a visit that stand: neither corrected nor taken back. */
export function standing(events: Event[], visit: string): Event[] {
  const mine = events.filter((event) => event.told.visit === visit && event.fate !== 'trouble');
  const replaced = new Set(mine.map((event) => event.told.replaces));
  return mine.filter((event) => !replaced.has(event.told.id) && event.told.kind !== 'withdrawn');
}

/** How far a visit has come, as this phone knows it. */
export function outcomeOf(visit: Visit, events: Event[]): string {
  const all = events.filter((event) => event.told.visit === visit.id && event.fate === 'waiting');
  if (all.length === 0) return visit.outcome;
  const mine = standing(events, visit.id);
  const settled = mine.filter((event) => SETTLES.includes(event.told.kind)).at(-1);
  if (settled) return settled.told.kind;
  if (mine.some((event) => event.told.kind === 'started')) return 'started';
  return all.some((event) => event.told.kind === 'withdrawn') ? 'planned' : visit.outcome;
}

export function isSettled(outcome: string): boolean {
  return SETTLES.includes(outcome);
}

/** What she comes to next: begun, else the first that nobody has settled. */
export function nextVisit(visits: Visit[], events: Event[]): Visit | null {
  const open = visits.filter((visit) => !visit.suspended && !isSettled(outcomeOf(visit, events)));
  return open.find((visit) => outcomeOf(visit, events) === 'started') ?? open[0] ?? null;
}

/** Opens the phone's own map. */
export function mapLink(citizen: Citizen): string | null {
  const way = citizen.wayIn;
  if (!way) return null;
  const text = encodeURIComponent(`${way.street}, ${way.postalCode} ${way.town}`);
  return way.place ? `geo:${way.place.lat},${way.place.lon}?q=${text}` : `geo:0,0?q=${text}`;
}

/** The questions of the conversation go along, so that one can be held where there is no coverage. */
export async function keepTemplate(): Promise<Schemas['Template']> {
  const who = me();
  const unit = who ? teams(who)[0]?.id : undefined;
  const mark = `${language.value} ${unit ?? ''} ${today()}`;
  const old = await kept<Schemas['Template'] & { mark: string }>('template');
  if (old?.mark === mark) return old;
  // In the unit's own words, where it has any.
  const template = await body(api.GET('/api/v1/assessment-template', { params: { query: unit ? { unit } : {} } }));
  await keep('template', { ...template, mark });
  return template;
}

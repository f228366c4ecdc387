// The board as the screen sees it: lanes with what lies in them, and where something may go.
import { type Schemas, api, body } from '../../api/client';
import { instant, minutesInto } from '../../i18n/dates';

export type DayView = Schemas['DayView'];
export type Visit = Schemas['VisitView'];
export type Lane = Schemas['LaneView'];
export type Proposal = Schemas['ProposalView'];
export type Proposed = Schemas['ProposedView'];

/** One employee's part in a visit, as a block on the board. */
export interface Block {
  visit: Visit;
  assignment: Schemas['AssignmentView'];
}

export interface Axis {
  from: number;
  until: number;
}

/** Minutes after midnight between which anything happens, whole hours; a team's own day has at least its morning. */
export function axis(day: DayView): Axis {
  const all = day.lanes.flatMap((lane) => lane.atWork).concat(day.visits.map((visit) => visit.window));
  const from = Math.min(...all.map((one) => minutesInto(day.date, one.from)), ...(day.pool && all.length > 0 ? [] : [8 * 60]));
  const until = Math.max(...all.map((one) => minutesInto(day.date, one.until)), 15 * 60);
  return { from: Math.max(0, Math.floor(from / 60) * 60), until: Math.min(36 * 60, Math.ceil(until / 60) * 60) };
}

export function blocksOf(day: DayView, employee: string): Block[] {
  return day.visits.flatMap((visit) =>
    visit.assignments.filter((one) => one.employee === employee).map((assignment) => ({ visit, assignment })));
}

/** Which of a pool's teams answers for a visit's citizen: its place among them, and its name. In a team's own plan nothing is said. */
export function teamOf(day: DayView, visit: Visit): { at: number; name: string } | null {
  const teams = day.pool?.teams ?? [];
  const at = teams.findIndex((one) => one.citizens.includes(visit.citizen?.id ?? ''));
  const found = teams[at];
  return found ? { at, name: found.name } : null;
}

/** Parts that nobody has, must-do first, then by time. */
export function free(day: DayView): Block[] {
  return day.visits
    .filter((visit) => !visit.suspended)
    .flatMap((visit) => visit.assignments.filter((one) => !one.employee).map((assignment) => ({ visit, assignment })))
    .sort((a, b) => Number(b.visit.mustDo) - Number(a.visit.mustDo) || a.visit.window.from.localeCompare(b.visit.window.from));
}

/** Minutes to leave between two visits when a place is suggested; the server knows the real way. */
const WAY = 5;

/** When a visit could begin in a lane: as near the wish as there is room for it. */
export function suggestStart(day: DayView, visit: Visit, lane: Lane): string {
  const at = (text: string): number => minutesInto(day.date, text);
  const wish = visit.preferred ? minutesInto(day.date, instant(day.date, visit.preferred).toISOString()) : at(visit.window.from);
  const taken = blocksOf(day, lane.employee)
    .filter((block) => block.visit.start && block.visit.id !== visit.id)
    .map((block) => [at(block.visit.start ?? '') - WAY, at(block.visit.start ?? '') + block.visit.minutes + WAY] as const);
  const fits = (start: number): boolean =>
    start >= at(visit.window.from) && start <= at(visit.window.until) &&
    (lane.atWork.length === 0 || lane.atWork.some((one) => at(one.from) <= start && start + visit.minutes <= at(one.until))) &&
    taken.every(([from, until]) => start + visit.minutes <= from || start >= until);
  for (let away = 0; away <= 12 * 60; away += 5) {
    if (fits(wish - away)) return time(day.date, wish - away);
    if (fits(wish + away)) return time(day.date, wish + away);
  }
  return time(day.date, wish);
}

/** The instant that lies so many minutes into the day. */
export function time(date: string, minutes: number): string {
  return new Date(instant(date, '00:00').getTime() + minutes * 60_000).toISOString();
}

/** Puts a part of a visit in a lane: a claim when it is one's own, else a try for a colleague. */
export async function place(me: string, block: Block, employee: string, start: string): Promise<Visit> {
  const path = { visit: block.visit.id };
  if (employee === me) return body(api.POST('/api/v1/visits/{visit}/claim', { params: { path }, body: { start } }));
  const input = { employee, number: block.assignment.number, start };
  return body(api.POST('/api/v1/visits/{visit}/assignment', { params: { path }, body: input }));
}

export async function release(me: string, block: Block): Promise<Visit> {
  const path = { visit: block.visit.id };
  if (block.assignment.employee === me) return body(api.POST('/api/v1/visits/{visit}/release', { params: { path } }));
  const input = { employee: null, number: block.assignment.number };
  return body(api.POST('/api/v1/visits/{visit}/assignment', { params: { path }, body: input }));
}

/** Asks the planner, and waits until it has an answer. */
export async function propose(day: DayView): Promise<Proposal> {
  const path = { team: day.unit, date: day.date };
  let made = await body(api.POST('/api/v1/teams/{team}/days/{date}/proposals', {
    params: { path, query: { part: day.part }, header: { Prefer: 'wait=8' } },
  }));
  while (made.state === 'working') {
    await new Promise((done) => setTimeout(done, 700));
    made = await body(api.GET('/api/v1/teams/{team}/days/{date}/proposals/{proposal}', { params: { path: { ...path, proposal: made.id } } }));
  }
  return made;
}

export async function accept(day: DayView, proposal: Proposal, visits?: string[]): Promise<DayView> {
  const path = { team: day.unit, date: day.date, proposal: proposal.id };
  return body(api.POST('/api/v1/teams/{team}/days/{date}/proposals/{proposal}/acceptance', {
    params: { path, header: { 'If-Match': day.etag } }, body: visits ? { visits } : {},
  }));
}

/** Lines of a proposal that differ from what is there now. */
export function ghosts(day: DayView, proposal: Proposal | null): Proposed[] {
  if (!proposal) return [];
  return proposal.parts.filter((part) => {
    const visit = day.visits.find((one) => one.id === part.visit);
    const has = visit?.assignments.some((one) => one.employee === part.employee);
    return visit && !part.fixed && !(has && visit.start === part.start);
  });
}

// The caseload as it is sorted and narrowed: what is urgent, who knows her, how much time she has.
import { type Schemas, api, body } from '../../api/client';
import { language } from '../../i18n';

export type Line = Schemas['CaseloadLine'];
export const SORTS = ['urgent', 'name', 'evaluation', 'reassessment', 'vedtak', 'frame', 'minutes', 'faces', 'tasks'] as const;
export type Sort = (typeof SORTS)[number];

/** So many different employees in 14 days are many (the board says the same). */
export const MANY_FACES = 10;

export async function loadAll(team: string): Promise<Line[]> {
  const all: Line[] = [];
  let cursor: string | null | undefined;
  do {
    const query: { limit: number; cursor?: string } = cursor ? { limit: 200, cursor } : { limit: 200 };
    const page: Schemas['CaseloadPage'] = await body(api.GET('/api/v1/teams/{team}/caseload', { params: { path: { team }, query } }));
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

/** What the vedtak give in minutes a week, over all services that have such a frame. */
export function frameOf(line: Line): { from: number; to: number; planned: number; outside: 'above' | 'below' | null } | null {
  const framed = line.frame.filter((one) => one.frame);
  if (framed.length === 0) return null;
  const standings = framed.map((one) => one.standing);
  return {
    from: framed.reduce((sum, one) => sum + (one.frame?.minutesFrom ?? 0), 0),
    to: framed.reduce((sum, one) => sum + (one.frame?.minutesTo ?? 0), 0),
    planned: framed.reduce((sum, one) => sum + one.planned, 0),
    outside: standings.includes('above') ? 'above' : standings.includes('below') ? 'below' : null,
  };
}

/** Minutes above the frame; below it is negative. */
function above(line: Line): number {
  const frame = frameOf(line);
  return frame ? frame.planned - frame.to : Number.NEGATIVE_INFINITY;
}

const LAST = '9999';

/** The lines in order; what is equal stays by name. */
export function sorted(lines: Line[], by: Sort): Line[] {
  const text = (a: string | null | undefined, b: string | null | undefined): number => (a ?? LAST).localeCompare(b ?? LAST);
  const name = (a: Line, b: Line): number => a.name.localeCompare(b.name, language.value === 'en' ? 'en' : 'nb');
  const orders: Record<Sort, (a: Line, b: Line) => number> = {
    urgent: (a, b) => b.flags.length + b.gaps.length - (a.flags.length + a.gaps.length) || text(a.nextEvaluation, b.nextEvaluation),
    name,
    evaluation: (a, b) => text(a.nextEvaluation, b.nextEvaluation),
    reassessment: (a, b) => text(a.nextReassessment, b.nextReassessment),
    vedtak: (a, b) => text(a.nextVedtakEnd, b.nextVedtakEnd),
    frame: (a, b) => above(b) - above(a),
    minutes: (a, b) => b.plannedWeeklyMinutes - a.plannedWeeklyMinutes,
    faces: (a, b) => b.differentEmployees - a.differentEmployees,
    tasks: (a, b) => b.openTasks - a.openTasks,
  };
  return [...lines].sort((a, b) => orders[by](a, b) || name(a, b));
}

export interface Narrowed {
  search: string;
  flag: string | null;
  /** Whose contact one is. */
  own: string | null;
  tasks: boolean;
  faces: boolean;
}

export function narrowed(lines: Line[], by: Narrowed): Line[] {
  const search = by.search.trim().toLowerCase();
  return lines.filter((line) =>
    line.name.toLowerCase().includes(search) &&
    (!by.flag || (line.flags as string[]).includes(by.flag)) &&
    (!by.own || line.primaryContact?.employee === by.own || line.secondaryContact?.employee === by.own) &&
    (!by.tasks || line.openTasks > 0) &&
    (!by.faces || line.differentEmployees > MANY_FACES));
}
